"""What comes of a file that was read: its records with their faults, or one sentence why it is not taken."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from kpi.catalogue.measures import MEASURES, Fact
from kpi.importing.columnar import Columnar, accounts_of
from kpi.importing.headers import plain
from kpi.importing.layout import Layout
from kpi.importing.layout_parts import Why
from kpi.importing.readers.grid import Grid
from kpi.importing.reading import Reading
from kpi.importing.recognise import Fit
from kpi.importing.records import GoalRecord, Parsed, PostRecord, Record, Refusal, TotalsRecord
from kpi.importing.report import Fault
from kpi.importing.tables import merged
from kpi.periods import date_of
from kpi.store.schema import COUNTERS
from kpi.words import N_, Message, quoted

DAYS_OF_A_WEEK: Final = 7
MOST_FAULTS: Final = 5
MOST_TOLD: Final = 1_000
"""Bad rows of a refused file that are named one by one: its sentence says how many there are."""

MOST_FAULTY_SHARE: Final = 0.10

NO_ROWS: Final = N_("The file has the header of {layout} and no rows. Export a period that has data.")
NOTHING_TAKEN: Final = N_(
    "None of the {rows} rows holds a figure for this account and platform. Check the channel, or export other days."
)
ONLY_DAILY: Final = N_(
    "Each row holds one day's figures of a post, not the totals of its life. "
    "Export the posts again with lifetime totals."
)
DAILY_LEFT_OUT: Final = N_(
    "Left out: rows with one day's figures of a post ({rows}). The totals of its life count."
)
SEVERAL_ACCOUNTS: Final = N_("The file holds several accounts ({accounts}).")
CLOCKS: Final = N_(
    "Times without an offset were read on the clocks of {times}; days begin on those of {days}."
)
MOST_YOUTUBE_ROWS: Final = 500
PERIOD_TOTALS: Final = N_(
    "Each video counts with what it gathered in the period that was chosen for the export. "
    "For totals of its life, export with the period “Lifetime”."
)
CUT_AT: Final = N_(
    "The file has {rows} rows: YouTube Studio writes no more than 500 videos, others may be missing."
)
FURTHER_APART: Final = N_(
    "No two dates of the file follow one another ({first}, {second}): it counts by week or by month, and no day's "
    "figures are in it. Export it by day."
)
ONLY_SEGMENTS: Final = N_(
    "Each row is about a part of the visitors: it would count as everybody's. Export it without segments, or with "
    "all users beside them."
)
SEGMENTS_LEFT_OUT: Final = N_("Left out: rows about a part of the visitors ({rows}).")
LESS_THAN_TOTAL: Final = N_(
    "The rows that were taken hold {sum} of {measure}, the file's own total says {total}: the rest is of rows that "
    "it leaves out. YouTube Studio writes no more than 500 videos, and none that were deleted."
)
ROWS_LEFT_OUT: Final[dict[Why, str]] = {
    "segment": SEGMENTS_LEFT_OUT,
    "daily": DAILY_LEFT_OUT,
    "ours": N_(
        "Left out: conversations that the institution itself began ({rows}): nobody waited for an answer."
    ),
    "unqueued": N_(
        "Left out: conversations that never stood in a queue ({rows}): nobody can say how long they waited."
    ),
}
"""What is said of rows that are no data; of totals and footers nothing is."""

SHOWN_TWICE: Final = N_(
    "Read as the first of two: times in the hour that the clocks of {zone} show twice when they are put back ({rows})."
)
SHEETS_LEFT_OUT: Final = N_("Left out, as they hold no KPI or no layout knows them: the sheets {sheets}.")
LEFT_OUT: Final = (NO_ROWS, NOTHING_TAKEN, FURTHER_APART)
INCOMPLETE: Final = N_(
    "Row {row}, {column}: {reason} The rows make one figure together, which would be wrong without it. "
    "Export the file again and import it as it was downloaded."
)
SPLIT: Final = N_(
    "The traffic channel “{segment}” stands in several rows: the report is split by another dimension. "
    "Export it with the channel group alone."
)
ABSENT: Final = N_("The file has no column for “{measure}”: engagements count without it.")
ONE_FAULT: Final = N_("row {row}, {column}: {reason}")
TOO_MANY_1: Final = N_(
    "{faulty} of {rows} rows cannot be read: {first} Nothing was saved: correct them, or export the file again."
)
TOO_MANY_2: Final = N_(
    "{faulty} of {rows} rows cannot be read: {first} {second} Nothing was saved: correct them, or export the file again."
)
TOO_MANY_3: Final = N_(
    "{faulty} of {rows} rows cannot be read. The first: {first} {second} {third} "
    "Nothing was saved: correct them, or export the file again."
)


def verdict(reading: Reading) -> Parsed | Refusal:
    """The file's records, or the reason to take nothing of it."""
    reason = _reason(reading)
    if reason is not None:
        return Refusal(reason, reading.layout.key, tuple(reading.faults[:MOST_TOLD]))
    platforms = _platforms(reading.records)
    first, last = _days(reading.records)
    return Parsed(
        layout=reading.layout.key,
        platform=(platforms.pop() or None) if len(platforms) == 1 else None,
        fact=reading.layout.kind,
        records=reading.records,
        faults=tuple(reading.faults),
        rows_read=reading.rows,
        rows_ignored=reading.ignored,
        notes=tuple(_notes(reading)),
        first_day=first,
        last_day=last,
        headers=reading.headers,
    )


def joined(parts: Sequence[Parsed | Refusal]) -> Parsed | Refusal:
    """What all parts of a file say; the part with most records leads.

    A part without rows is left out, and with a note one that counts by week: it stands beside others in a workbook,
    whose days are not what it was exported for. Any other refusal refuses the file: it is taken whole or not at all.
    """
    for part in parts:
        if isinstance(part, Refusal) and (len(parts) == 1 or part.reason.template not in LEFT_OUT):
            return part
    taken = [part for part in parts if isinstance(part, Parsed)]
    if not taken:
        return parts[0]
    by_week = [
        each.reason for each in parts if isinstance(each, Refusal) and each.reason.template == FURTHER_APART
    ]
    if len(taken) < 2:
        return replace(taken[0], notes=(*taken[0].notes, *by_week))
    tables = merged([part.records for part in taken])
    taken = [replace(part, records=records) for part, records in zip(taken, tables, strict=True)]
    lead = max(taken, key=lambda part: len(part.records))
    more = tuple(part for part in taken if part is not lead)
    return replace(lead, notes=(*lead.notes, *by_week), more=more)


def without_sheets(result: Parsed | Refusal, grids: Sequence[Grid], fits: Sequence[Fit]) -> Parsed | Refusal:
    """The same, with a note of the workbook's sheets that nothing was read of."""
    read = [fit.grid for fit in fits if fit.layout.fact != "none"]
    names = [grid.name for grid in grids if grid.name and not any(grid is each for each in read)]
    if isinstance(result, Refusal) or not names:
        return result
    note = Message(SHEETS_LEFT_OUT, {"sheets": quoted(names)})
    return replace(result, notes=(*result.notes, note))


def _reason(reading: Reading) -> Message | None:
    """Why nothing of the file is taken; None when it can be."""
    key, faulty, rows = reading.layout.key, len(reading.faults), reading.rows
    if not rows:
        return Message(NO_ROWS, {"layout": key})
    if faulty == rows:
        return _too_many(reading.faults, rows)
    if faulty and reading.layout.kind is Fact.CHANNEL_SPAN and reading.layout.span is not None:
        return _incomplete(reading.faults[0])
    faulty -= sum(_left_empty(reading.layout, fault) for fault in reading.faults)
    most = MOST_FAULTS < rows < 2 * faulty
    if most or faulty > max(MOST_FAULTS, MOST_FAULTY_SHARE * rows):
        return _too_many(reading.faults, rows)
    if len(reading.accounts) > 1:
        return Message(SEVERAL_ACCOUNTS, {"accounts": ", ".join(sorted(reading.accounts))})
    if segment := _repeated_segment(reading.records):
        return Message(SPLIT, {"segment": segment})
    if apart := _days_apart(reading):
        first, second = map(date_of, apart)
        return Message(FURTHER_APART, {"first": first, "second": second})
    if reading.records:
        return None
    if reading.faults:
        return _too_many(reading.faults, rows)
    if reading.left_out["segment"]:
        return Message(ONLY_SEGMENTS)
    return Message(ONLY_DAILY) if reading.left_out["daily"] else Message(NOTHING_TAKEN, {"rows": rows})


def _incomplete(fault: Fault) -> Message:
    return Message(INCOMPLETE, {"row": str(fault.row), "column": fault.column or "—", "reason": fault.reason})


def _left_empty(layout: Layout, fault: Fault) -> bool:
    """Whether the cell is one that the vendor itself leaves empty now and then: no sign of a damaged file."""
    names = {plain(each) for name in layout.may_lack for each in layout.fields[name].columns}
    return not fault.value and plain(fault.column.rpartition("!")[2]) in names


def _days_apart(reading: Reading) -> tuple[int, int] | None:
    """The nearest two dates, where the vendor writes every day and none is followed by the next; None elsewhere.

    Two dates less than a week apart may be of days of which a day without figures was left out.
    """
    if not reading.layout.every_day:
        return None
    days = sorted({_first(record) for record in reading.records})
    nearest = min(pairwise(days), key=lambda pair: pair[1] - pair[0], default=None)
    if nearest is None or nearest[1] - nearest[0] == 1:
        return None
    return nearest if len(days) > 2 or nearest[1] - nearest[0] >= DAYS_OF_A_WEEK else None


def _repeated_segment(records: Sequence[Record]) -> str | None:
    """A segment with several rows for one span: each row then holds a part, and nobody knows of what."""
    if isinstance(records, Columnar):
        return None
    spans = Counter(
        (record.platform, record.handle, record.first_day, record.last_day, record.segment)
        for record in records
        if isinstance(record, TotalsRecord) and record.segment
    )
    return next((key[-1] for key, rows in spans.items() if rows > 1), None)


def _too_many(faults: Sequence[Fault], rows: int) -> Message:
    shown = [
        Message(ONE_FAULT, {"row": str(fault.row), "column": fault.column or "—", "reason": fault.reason})
        for fault in faults[:3]
    ]
    values = {"faulty": len(faults), "rows": rows}
    template = {1: TOO_MANY_1, 2: TOO_MANY_2}.get(len(shown), TOO_MANY_3)
    names = ("first", "second", "third")
    return Message(template, {**values, **dict(zip(names, shown, strict=False))})


def _notes(reading: Reading) -> list[Message]:
    notes = list(reading.notes)
    clock = reading.clock
    if clock.read_wall_times:
        notes.append(Message(CLOCKS, {"times": clock.times.key, "days": clock.days.key}))
    if reading.layout.note:
        notes.append(Message(PERIOD_TOTALS))
        if reading.rows >= MOST_YOUTUBE_ROWS:
            notes.append(Message(CUT_AT, {"rows": reading.rows}))
    if less := _less_than_total(reading):
        notes.append(less)
    absent = [name for name in reading.layout.expected if name in reading.absent]
    notes.extend(Message(ABSENT, {"measure": Message(MEASURES[name].label)}) for name in absent)
    if reading.double:
        notes.append(Message(SHOWN_TWICE, {"zone": clock.times.key, "rows": reading.double}))
    left_out = {why: rows for why, rows in reading.left_out.items() if why in ROWS_LEFT_OUT}
    notes.extend(Message(ROWS_LEFT_OUT[why], {"rows": left_out[why]}) for why in sorted(left_out))
    return notes


def _less_than_total(reading: Reading) -> Message | None:
    """What to say where the rows hold less than the total row of the file does."""
    counter = reading.layout.total_of
    if reading.total is None or not counter:
        return None
    at = COUNTERS.index(counter)
    taken = sum(each.counters[at] or 0 for each in reading.records if isinstance(each, PostRecord))
    if taken >= reading.total:
        return None
    measure = Message(MEASURES[f"post_{counter}"].label)
    return Message(LESS_THAN_TOTAL, {"sum": taken, "total": reading.total, "measure": measure})


def _platforms(records: Sequence[Record]) -> set[str]:
    if isinstance(records, Columnar):
        return {platform for platform, _ in accounts_of(records)}
    return {record.platform for record in records}


def _days(records: Sequence[Record]) -> tuple[int | None, int | None]:
    """The first and the last day that the records are about."""
    if isinstance(records, Columnar):
        days = records.ints("day")
        return int(days.min()), int(days.max())
    firsts = [_first(record) for record in records]
    lasts = [record.last_day if isinstance(record, TotalsRecord) else _first(record) for record in records]
    return min(firsts, default=None), max(lasts, default=None)


def _first(record: Record) -> int:
    if isinstance(record, TotalsRecord):
        return record.first_day
    return record.month if isinstance(record, GoalRecord) else record.day
