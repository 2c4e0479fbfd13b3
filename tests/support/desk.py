"""A desk at which records made by hand are imported as if a file had held them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import func, select

from kpi.catalogue.measures import Fact
from kpi.importing import run
from kpi.importing.history import undo
from kpi.importing.preview import Preview, preview
from kpi.importing.records import (
    GoalRecord,
    MessageRecord,
    Parsed,
    PostRecord,
    Record,
    Refusal,
    TotalsRecord,
    VisitRecord,
    WrittenMessage,
)
from kpi.importing.report import Fault, Report
from kpi.importing.run import Options, Target, import_file
from kpi.importing.source import Source
from kpi.rollup.run import differences
from kpi.store.engine import Store
from kpi.store.schema import COUNTERS, TOTALS, metadata

BANK = "Banco Ejemplo"
FACT_OF = {
    PostRecord: Fact.POST,
    TotalsRecord: Fact.CHANNEL_DAY,
    MessageRecord: Fact.MESSAGE,
    WrittenMessage: Fact.MESSAGE,
    VisitRecord: Fact.VISIT,
    GoalRecord: Fact.GOAL,
}
FOLDED = (
    "post", "channel_day", "channel_span", "message", "message_thread", "visit", "turn", "visitor",
    "daily_measure", "daily_histogram", "monthly_measure", "yearly_histogram",
)  # fmt: skip
DAY = 86_400


def post(
    row: int, post_id: str, *, day: int = 20_000, handle: str | None = "banco", **counters: Any
) -> PostRecord:
    at = counters.pop("at", day * DAY)
    title = counters.pop("title", "")
    values = tuple(counters.get(name) for name in COUNTERS)
    return PostRecord(row, "facebook", handle, post_id, at, day, "", title, "", values)


def totals(
    row: int,
    first: int,
    last: int | None = None,
    *,
    segment: str = "",
    handle: str | None = "banco",
    **values: int,
) -> TotalsRecord:
    numbers = tuple(values.get(name) for name in TOTALS)
    return TotalsRecord(row, "facebook", handle, first, first if last is None else last, segment, numbers)


def message(
    row: int,
    message_id: str,
    at: int,
    *,
    conversation: str | None = "c1",
    links: tuple[str, ...] | None = None,
    out: bool = False,
    automated: bool = False,
    author: str = "",
    silence: int | None = None,
    text: str | None = None,
) -> MessageRecord:
    """A message; with `text` as a file gives it where texts are asked for."""
    named = conversation if links is None else None
    said = (row, "x", "banco", message_id, named, links, at, at // DAY, out, automated, author, silence)
    return MessageRecord(*said) if text is None else WrittenMessage(*said, text)


def visit(
    row: int, visitor: str, day: int, *, liked: bool = False, visit_id: str | None = None
) -> VisitRecord:
    return VisitRecord(row, "community", "banco", visit_id, visitor, day * DAY, day, liked)


def goal(
    row: int, target: float, *, kpi: str = "response_rate", platform: str = "", month: int = 20_000
) -> GoalRecord:
    return GoalRecord(row, kpi, platform, month, None, target, None, "", "")


class Desk:
    """Imports records into `store`. Files with the same name hold the same bytes."""

    def __init__(self, store: Store, files: dict[bytes, Parsed | Refusal]) -> None:
        self.store = store
        self._files = files

    def take(
        self,
        records: Sequence[Record],
        *,
        name: str | None = None,
        faults: tuple[Fault, ...] = (),
        institution: str = BANK,
        channel: str | None = None,
        dry_run: bool = False,
    ) -> Report:
        name = name or f"file {len(self._files)}"
        days = [day for each in records if not isinstance(each, GoalRecord) for day in days_of(each)]
        parsed = Parsed(
            "by_hand",
            None,
            FACT_OF[type(records[0])],
            records,
            faults,
            len(records) + len(faults),
            first_day=min(days, default=None),
            last_day=max(days, default=None),
        )
        return self.take_parsed(parsed, name=name, institution=institution, channel=channel, dry_run=dry_run)

    def take_parsed(
        self,
        parsed: Parsed | Refusal,
        *,
        name: str = "file",
        institution: str = BANK,
        channel: str | None = None,
        dry_run: bool = False,
    ) -> Report:
        self._files[name.encode()] = parsed
        source = Source(name, name.encode())
        return import_file(self.store, source, Target(institution, channel), Options(dry_run=dry_run))

    def preview_parsed(self, parsed: Parsed) -> Preview:
        """What the page shows of a file before it is imported."""
        self._files[b"previewed"] = parsed
        return preview(self.store, Source("previewed", b"previewed"), Target(BANK))

    def undo(self, report: Report) -> None:
        assert report.import_id is not None
        undo(self.store, report.import_id)

    def rows(self, table: str, *columns: str) -> list[tuple[Any, ...]]:
        """The rows of a table, sorted; without the import that they came with unless asked for."""
        found = metadata.tables[table]
        names = columns or tuple(c.name for c in found.c if c.name not in {"import_id", "row"})
        with self.store.reading() as connection:
            rows = connection.execute(select(*(found.c[name] for name in names))).all()
        return sorted((tuple(row) for row in rows), key=repr)

    def facts(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything that counts, with channels by name, and nothing of how it came to be."""
        names = {row[0]: row[1:] for row in self.rows("channel", "id", "platform", "handle_key")}
        facts = {}
        for table in FOLDED:
            columns = [
                c.name for c in metadata.tables[table].c if c.name not in {"channel_id", "import_id", "row"}
            ]
            rows = self.rows(table, "channel_id", *columns)
            facts[table] = sorted(((*names[row[0]], *row[1:]) for row in rows), key=repr)
        return facts | {"goal": self.goals()}

    def goals(self) -> list[tuple[Any, ...]]:
        """The goals that count: the highest version of each."""
        rows = self.rows("goal", "kpi", "platform", "month", "version", "target")
        latest = {row[:3]: row for row in sorted(rows)}
        return sorted((*key, row[4]) for key, row in latest.items())

    def counts(self) -> dict[str, int]:
        """How many rows every table has."""
        with self.store.reading() as connection:
            return {
                name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for name, table in metadata.tables.items()
                if name != "setting"  # the installation's own, such as which key is in use
            }

    def check(self) -> list[str]:
        """Where the measures differ from what a rebuild would give."""
        with self.store.reading() as connection:
            return [str(sentence) for sentence in differences(connection)]


def days_of(record: PostRecord | TotalsRecord | MessageRecord | VisitRecord) -> tuple[int, int]:
    if isinstance(record, TotalsRecord):
        return record.first_day, record.last_day
    return record.day, record.day


@contextmanager
def desk_of(*stores: Store) -> Iterator[list[Desk]]:
    """A desk for each store."""
    files: dict[bytes, Parsed | Refusal] = {}
    desks = [Desk(store, files) for store in stores]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "parse", lambda source, **_: files[source.content])
        yield desks
