"""Histograms and months against the oracle's turns and visitors, in plain loops."""

from bisect import bisect_left
from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from math import fsum
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Connection, select

from kpi.catalogue.measures import MEASURES, Kind
from kpi.periods import date_of, day_of
from kpi.rollup import histograms, known_days, month_numbers, years
from kpi.rollup.blobs import Counts
from kpi.rollup.buckets import EDGES
from kpi.rollup.run import rebuild
from kpi.store.engine import Store
from kpi.store.schema import metadata
from tests.kpi.rollup import oracle
from tests.kpi.rollup.strategies import worlds
from tests.kpi.rollup.world import World, change, stored_measures
from tests.support.examples import examples

MADRID = ZoneInfo("Europe/Madrid")
SHARED = [HealthCheck.function_scoped_fixture]
Tables = dict[tuple[int, int, int], Counter[int]]


def stored_days(connection: Connection) -> Tables:
    """By channel, day and kind: the counts of the keys."""
    columns = metadata.tables["daily_histogram"].c
    rows = connection.execute(select(columns.channel_id, columns.day, columns.kind, columns.counts)).all()
    found = {}
    for channel, when, kind, blob in rows:
        counts = Counts.read([blob])
        found[channel, when, kind] = Counter(
            dict(zip(counts.key.tolist(), counts.count.tolist(), strict=True))
        )
    return found


def stored_months(connection: Connection) -> Tables:
    """The same of months, which lie a year together."""
    columns = metadata.tables["yearly_histogram"].c
    rows = connection.execute(select(columns.channel_id, columns.kind, columns.year, columns.counts)).all()
    entries = years.read([row.counts for row in rows])
    found: Tables = {}
    for begin, size, place, month in zip(
        *(each.tolist() for each in (entries.begins, entries.sizes, entries.row, entries.month)), strict=True
    ):
        row = rows[place]
        assert date_of(month).year == row.year
        here = slice(begin, begin + size)
        pairs = zip(entries.key[here].tolist(), entries.count[here].tolist(), strict=True)
        found[row.channel_id, month, row.kind] = Counter(dict(pairs))
    return found


def expected_days(world: World) -> Tables:
    tables: Tables = defaultdict(Counter)
    cutoffs: dict[int, int] = {}
    for message in world.messages:
        cutoffs[message.channel] = max(message.at, cutoffs.get(message.channel, message.at))
        if not message.outbound:
            kind, hour = on_the_clock(message.at)
            tables[message.channel, message.day, kind][hour + histograms.INBOUND] += 1
    for turn in oracle.turns_of(world.messages):
        kind, hour = on_the_clock(turn.opened_at)
        late = cutoffs[turn.channel] - turn.opened_at > 86_400
        unanswered = histograms.LATE if late else histograms.OPEN
        place = unanswered if turn.wait is None else bisect_left(EDGES, turn.wait)
        tables[turn.channel, turn.day, kind][hour + place] += 1
        if turn.first and turn.wait is not None:
            tables[turn.channel, turn.day, histograms.FIRST][place] += 1
    for channel, liked, day, gap in oracle.cohort_members(world.visits):
        tables[channel, day, histograms.LIKERS if liked else histograms.FIRST_VISITORS][gap or 0] += 1
    return dict(tables)


def on_the_clock(instant: int) -> tuple[int, int]:
    """The kind of its weekday, and the first key of its hour."""
    there = datetime.fromtimestamp(instant, UTC).astimezone(MADRID)
    return histograms.HOURS + there.weekday(), there.hour * histograms.PER_HOUR


def expected_months(world: World) -> Tables:
    tables: Tables = defaultdict(Counter)
    for (channel, day, kind), counts in expected_days(world).items():
        month = first_of_month(day)
        tables[channel, month, kind] += counts
        if kind >= histograms.HOURS:
            for key, count in counts.items():
                if key % histograms.PER_HOUR < len(EDGES):
                    tables[channel, month, histograms.ALL][key % histograms.PER_HOUR] += count
    return dict(tables)


def first_of_month(day: int) -> int:
    return day_of(date_of(day).replace(day=1))


@pytest.mark.both_stores
@settings(suppress_health_check=SHARED, max_examples=examples(10))
@given(world=worlds)
def test_days_and_months_hold_each_turn_and_visitor_once(bank: Store, world: World) -> None:
    with bank.reading() as connection:
        change(connection, World(), world)
        rebuild(connection)
        assert stored_days(connection) == expected_days(world)
        assert stored_months(connection) == expected_months(world)


@pytest.mark.both_stores
@settings(suppress_health_check=SHARED, max_examples=examples(10))
@given(world=worlds)
def test_a_month_is_its_days_together(bank: Store, world: World) -> None:
    with bank.reading() as connection:
        change(connection, World(), world)
        rebuild(connection)
        days = stored_measures(connection)
        rows = connection.execute(select(metadata.tables["monthly_measure"])).mappings().all()
    by_month: dict[tuple[int, int], dict[int, dict[str, int]]] = defaultdict(dict)
    for (channel, day), measured in days.items():
        by_month[channel, first_of_month(day)][day] = measured
    assert {(row["channel_id"], row["month"]) for row in rows} == set(by_month)
    for row in rows:
        in_order = sorted(by_month[row["channel_id"], row["month"]].items())
        known, numbers = known_days.read([row["known_days"]])[0], month_numbers.named(row["numbers"])
        for place, key in enumerate(MEASURES):
            values = [(day, measured[key]) for day, measured in in_order if key in measured]
            assert known[place] == sum(1 << (day - row["month"]) for day, _ in values)
            expected = (
                [v for _, v in values[-1:]] if MEASURES[key].kind is Kind.STOCK else [v for _, v in values]
            )
            assert numbers[key] == (sum(expected) if values else None)
        _check_the_rest(row, numbers, [measured for _, measured in in_order])


def _check_the_rest(row, numbers, days: list[dict[str, int]]) -> None:  # type: ignore[no-untyped-def]
    for key in ("oldest_open_at", "oldest_closed_at"):
        assert numbers[key] == min((day[key] for day in days if key in day), default=None)
    assert numbers["followers_first"] == next((day["followers"] for day in days if "followers" in day), None)
    rates = [
        day["engagements_with_followers"] / day["followers_of_posts"]
        for day in days
        if day.get("followers_of_posts", 0) > 0
    ]
    assert row["follower_rates"] == (fsum(rates) if rates else None)


def test_an_hour_that_comes_twice_is_counted_in_the_hour_that_the_clock_shows(bank: Store) -> None:
    night = day_of(date(2026, 10, 25))
    instants = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1, 2)]  # 02:30, 02:30 and 03:30
    messages = tuple(
        oracle.Message(1, key, key, int(at.timestamp()), night) for key, at in enumerate(instants)
    )
    with bank.reading() as connection:
        change(connection, World(), World(messages=messages))
        rebuild(connection)
        sunday = stored_days(connection)[1, night, histograms.HOURS + 6]
    at_two, at_three = 2 * histograms.PER_HOUR, 3 * histograms.PER_HOUR
    assert sunday == {
        at_two + histograms.INBOUND: 2,
        at_two + histograms.OPEN: 2,
        at_three + histograms.INBOUND: 1,
        at_three + histograms.OPEN: 1,
    }
