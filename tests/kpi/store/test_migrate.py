"""Upgrades: they lead to the declared tables, whole or not at all, and lose nothing on the way."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from textwrap import dedent

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from kpi.store import migrate
from kpi.store.engine import Store, open_store
from kpi.store.migrate import DatabaseIsNewer, upgrade
from kpi.store.schema import metadata
from tests.kpi.store.test_engine import add_bank, names
from tests.support.postgres import PostgresServer

RENAMES_A_PARENT = """
    def upgrade():
        with op.batch_alter_table("institution") as table:
            table.add_column(sa.Column("motto", sa.String(), nullable=True))
            table.alter_column("kind", existing_type=sa.String(), nullable=True)
"""
FAILS_HALFWAY = """
    def upgrade():
        op.add_column("institution", sa.Column("motto", sa.String(), nullable=True))
        op.create_table("half", sa.Column("id", sa.Integer(), primary_key=True))
        raise RuntimeError("the power went out")
"""


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of migrations that a test may add to: the project's own, copied."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.FOLDER, folder)
    monkeypatch.setattr(migrate, "FOLDER", folder)
    return folder / "versions" / "9999_next.py"


def write_migration(path: Path, store: Store, body: str) -> None:
    head = f"""
        import sqlalchemy as sa
        from alembic import op

        revision = "9999"
        down_revision = "{revision_of(store)}"
    """
    path.write_text(dedent(head) + dedent(body))


def revision_of(store: Store) -> str | None:
    with store.reading() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def tables_of(store: Store) -> set[str]:
    with store.reading() as connection:
        return set(store.engine.dialect.get_table_names(connection))


def add_channel(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(
            text(
                "INSERT INTO channel (institution_id, platform, handle, handle_key, audience, purpose)"
                " SELECT id, 'x', 'caja', 'caja', 'public', '' FROM institution"
            )
        )


def count(store: Store, table: str) -> int:
    with store.reading() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


@pytest.mark.both_stores
def test_the_migrations_lead_to_the_declared_tables(store: Store) -> None:
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_tables_declared_without_rowid_have_none(store: Store) -> None:
    declared = {
        table.name
        for table in metadata.sorted_tables
        if table.dialect_options["sqlite"]["with_rowid"] is False
    }
    with store.reading() as connection:
        made = connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%WITHOUT ROWID%'")
        ).scalars()
        assert set(made) == declared
    assert "message" in declared


@pytest.mark.both_stores
def test_upgrading_twice_changes_nothing(store: Store) -> None:
    add_bank(store)
    before = revision_of(store)
    upgrade(store.engine)
    assert revision_of(store) == before
    assert names(store) == ["Caja Ejemplo"]


@pytest.mark.both_stores
def test_a_migration_that_fails_leaves_everything_as_it_was(store: Store, next_version: Path) -> None:
    add_bank(store)
    add_channel(store)
    before, tables = revision_of(store), tables_of(store)
    write_migration(next_version, store, FAILS_HALFWAY)

    with pytest.raises(RuntimeError, match="the power went out"):
        upgrade(store.engine)

    assert revision_of(store) == before
    assert tables_of(store) == tables
    assert names(store) == ["Caja Ejemplo"]
    with store.reading() as connection, pytest.raises(Exception, match="motto"):
        connection.execute(text("SELECT motto FROM institution"))


@pytest.mark.both_stores
def test_a_table_that_is_made_anew_keeps_the_rows_that_point_to_it(store: Store, next_version: Path) -> None:
    add_bank(store)
    add_channel(store)
    write_migration(next_version, store, RENAMES_A_PARENT)

    upgrade(store.engine)

    assert revision_of(store) == "9999"
    assert count(store, "channel") == 1


def test_links_are_checked_again_after_an_upgrade(store: Store, next_version: Path) -> None:
    write_migration(next_version, store, RENAMES_A_PARENT)
    upgrade(store.engine)
    with store.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_links_are_checked_again_after_an_upgrade_that_failed(store: Store, next_version: Path) -> None:
    write_migration(next_version, store, FAILS_HALFWAY)
    with pytest.raises(RuntimeError):
        upgrade(store.engine)
    with store.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.both_stores
def test_a_database_of_a_newer_version_is_refused_and_left_alone(store: Store) -> None:
    add_bank(store)
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from_2031'"))
    with pytest.raises(DatabaseIsNewer, match=r"newer version of Vínculo \(schema from_2031\)"):
        upgrade(store.engine)
    assert revision_of(store) == "from_2031"
    assert names(store) == ["Caja Ejemplo"]


def test_several_first_starts_at_once_make_one_database(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: open_store(f"sqlite:///{tmp_path}/first.sqlite"), range(4)))
    assert [names(store) for store in stores] == [[]] * 4


@pytest.mark.postgres
def test_several_first_starts_at_once_make_one_postgresql_database(postgres: PostgresServer) -> None:
    url = postgres.url(postgres.fresh_database())
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: open_store(url), range(4)))
    assert [names(store) for store in stores] == [[]] * 4
    for store in stores:
        store.engine.dispose()
