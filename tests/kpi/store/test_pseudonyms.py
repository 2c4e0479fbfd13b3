"""A database remembers which secrets its keys were made with, and refuses to mix them with others."""

import numpy as np
import pytest
from sqlalchemy import insert, select

from kpi.store import pseudonyms
from kpi.store.engine import Store
from kpi.store.key_ring import VARIABLE
from kpi.store.keys import PLAIN, Keys, fingerprint
from kpi.store.pseudonyms import INSTITUTION, KEYED, KeyMissing
from kpi.store.schema import metadata
from tests.kpi.store.test_engine import add_bank

ONE, OTHER, THIRD = (bytes([number]) * 32 for number in (1, 2, 3))
pytestmark = pytest.mark.both_stores


@pytest.fixture(autouse=True)
def one_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, ONE.hex())


def add_link(store: Store, one: int, other: int) -> None:
    """A row with two keys, and all that it hangs on."""
    with store.writing() as connection:
        institution = connection.execute(select(INSTITUTION.c.id)).scalar_one()
        channel = insert(metadata.tables["channel"]).values(
            institution_id=institution, platform="x", handle="", handle_key="", audience="public", purpose=""
        )
        connection.execute(channel)
        run = dict.fromkeys(("file_name", "sha256", "target", "layout", "platform", "fact", "timezone"), "")
        counts = dict.fromkeys(("rows_read", "rows_saved", "rows_skipped", "rows_ignored", "rows_changed"), 0)
        values = {"institution_id": institution, "imported_at": 0, "imported_by": "", "undone_by": ""}
        connection.execute(insert(metadata.tables["import_run"]).values(run | counts | values))
        link = {"channel_id": 1, "message_key": one, "linked_key": other, "import_id": 1}
        connection.execute(insert(metadata.tables["message_link"]).values(link))


def links(store: Store) -> list[tuple[int, int]]:
    link = metadata.tables["message_link"]
    with store.reading() as connection:
        return [(row[0], row[1]) for row in connection.execute(select(link.c.message_key, link.c.linked_key))]


def test_the_first_secret_is_remembered_by_its_fingerprint(store: Store) -> None:
    with store.writing() as connection:
        assert pseudonyms.fingerprints(connection) is None
        assert pseudonyms.keys(connection) == Keys((ONE,))
    with store.reading() as connection:
        assert pseudonyms.fingerprints(connection) == [fingerprint(ONE)]


@pytest.mark.parametrize("ring", [OTHER.hex(), ""])
def test_another_key_or_none_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch, ring: str) -> None:
    with store.writing() as connection:
        pseudonyms.keys(connection)
    monkeypatch.setenv(VARIABLE, ring)
    monkeypatch.setenv("KPI_PSEUDONYM_KEY_FILE", "nowhere.key")
    for call in (pseudonyms.keys, pseudonyms.renew):
        with pytest.raises(KeyMissing, match=fingerprint(ONE)), store.writing() as connection:
            call(connection)


def test_keys_without_a_secret_get_one_and_names_find_them(store: Store) -> None:
    add_bank(store)
    plain = Keys((PLAIN,))
    add_link(store, plain.key_of("a"), plain.key_of("b"))
    with store.writing() as connection:
        keys = pseudonyms.keys(connection)
    assert keys == Keys((PLAIN, ONE))
    assert links(store) == [(keys.key_of("a"), keys.key_of("b"))]


def test_renewed_keys_are_found_through_all_secrets(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    add_bank(store)
    with store.writing() as connection:
        before = pseudonyms.keys(connection)
    add_link(store, before.key_of("a"), before.key_of("b"))
    monkeypatch.setenv(VARIABLE, f"{ONE.hex()} {OTHER.hex()}")
    with store.writing() as connection:
        assert pseudonyms.renew(connection) == fingerprint(OTHER)
        after = pseudonyms.keys(connection)
    assert after == Keys((ONE, OTHER))
    assert links(store) == [(after.key_of("a"), after.key_of("b"))]
    monkeypatch.setenv(VARIABLE, OTHER.hex())
    with pytest.raises(KeyMissing), store.writing() as connection:
        pseudonyms.keys(connection)


def test_a_key_that_becomes_anothers_old_one_meets_nobody(store: Store) -> None:
    add_bank(store)
    add_link(store, 1, 2)
    swapped = [(1, 2), (2, 1)]
    with store.writing() as connection:
        pairs = np.array(swapped, np.int64)
        pseudonyms.rename(connection, [(pairs[:, 0], pairs[:, 1])])
    assert links(store) == [(2, 1)]


def test_every_column_of_keys_is_made_anew() -> None:
    named = {
        (table, column.name)
        for table in metadata.sorted_tables
        for column in table.c
        if column.name.endswith("_key")
    }
    names = {(table, name) for table, columns in KEYED.items() for name in columns}
    texts = {(table.name, name) for table, name in named - names}
    assert texts == {("institution", "name_key"), ("channel", "handle_key")}
    assert names <= named
