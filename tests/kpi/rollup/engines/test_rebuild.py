"""What another engine counts is what the store counts, to the integer, in every table that a roll-up writes."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete

from kpi.rollup.engines.export import export_facts
from kpi.rollup.engines.protocol import Row
from kpi.rollup.engines.rebuild import rebuild_on
from kpi.store.engine import Store
from kpi.store.institutions import institutions
from kpi.store.schema import metadata
from tests.kpi.rollup.engines.conftest import rolled, wiped
from tests.support.engines import DuckEngine, StoreEngine

TABLES = metadata.tables


def written_by(store: Store, rebuild: Callable[[Connection], None]) -> None:
    with store.writing() as connection:
        wiped(connection)
        rebuild(connection)


def test_the_facts_are_awkward(awkward_bank: Store) -> None:
    with awkward_bank.reading() as connection:
        found = rolled(connection)
    assert all(found.values())
    waits = [row[-1] for row in found["turn"]]
    assert None in waits
    assert any(waits)


@pytest.mark.both_stores
def test_the_text_on_the_stores_own_database(awkward_bank: Store) -> None:
    with awkward_bank.reading() as connection:
        before = rolled(connection)
    with awkward_bank.reading() as elsewhere:
        written_by(awkward_bank, lambda connection: rebuild_on(StoreEngine(elsewhere), connection))
    with awkward_bank.reading() as connection:
        assert rolled(connection) == before


@pytest.fixture
def exported(awkward_bank: Store, folder: Path) -> Path:
    with awkward_bank.reading() as connection:
        export_facts(connection, folder, institutions(connection))
    return folder


def test_the_text_on_duckdb(awkward_bank: Store, exported: Path) -> None:
    with awkward_bank.reading() as connection:
        before = rolled(connection)
    written_by(awkward_bank, lambda connection: rebuild_on(DuckEngine(exported), connection))
    with awkward_bank.reading() as connection:
        assert rolled(connection) == before


def test_where_facts_lie_elsewhere_alone_their_turns_and_visitors_do_too(
    awkward_bank: Store, exported: Path
) -> None:
    with awkward_bank.reading() as connection:
        before = rolled(connection)
    with awkward_bank.writing() as connection:
        for table in ("message", "visit", "post", "channel_day"):
            connection.execute(delete(TABLES[table]))
    written_by(awkward_bank, lambda connection: rebuild_on(DuckEngine(exported), connection))
    with awkward_bank.reading() as connection:
        assert rolled(connection) == {**before, "turn": [], "visitor": []}


class Breaking(DuckEngine):
    """Goes away after a number of statements."""

    def __init__(self, folder: Path, after: int) -> None:
        super().__init__(folder)
        self._left = after

    def rows(self, text: str) -> Iterator[Row]:
        self._left -= 1
        if self._left < 0:
            raise ConnectionError("gone")
        return super().rows(text)


@pytest.mark.parametrize("after", [0, 3, 6, 11])
def test_an_engine_that_breaks_leaves_the_store_as_it_was(
    awkward_bank: Store, exported: Path, after: int
) -> None:
    with awkward_bank.reading() as connection:
        before = rolled(connection)
    with pytest.raises(ConnectionError), awkward_bank.writing() as connection:
        rebuild_on(Breaking(exported, after), connection)
    with awkward_bank.reading() as connection:
        assert rolled(connection) == before


def test_only_the_channels_that_are_asked_for_are_counted(awkward_bank: Store, exported: Path) -> None:
    asked: list[Sequence[int]] = []

    class Noting(DuckEngine):
        def read_facts(self, channel_ids: Sequence[int]) -> None:
            asked.append(channel_ids)
            super().read_facts(channel_ids)

    with awkward_bank.reading() as connection:
        before = rolled(connection)
        rebuild_on(Noting(exported), connection, institution_id=2)
        assert asked == [[]]
        assert rolled(connection) == before
