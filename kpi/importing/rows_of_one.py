"""Rows that are not records of their own: parts of one total, or each another figure of the same days."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kpi.importing.errors import UnreadableFile
from kpi.importing.layout import Layout
from kpi.importing.records import Record, TotalsRecord
from kpi.periods import date_of
from kpi.words import N_

SPLIT_ROWS: Final = N_(
    "Row {row} and one before it hold the same figure of the same days ({days}): the report is split by another "
    "dimension. Export it without that."
)


def joined_rows(layout: Layout, records: Sequence[Record]) -> list[Record]:
    """The records of one table, those of the same days put into one where the layout says that they are one.

    Raises:
        UnreadableFile: rows that should hold different figures of some days hold the same one.
    """
    if layout.rows == "record":
        return list(records)
    found: dict[tuple[object, ...], TotalsRecord] = {}
    for record in records:
        assert isinstance(record, TotalsRecord)  # noqa: S101 (a layout's check lets nothing else be parts)
        key = (record.platform, record.handle, record.first_day, record.last_day, record.segment)
        earlier = found.get(key)
        found[key] = record if earlier is None else _one(layout, earlier, record)
    return list(found.values())


def _one(layout: Layout, earlier: TotalsRecord, record: TotalsRecord) -> TotalsRecord:
    pairs = list(zip(earlier.totals, record.totals, strict=True))
    if layout.rows == "fields" and any(None not in pair for pair in pairs):
        days = dict.fromkeys((date_of(record.first_day).isoformat(), date_of(record.last_day).isoformat()))
        raise UnreadableFile(SPLIT_ROWS, row=str(record.row), days=" – ".join(days))
    return replace(earlier, totals=tuple(_sum(*pair) for pair in pairs))


def _sum(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return other if one is None else one
    return one + other
