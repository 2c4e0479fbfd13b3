"""Columns that follow from one piece to the next, channel by channel: stocks, growth, and the backlog."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kpi.answers.numbers import Numbers
from kpi.answers.pieces import Cut
from kpi.answers.scopes import Place
from kpi.answers.sheet import Sheet
from kpi.periods import local_day, midnight
from kpi.rollup.blobs import Ints

NEVER = np.iinfo(np.int64).max


class Growth(NamedTuple):
    """What a stock's growth starts from and ends with, by channel and piece."""

    start: Numbers
    end: Numbers


def growth(sheet: Sheet, measure: str, known_days: Ints) -> Growth:
    """It starts from the last value known before the piece; without one, from the first inside, when a later one
    follows. A channel without both stays out of both, so that a sum over channels compares like with like.

    `known_days` are the days of each piece, by channel, that have the stock.
    """
    last = sheet.all_sections(measure)
    before = _last_up_to(last)
    first, end = sheet.pieces(f"{measure}_first"), sheet.pieces(measure)
    start = Numbers(
        np.where(before.known[:, :-2], before.values[:, :-2], first.values),
        end.known & (before.known[:, :-2] | (known_days > 1)),
    )
    return Growth(start, end.where(start.known))


def _last_up_to(numbers: Numbers) -> Numbers:
    """At each section, the last value known in it or before."""
    sections = np.arange(numbers.known.shape[1])
    latest = np.maximum.accumulate(np.where(numbers.known, sections, -1), axis=1)
    values = np.take_along_axis(numbers.values, np.maximum(latest, 0), axis=1)
    return Numbers(values, latest >= 0)


def backlog(sheet: Sheet, cut: Cut, places: Sequence[Place]) -> Numbers:
    """Turns open at the end of each piece: from the channel's first message to the last that its data cover."""
    opened, closed = sheet.all_sections("turns_opened"), sheet.all_sections("turns_closed")
    still_open = np.cumsum(opened.or_zero - closed.or_zero, axis=1)[:, 1:-1]
    started = np.logical_or.accumulate(opened.known, axis=1)[:, 1:-1]
    last_days = np.array([_last_day(place) for place in places], dtype=np.int64)
    return Numbers(still_open, started & (cut.bounds[:-1] <= last_days.reshape(-1, 1)))


def _last_day(place: Place) -> int:
    """The last day with messages; -1 without any."""
    cutoff = place.message_cutoff
    return -1 if cutoff is None else local_day(cutoff, place.timezone)


def oldest(sheet: Sheet, cut: Cut, places: Sequence[Place], still_open: Numbers) -> Numbers:
    """Seconds that the oldest open turn has waited at the end of each piece, or at the institution's last message if
    that is earlier: one moment for all channels, so that their waits can be compared.

    Of the turns open at the end of a day, some were never answered: the oldest of all opened up to then. Some
    were answered later: of all answered later it is the oldest, unless that was opened later too.
    """
    never = sheet.all_sections("oldest_open_at")
    later = sheet.all_sections("oldest_closed_at")
    unanswered = np.minimum.accumulate(np.where(never.known, never.values, NEVER), axis=1)[:, 1:-1]
    from_end = np.where(later.known, later.values, NEVER)[:, ::-1]
    answered_later = np.minimum.accumulate(from_end, axis=1)[:, ::-1][:, 2:]
    opened_at = np.minimum(unanswered, answered_later)
    ends = _ends(cut, places)
    until = np.minimum(ends, _cutoffs(places))
    return Numbers(until - opened_at, (opened_at < ends) & still_open.known)


def _ends(cut: Cut, places: Sequence[Place]) -> Ints:
    """The instant at which each piece ends on the clocks of each channel."""
    zones = {place.timezone for place in places}
    ends_in = {zone: [midnight(piece.end, zone) for piece in cut.pieces] for zone in zones}
    ends = np.array([ends_in[place.timezone] for place in places], dtype=np.int64)
    return ends.reshape(len(places), len(cut.pieces))


def _cutoffs(places: Sequence[Place]) -> Ints:
    cutoffs = [0 if place.messages_until is None else place.messages_until for place in places]
    return np.array(cutoffs, dtype=np.int64).reshape(-1, 1)
