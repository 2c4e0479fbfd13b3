"""What the roll-up asks of an engine: tables by name, text in, rows of integers out."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

Number = int | None
Row = tuple[Number, ...]


class Engine(Protocol):
    """Runs plain SELECT statements on tables that it knows by name. All columns are integers of 64 bits."""

    def read_facts(self, channel_ids: Sequence[int]) -> None:
        """Know the tables of `texts.FACTS`, with the rows of these channels only."""

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Know a small table whose rows come from the store."""

    def materialise(self, table: str, text: str) -> None:
        """Know the rows of a statement as a table, worked out once however often it is read."""

    def rows(self, text: str) -> Iterator[Row]:
        """The rows of a statement, as they come: not all of them need to fit into memory."""
