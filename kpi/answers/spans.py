"""Totals that a source gives only for several days together, added to the pieces that hold them whole.

Of reports on one channel that overlap, the longest counts, and of equally long ones the one on the whole channel
before one on its segments: both say the same people. A span is never spread over days, and never added to daily
values of the same measure on the same channel: where there are any inside it, those count.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, and_, bindparam, func, select

from kpi.answers.columns import Column, Rule
from kpi.answers.pieces import Cut
from kpi.answers.rows import tuples
from kpi.answers.scopes import Place
from kpi.answers.sheet import DAILY, Sheet
from kpi.catalogue.measures import MEASURES, Kind
from kpi.periods import Period
from kpi.store.schema import TOTALS, metadata

SPAN = metadata.tables["channel_span"]
_ANY: Final = (
    select(SPAN.c.channel_id).where(SPAN.c.channel_id.in_(bindparam("channels", expanding=True))).limit(1)
)
"""Most institutions have none: it is quicker to ask than to put the statement for them together."""


@dataclass(frozen=True)
class Span:
    """A channel's totals for the days of `period`; `totals` holds only those without daily values inside."""

    channel_id: int
    segment: str
    period: Period
    totals: Mapping[str, int]


SpanDays = dict[tuple[int, int, str], set[int]]  # by place of the channel and of the piece, and measure


def add_spans(
    connection: Connection, sheet: Sheet, cut: Cut, places: Sequence[Place], columns: Iterable[Column]
) -> SpanDays:
    """Add to the sheet's numbers the spans that lie inside a piece.

    Returns:
        By channel, piece and measure, the days that the added spans cover.
    """
    measures = [c.measure for c in columns if c.rule is Rule.ADDED and _in_spans(c.measure)]
    covered: SpanDays = defaultdict(set)
    spans = _read(connection, cut.period, places, measures) if measures else []
    number = {place.id: place_number for place_number, place in enumerate(places)}
    for piece_number, piece in enumerate(cut.pieces if spans else ()):
        inside = [span for span in spans if _holds(piece, span.period)]
        for measure in measures:
            for span in _that_count(span for span in inside if measure in span.totals):
                place = number[span.channel_id]
                sheet.add(place, 1 + piece_number, measure, span.totals[measure])
                covered[place, piece_number, measure].update(range(span.period.start, span.period.end))
    return covered


def _in_spans(measure: str) -> bool:
    return measure in TOTALS and MEASURES[measure].kind is Kind.FLOW


def _holds(piece: Period, span: Period) -> bool:
    return piece.start <= span.start and span.end <= piece.end


def _that_count(spans: Iterable[Span]) -> list[Span]:
    """The spans of those reports of each channel that count; a report is all its segments of the same days."""
    chosen: dict[int, list[tuple[Period, bool]]] = defaultdict(list)
    counting: list[Span] = []
    for span in sorted(spans, key=lambda span: (-span.period.days, span.period.start, bool(span.segment))):
        report = span.period, bool(span.segment)
        taken = chosen[span.channel_id]
        if report not in taken:
            if any(span.period.start < other.end and other.start < span.period.end for other, _ in taken):
                continue
            taken.append(report)
        counting.append(span)
    return counting


def _read(
    connection: Connection, period: Period, places: Sequence[Place], measures: Sequence[str]
) -> list[Span]:
    channels = [place.id for place in places]
    if not tuples(connection, _ANY, channels=channels):
        return []
    same_days = and_(
        DAILY.c.channel_id == SPAN.c.channel_id,
        DAILY.c.day >= SPAN.c.first_day,
        DAILY.c.day <= SPAN.c.last_day,
    )
    keys = (SPAN.c.channel_id, SPAN.c.segment, SPAN.c.first_day, SPAN.c.last_day)
    totals = [func.max(SPAN.c[measure]) for measure in measures]  # one row each: MAX only picks it
    daily = [func.count(DAILY.c[measure]) for measure in measures]
    found = connection.execute(
        select(*keys, *totals, *daily)
        .select_from(SPAN.outerjoin(DAILY, same_days))
        .where(
            SPAN.c.channel_id.in_(channels),
            SPAN.c.first_day >= period.start,
            SPAN.c.last_day < period.end,
        )
        .group_by(*keys)
    )
    return [_span(row, measures) for row in found]


def _span(row: Sequence[object], measures: Sequence[str]) -> Span:
    channel, segment, first, last, *numbers = row
    totals, daily = numbers[: len(measures)], numbers[len(measures) :]
    kept = {m: t for m, t, days in zip(measures, totals, daily, strict=True) if t is not None and not days}
    return Span(channel, segment, Period(first, last + 1), kept)  # type: ignore[arg-type, operator]
