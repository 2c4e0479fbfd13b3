"""From schedules to seconds: the times of service of each day, in UTC.

A moment is in service when the clock on the wall shows a time within the hours of its date. So a day on which the
clocks change has 23 or 25 hours of service where it is served round the clock, an hour that comes twice is
served twice, and one that is left out is not.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from kpi.periods import SECONDS_IN_DAY, Period, midnight
from kpi.rollup.clock import steady
from kpi.store.hours import Open
from kpi.store.schedules import Schedule

MINUTE: Final = 60

Moments = tuple[int, int]  # from instant, up to instant


class Piece(NamedTuple):
    """A piece of a day, with the columns of `service_time` that follow the channel."""

    day: int
    from_at: int
    until_at: int
    seconds: int
    before: int


def pieces(timeline: Sequence[tuple[int, Schedule]], days: Period, timezone: ZoneInfo) -> list[Piece]:
    """The pieces of a period's days, as far as the timeline has begun by then.

    `timeline` says which schedule holds from which day on. The seconds before are counted from the first piece.
    """
    found: list[Piece] = []
    before = 0
    for day, schedule in _days(timeline, days):
        begin, end = midnight(day, timezone), midnight(day + 1, timezone)
        for from_at, until_at, seconds in _pieces_of(begin, end, schedule.times_on(day), day, timezone):
            found.append(Piece(day, from_at, until_at, seconds, before))
            before += seconds
    return found


def _days(timeline: Sequence[tuple[int, Schedule]], days: Period) -> Iterator[tuple[int, Schedule]]:
    ends = [*(start for start, _ in timeline[1:]), days.end]
    for (start, schedule), end in zip(timeline, ends, strict=True):
        for day in range(max(start, days.start), min(end, days.end)):
            yield day, schedule


def _pieces_of(
    begin: int, end: int, times: Sequence[Open], day: int, timezone: ZoneInfo
) -> Iterator[tuple[int, int, int]]:
    """The day cut at its openings: from, until, and the seconds of service at the start of each piece."""
    served = _served(begin, end, times, day, timezone)
    openings = [start for start, _ in served]
    if begin < end and begin not in openings:
        yield begin, openings[0] if openings else end, 0
    for (start, stop), following in zip(served, [*openings[1:], end], strict=False):
        yield start, following, stop - start


def _served(begin: int, end: int, times: Sequence[Open], day: int, timezone: ZoneInfo) -> list[Moments]:
    """The moments of the day at which the clock shows a time of service, in order, none touching another."""
    found: list[Moments] = []
    for start, stop, offset in steady(begin, end, timezone):
        clock_zero = day * SECONDS_IN_DAY - offset
        for opens, closes in times:
            one = max(start, clock_zero + opens * MINUTE), min(stop, clock_zero + closes * MINUTE)
            if one[0] < one[1]:
                found.append(one)
    return _joined(found)


def _joined(moments: Sequence[Moments]) -> list[Moments]:
    found: list[Moments] = []
    for start, stop in moments:
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], stop)
        else:
            found.append((start, stop))
    return found
