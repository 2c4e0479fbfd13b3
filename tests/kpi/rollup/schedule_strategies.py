"""Awkward schedules: over midnight, round the clock, holidays, single dates, versions from days around the data."""

from datetime import date

from hypothesis import strategies as st

from kpi.periods import day_of
from kpi.store.hours import DayHours, Hours
from kpi.store.schedules import Schedule, Scope
from tests.kpi.rollup.service_oracle import Week

MINUTES = (0, 120, 150, 180, 540, 840, 960, 1_080, 1_320, 1_439)
ROUND_THE_CLOCK = tuple((weekday, 0, 1_440) for weekday in range(7))
OFFICE = tuple((weekday, 540, 1_080) for weekday in range(5))
# Clocks change on 29 March and 25 October; 2 and 3 April and 12 October are holidays.
DATES = tuple(
    date.fromisoformat(f"2026-{day}")
    for day in ("03-01", "03-27", "03-29", "04-02", "04-04", "10-10", "10-12", "10-25", "10-28")
)


def _apart(hours: list[tuple[int, int, int]]) -> bool:
    """Whether no minute of the week is in two of them; both ends are kept apart too."""
    seen: set[int] = set()
    for weekday, opens, closes in hours:
        length = (closes - opens) % 1_440 or 1_440
        mine = {(weekday * 1_440 + opens + minute) % 10_080 for minute in range(length)}
        if mine & seen:
            return False
        seen |= mine
    return True


one_time = st.tuples(st.integers(0, 6), st.sampled_from(MINUTES), st.sampled_from((*MINUTES, 1_440))).filter(
    lambda hours: hours[1] != hours[2] and (hours[1], hours[2]) != (0, 0)
)
hours = st.one_of(
    st.just(OFFICE),
    st.just(ROUND_THE_CLOCK),
    st.lists(one_time, min_size=1, max_size=6, unique_by=lambda each: each[:2]).filter(_apart).map(tuple),
)
times_of_a_date = st.sampled_from(((), ((540, 840),), ((150, 180), (840, 1_440)), ((0, 1_440),)))
weeks = st.builds(
    Week,
    scope=st.sampled_from(("institution", "platform", "channel")),
    valid_from=st.sampled_from(DATES),
    hours=hours,
    place=st.sampled_from(("", "ES-MD")),
    dates=st.dictionaries(st.sampled_from(DATES), times_of_a_date, max_size=2).map(
        lambda d: tuple(d.items())
    ),
)
schedules = st.lists(weeks, max_size=4, unique_by=lambda week: (week.scope, week.valid_from)).map(tuple)

SCOPES = {"institution": Scope(), "platform": Scope(platform="x"), "channel": Scope(channel_id=1)}


def stored(week: Week) -> Schedule:
    """The oracle's week as the store keeps it; the channel is number 1, on X."""
    country, _, subdivision = week.place.partition("-")
    dates = [DayHours(day_of(day), *time) for day, times in week.dates for time in (times or ((0, 0),))]
    return Schedule(
        day_of(week.valid_from),
        tuple(Hours(*each) for each in week.hours),
        SCOPES[week.scope],
        country,
        subdivision,
        tuple(dates),
    )
