"""The promises of `open_store`: one way in, whole transactions, plain sentences for what goes wrong."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from kpi.store import engine as engine_module
from kpi.store.engine import (
    DatabaseBusy,
    DatabaseReadOnly,
    DatabaseUnavailable,
    DatabaseUnknownKind,
    Store,
    open_store,
)
from kpi.store.schema import metadata
from tests.support.stores import close, sqlite_url

INSTITUTION = metadata.tables["institution"]
CHANNEL = metadata.tables["channel"]


def add_bank(store: Store, name: str = "Caja Ejemplo") -> int:
    with store.writing() as connection:
        row = connection.execute(
            insert(INSTITUTION)
            .values(
                name=name,
                name_key=name.casefold(),
                kind="bank",
                country="ES",
                timezone="Europe/Madrid",
                language="es",
                is_sample=False,
                data_version=0,
            )
            .returning(INSTITUTION.c.id)
        )
        return int(row.scalar_one())


def version_of(store: Store) -> int:
    with store.reading() as connection:
        return int(connection.execute(select(INSTITUTION.c.data_version)).scalar_one())


def names(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(connection.execute(select(INSTITUTION.c.name).order_by(INSTITUTION.c.name)).scalars())


@pytest.mark.both_stores
def test_a_fresh_store_has_every_table_and_no_row(store: Store) -> None:
    with store.reading() as connection:
        counts = {
            name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar()
            for name in metadata.tables
        }
    assert len(counts) > 15
    assert set(counts.values()) == {0}


@pytest.mark.both_stores
def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    def half_a_save() -> None:
        with store.writing() as connection:
            connection.execute(text("UPDATE institution SET name = 'Otra'"))
            raise RuntimeError("the file ends in the middle")

    add_bank(store)
    with pytest.raises(RuntimeError):
        half_a_save()
    assert names(store) == ["Caja Ejemplo"]


@pytest.mark.both_stores
def test_a_channel_needs_its_institution(store: Store) -> None:
    def add_orphan() -> None:
        with store.writing() as connection:
            connection.execute(
                insert(CHANNEL).values(
                    institution_id=99, platform="x", handle="", handle_key="", audience="public", purpose=""
                )
            )

    with pytest.raises(IntegrityError):
        add_orphan()


def test_writers_that_read_first_wait_for_each_other(store: Store) -> None:
    def read_then_add_one(_: int) -> None:
        with store.writing() as connection:
            seen = connection.execute(select(INSTITUTION.c.data_version)).scalar_one()
            connection.execute(update(INSTITUTION).values(data_version=seen + 1))

    add_bank(store)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(read_then_add_one, range(24)))
    assert version_of(store) == 24


def test_a_reader_is_not_held_up_by_a_writer_and_sees_what_was_before(store: Store) -> None:
    add_bank(store)
    with store.writing() as writer:
        writer.execute(update(INSTITUTION).values(data_version=7))
        assert version_of(store) == 0
    assert version_of(store) == 7


def test_a_writer_that_waits_too_long_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "BUSY_TIMEOUT_MS", 20)
    store = open_store(sqlite_url(tmp_path / "busy.sqlite"))

    def write() -> None:
        with store.writing():
            pass

    with (
        store.writing(),
        pytest.raises(DatabaseBusy, match=r"Another import is writing .* Nothing was changed"),
    ):
        write()


def test_a_read_only_database_can_be_read_but_not_written(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite"
    first = open_store(sqlite_url(path))
    add_bank(first)
    close(first)

    store = open_store(f"sqlite:///file:{path}?mode=ro&uri=true")
    assert names(store) == ["Caja Ejemplo"]
    with pytest.raises(DatabaseReadOnly, match=r"can only be read.*Nothing was changed"):
        add_bank(store, "Otra")


def test_the_folder_of_a_new_database_is_made(tmp_path: Path) -> None:
    assert names(open_store(sqlite_url(tmp_path / "a" / "b" / "new.sqlite"))) == []


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(DatabaseUnavailable, match=r"nobody:\*\*\*@127.0.0.1.*KPI_DATABASE_URL") as refusal:
        open_store("postgresql://nobody:secret@127.0.0.1:1/social")
    assert "secret" not in str(refusal.value)


def test_a_path_is_not_an_address() -> None:
    with pytest.raises(DatabaseUnavailable, match="not a database address"):
        open_store("data/vinculo.sqlite")


@pytest.mark.parametrize("address", ["oracle9://bank", "mysql://bank/social"])
def test_another_kind_of_database_is_refused_with_what_to_use(address: str) -> None:
    with pytest.raises(DatabaseUnknownKind, match=r"sqlite:/// or postgresql://"):
        open_store(address)


def test_a_folder_that_cannot_be_made_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseUnavailable, match="cannot be opened"):
        open_store(sqlite_url(tmp_path / "file" / "new.sqlite"))


@pytest.mark.both_stores
def test_a_reader_sees_one_state_while_somebody_writes(store: Store) -> None:
    banks = select(func.count()).select_from(INSTITUTION)
    with store.reading() as reader:
        assert reader.execute(banks).scalar_one() == 0
        add_bank(store)
        assert reader.execute(banks).scalar_one() == 0
    with store.reading() as reader:
        assert reader.execute(banks).scalar_one() == 1
