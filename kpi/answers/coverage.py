"""What the data cover: first and last day by channel and fact, the days missing between, the last import."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, ScalarSelect, bindparam, func, or_, select
from sqlalchemy.sql.functions import FunctionElement

from kpi.answers.rows import tuples
from kpi.answers.scopes import Place, places_of
from kpi.answers.sheet import DAILY
from kpi.answers.spans import SPAN
from kpi.catalogue.measures import MEASURES, Fact
from kpi.periods import Grain, Period, local_day, next_start, start_of
from kpi.store.schema import metadata

CHANNEL = metadata.tables["channel"]
RUN = metadata.tables["import_run"]
INSTITUTION = metadata.tables["institution"]
OF_CHANNEL = metadata.tables["import_channel"]
_RUNS: Final = (
    select(
        RUN.c.id,
        RUN.c.platform,
        RUN.c.fact,
        RUN.c.first_day,
        RUN.c.last_day,
        RUN.c.imported_at,
        OF_CHANNEL.c.channel_id,
    )
    .select_from(RUN.outerjoin(OF_CHANNEL, OF_CHANNEL.c.import_id == RUN.c.id))
    .where(RUN.c.institution_id == bindparam("institution"), RUN.c.undone_at.is_(None))
)
QUIET: Final = 7
FACTS: Final = (Fact.POST, Fact.CHANNEL_DAY, Fact.CHANNEL_SPAN, Fact.MESSAGE, Fact.VISIT)
"""Every kind of fact that has days, in the order in which people are told of them."""

TOTALS: Final = frozenset({Fact.CHANNEL_DAY, Fact.CHANNEL_SPAN})
"""What a platform reports for each day: a day without it is missing, never quiet."""


@dataclass(frozen=True)
class Coverage:
    """What is known of one fact on one channel.

    `days` are those that have any row, out of `period`, from the first to the last of them. `missing` are the
    stretches between without data: of totals the days without a row, or that no span covers; of posts, messages
    and visits those of more than a week that no import covers, since a day without a row may just be a quiet one.
    `imported_at` is the instant (epoch seconds) of the last import of this fact for the platform.
    """

    platform: str
    channel: str
    fact: Fact
    period: Period
    days: int
    missing: tuple[Period, ...]
    imported_at: int | None


@dataclass(frozen=True)
class _Run:
    platform: str
    fact: str
    period: Period | None
    imported_at: int
    channels: frozenset[int]
    """Those that it counts for; none where an older release did not keep it."""

    def is_of(self, place: Place, *, alone: bool) -> bool:
        """Whether it brought days of the channel. Who said no channel can only mean one that is `alone` there."""
        if self.channels:
            return place.id in self.channels
        return alone and self.platform in ("", place.platform)


def covered_days(connection: Connection, institution_id: int) -> Period | None:
    """From the first to the last day that has any data, of the whole institution; None when there is none."""
    return covered_by(connection, (institution_id,)).get(institution_id)


def last_import_day(connection: Connection, institution_id: int) -> int | None:
    """The day of the last import that still counts; None without any, and of the sample, whose days are invented."""
    for at, timezone in tuples(connection, _LAST_IMPORT, institution=institution_id):
        return local_day(at, ZoneInfo(timezone))
    return None


def last_month_with_data(connection: Connection, institution_id: int, before: int) -> Period | None:
    """The last calendar month that has any data and ends by the day `before`; None where there is none."""
    rows = tuples(connection, _LAST_BEFORE, institution=institution_id, before=before)
    days = [day for ends in rows for day in ends if day is not None]
    if not days:
        return None
    first = start_of(min(max(days), before - 1), Grain.MONTH)
    return Period(first, next_start(first, Grain.MONTH))


def covered_by(connection: Connection, institution_ids: Sequence[int]) -> dict[int, Period]:
    """The same of several institutions; one without data is left out.

    Each channel's first and last day are two look-ups in an index, however many days lie between.
    """
    found: dict[int, Period] = {}
    for institution_id, *ends in tuples(connection, _ENDS, institutions=list(institution_ids)):
        days = [day for day in ends if day is not None]
        if days:
            before = found.get(institution_id, Period(min(days), min(days)))
            found[institution_id] = Period(min(*days, before.start), max(max(days) + 1, before.end))
    return found


def _end(
    what: FunctionElement[int], channel: ColumnElement[int], *which: ColumnElement[bool]
) -> ScalarSelect[int]:
    return select(what).where(channel == CHANNEL.c.id, *which).correlate(CHANNEL).scalar_subquery()


_ENDS: Final = select(
    CHANNEL.c.institution_id,
    _end(func.min(DAILY.c.day), DAILY.c.channel_id),
    _end(func.max(DAILY.c.day), DAILY.c.channel_id),
    _end(func.min(SPAN.c.first_day), SPAN.c.channel_id),
    _end(func.max(SPAN.c.last_day), SPAN.c.channel_id),
).where(CHANNEL.c.institution_id.in_(bindparam("institutions", expanding=True)))


_LAST_IMPORT: Final = (
    select(func.max(RUN.c.imported_at), INSTITUTION.c.timezone)
    .join_from(RUN, INSTITUTION, RUN.c.institution_id == INSTITUTION.c.id)
    .where(INSTITUTION.c.id == bindparam("institution"), ~INSTITUTION.c.is_sample, RUN.c.undone_at.is_(None))
    .group_by(INSTITUTION.c.timezone)
)

_LAST_BEFORE: Final = select(
    _end(func.max(DAILY.c.day), DAILY.c.channel_id, DAILY.c.day < bindparam("before")),
    _end(func.max(SPAN.c.last_day), SPAN.c.channel_id, SPAN.c.first_day < bindparam("before")),
).where(CHANNEL.c.institution_id == bindparam("institution"))


def coverage(connection: Connection, institution_id: int) -> list[Coverage]:
    """What is known of every fact on every channel that has any, by channel, then by fact."""
    runs, places = _runs(connection, institution_id), places_of(connection, institution_id)
    accounts = Counter(place.platform for place in places)
    return [
        _coverage(
            place, fact, days, [run for run in runs if run.is_of(place, alone=accounts[place.platform] == 1)]
        )
        for place in places
        for fact in FACTS
        if (days := _days(connection, place, fact))
    ]


def _days(connection: Connection, place: Place, fact: Fact) -> list[int]:
    if fact is Fact.CHANNEL_SPAN:
        return _span_days(connection, place)
    known = or_(*(DAILY.c[key].is_not(None) for key, one in MEASURES.items() if one.fact is fact))
    days = select(DAILY.c.day).where(DAILY.c.channel_id == place.id, known).order_by(DAILY.c.day)
    return [day for (day,) in tuples(connection, days)]


def _span_days(connection: Connection, place: Place) -> list[int]:
    """The days that any span covers."""
    spans = select(SPAN.c.first_day, SPAN.c.last_day).where(SPAN.c.channel_id == place.id).distinct()
    return sorted({day for first, last in tuples(connection, spans) for day in range(first, last + 1)})


def _runs(connection: Connection, institution_id: int) -> list[_Run]:
    found = connection.execute(_RUNS, {"institution": institution_id})
    channels: dict[int, set[int]] = {}
    runs: dict[int, tuple[str, str, Period | None, int]] = {}
    for number, platform, fact, first, last, at, channel in found:
        runs[number] = (platform, fact, None if first is None else Period(first, last + 1), at)
        channels.setdefault(number, set()).update(() if channel is None else (channel,))
    return [_Run(*run, frozenset(channels[number])) for number, run in runs.items()]


def _coverage(place: Place, fact: Fact, days: Sequence[int], runs: Iterable[_Run]) -> Coverage:
    mine = [run for run in runs if run.fact == fact]
    period = Period(days[0], days[-1] + 1)
    known = [Period(day, day + 1) for day in days]
    missing = _between(known)
    if fact not in TOTALS:
        imported = [run.period for run in mine if run.period is not None]
        missing = tuple(gap for gap in _between([*known, *imported]) if gap.days > QUIET)
    imported_at = max((run.imported_at for run in mine), default=None)
    return Coverage(place.platform, place.handle, fact, period, len(days), missing, imported_at)


def _between(known: Iterable[Period]) -> tuple[Period, ...]:
    """The stretches that no period covers, between the first and the last."""
    gaps: list[Period] = []
    end: int | None = None
    for period in sorted(known):
        if end is not None and period.start > end:
            gaps.append(Period(end, period.start))
        end = period.end if end is None else max(end, period.end)
    return tuple(gaps)
