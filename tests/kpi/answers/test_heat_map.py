"""The heat map: messages and turns in the hour that the institution's clock showed, over whole months and days."""

from collections import Counter, defaultdict
from datetime import UTC, datetime
from statistics import median
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings

from kpi.answers.heat_map import heat_map
from kpi.answers.question import Question
from kpi.periods import Period
from kpi.platforms import Audience
from kpi.rollup.run import rebuild
from kpi.store.engine import Store
from tests.kpi.answers.bank import Bank, day, period
from tests.kpi.rollup import oracle
from tests.kpi.rollup.strategies import worlds
from tests.kpi.rollup.world import World, change, found_bank
from tests.support.examples import examples

HOUR = 3600
MADRID = ZoneInfo("Europe/Madrid")


def turn(bank: Bank, channel: int, number: int, when: str, utc_hour: int, wait: int | None) -> None:
    opened = day(when) * 24 * HOUR + utc_hour * HOUR
    reply = {} if wait is None else {"answered_at": opened + wait, "reply_day": day(when), "wait": wait}
    bank.turn(channel, number, opened_at=opened, day=day(when), **reply)
    bank.daily(channel, when, turns_opened=1)


@pytest.mark.both_stores
def test_each_turn_stands_in_its_hour_of_the_week(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page, club = bank.channel("facebook"), bank.channel("community", audience="private")
        turn(bank, page, 1, "2026-10-23", 8, 600)  # a Friday in summer time: 10 in Madrid
        turn(bank, page, 2, "2026-10-30", 9, 1200)  # a Friday in winter time: 10 in Madrid
        turn(bank, club, 3, "2026-11-06", 9, None)  # unanswered, in a month of which only days are asked for
        turn(bank, page, 4, "2026-11-20", 9, 1)  # after the period
        bank.roll_up()
        days = period("2026-10-01", "2026-11-10")
        found = heat_map(connection, Question(bank.id, days))
        public = heat_map(connection, Question(bank.id, days, audiences=(Audience.PUBLIC,)))
    assert len(found) == 168
    (busy,) = [cell for cell in found if cell.opened]
    assert (busy.weekday, busy.hour, busy.opened, busy.answered) == (4, 10, 3, 2)
    assert busy.median == pytest.approx(900, rel=0.01)
    assert busy.p90 == pytest.approx(600 + 0.9 * 600, rel=0.01)
    assert sum(cell.opened for cell in public) == 2
    assert found[0].median is None


@pytest.mark.both_stores
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(10))
@given(world=worlds)
def test_every_message_and_every_turn_counts_in_one_hour_of_the_week(rolled: Store, world: World) -> None:
    days = Period(20_500, 20_800)
    with rolled.reading() as connection:
        change(connection, World(), world)
        rebuild(connection)
        found = heat_map(connection, Question(1, days))
    inbound: Counter[tuple[int, int]] = Counter()
    cutoffs: dict[int, int] = {}
    for message in world.messages:
        cutoffs[message.channel] = max(cutoffs.get(message.channel, message.at), message.at)
        if not message.outbound and days.start <= message.day < days.end:
            inbound[on_the_clock(message.at)] += 1
    turns = defaultdict(list)
    for asked in oracle.turns_of(world.messages):
        if days.start <= asked.day < days.end:
            turns[on_the_clock(asked.opened_at)].append(asked)
    for cell in found:
        here = turns[cell.weekday, cell.hour]
        waits = [asked.wait for asked in here if asked.wait is not None]
        open_for = [cutoffs[asked.channel] - asked.opened_at for asked in here if asked.wait is None]
        late = sum(seconds > 24 * HOUR for seconds in open_for)
        within = sum(wait <= 24 * HOUR for wait in waits)
        assert cell.inbound == inbound[cell.weekday, cell.hour]
        assert (cell.opened, cell.answered, cell.due) == (len(here), len(waits), len(waits) + late)
        assert cell.within_24h == within
        assert cell.share_within_24h == (within / cell.due if cell.due else None)
        assert cell.median == (pytest.approx(median(waits), rel=0.01) if waits else None)


@pytest.fixture
def rolled(store: Store) -> Store:
    found_bank(store)
    return store


def on_the_clock(instant: int) -> tuple[int, int]:
    there = datetime.fromtimestamp(instant, UTC).astimezone(MADRID)
    return there.weekday(), there.hour
