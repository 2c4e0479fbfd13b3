"""Columns that follow from one piece to the next: stocks, growth and backlog, channel by channel."""

import heapq
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection, func, or_, select

from kpi.answers.columns import PACKED, Column, Rule
from kpi.answers.daily import Rows, open_before, stocks_before
from kpi.answers.formulas import CLOSED, OLDEST, OPEN, OPENED
from kpi.answers.pieces import Cut, whole
from kpi.answers.rows import tuples
from kpi.answers.scopes import Subject
from kpi.periods import local_day, midnight
from kpi.store.schema import metadata

TURN = metadata.tables["turn"]


def add_series(connection: Connection, rows: Rows, cut: Cut, subject: Subject, wanted: set[Column]) -> None:
    """Complete `rows` with the wanted columns that no single piece can tell."""
    for column in wanted:
        if column.rule is Rule.END:
            before = stocks_before(connection, cut.period.start, subject.places, column.measure)
            _add_growth(rows, cut, subject, column.measure, before)
    _unpack_stocks(rows)
    if OPEN in wanted:
        _add_backlog(rows, cut, subject, open_before(connection, cut.period.start, subject.places))
    if OLDEST in wanted:
        _add_oldest(rows, cut, subject, _stretches(connection, cut, subject))


def _add_growth(rows: Rows, cut: Cut, subject: Subject, measure: str, before: Mapping[int, int]) -> None:
    """What a stock's growth starts from and ends with.

    It starts from the last value known before the piece; without one, from the first inside, when a later one
    follows. A channel without both stays out of both, so that a sum over channels compares like with like.
    """
    last, first = Column(Rule.LAST, measure), Column(Rule.FIRST, measure)
    for place in subject.places:
        known: float | None = before.get(place.id)
        for piece in cut.pieces:
            row = rows.get((place.id, piece.start), {})
            first_packed, last_packed = row.get(first), row.get(last)
            if first_packed is None or last_packed is None:
                continue
            if known is None and first_packed != last_packed:
                known = int(first_packed) % PACKED
            end = int(last_packed) % PACKED
            if known is not None:
                row[Column(Rule.START, measure)] = known
                row[Column(Rule.END, measure)] = end
            known = end


def _unpack_stocks(rows: Rows) -> None:
    """Put the values in the place of the packed (day, value) integers."""
    for row in rows.values():
        for column, number in row.items():
            if column.rule in (Rule.LAST, Rule.FIRST) and number is not None:
                row[column] = int(number) % PACKED


def _add_backlog(rows: Rows, cut: Cut, subject: Subject, before: Mapping[int, int]) -> None:
    """Turns open at the end of each piece: from the channel's first message to the last that its data cover."""
    for place in subject.places:
        if place.message_cutoff is None:
            continue
        last_day = local_day(place.message_cutoff, subject.timezone)
        started, still_open = place.id in before, before.get(place.id, 0)
        for piece in cut.pieces:
            row = rows.get((place.id, piece.start), {})
            opened = row.get(OPENED)
            started = started or opened is not None
            still_open += int(opened or 0) - int(row.get(CLOSED) or 0)
            if started and piece.start <= last_day:
                rows.setdefault((place.id, piece.start), row)[OPEN] = still_open


class Stretch(NamedTuple):
    """Turns of a channel that opened on one day and were closed on one later day (None: never)."""

    opened_at: int
    day: int
    reply_day: int | None


def _stretches(connection: Connection, cut: Cut, subject: Subject) -> dict[int, list[Stretch]]:
    """By channel, the oldest turn of each opening and closing day that was open at the end of some piece."""
    first_end = cut.pieces[0].end
    crosses = or_(
        TURN.c.reply_day.is_(None), (TURN.c.reply_day >= first_end) & (TURN.c.reply_day > TURN.c.day)
    )
    ids = [place.id for place in subject.places]
    found = tuples(
        connection,
        select(TURN.c.channel_id, whole(func.min(TURN.c.opened_at)), TURN.c.day, TURN.c.reply_day)
        .where(TURN.c.channel_id.in_(ids), TURN.c.day < cut.period.end, crosses)
        .group_by(TURN.c.channel_id, TURN.c.day, TURN.c.reply_day),
    )
    stretches: dict[int, list[Stretch]] = {}
    for channel, *stretch in found:
        stretches.setdefault(channel, []).append(Stretch(*stretch))
    return stretches


def _add_oldest(rows: Rows, cut: Cut, subject: Subject, stretches: Mapping[int, list[Stretch]]) -> None:
    """The wait of the oldest open turn at the end of each piece, or at the data's cut-off when that is earlier."""
    for place in subject.places:
        to_come = sorted(stretches.get(place.id, ()), key=lambda stretch: stretch.day, reverse=True)
        waiting: list[tuple[int, float]] = []  # a heap of (opened at, day closed), oldest first
        for piece in cut.pieces:
            while to_come and to_come[-1].day < piece.end:
                opened_at, _, reply_day = to_come.pop()
                heapq.heappush(waiting, (opened_at, float("inf") if reply_day is None else reply_day))
            while waiting and waiting[0][1] < piece.end:
                heapq.heappop(waiting)
            row = rows.get((place.id, piece.start))
            if waiting and row is not None and OPEN in row and place.message_cutoff is not None:
                until = min(midnight(piece.end, subject.timezone), place.message_cutoff)
                row[OLDEST] = until - waiting[0][0]
