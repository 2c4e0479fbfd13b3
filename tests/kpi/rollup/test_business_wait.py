"""The business clock in the store: against the oracle, beside the calendar clock, and after every change."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, func, select

from kpi.periods import day_of
from kpi.rollup.reschedule import remove_schedules, save_schedules
from kpi.rollup.run import differences, increment, rebuild
from kpi.store.engine import Store
from kpi.store.hours import Hours
from kpi.store.institutions import institutions
from kpi.store.schedules import Schedule
from kpi.store.schema import metadata
from tests.kpi.rollup.oracle import Message, Turn, turns_of
from tests.kpi.rollup.schedule_strategies import OFFICE, ROUND_THE_CLOCK, schedules, stored
from tests.kpi.rollup.service_oracle import Week, business_wait
from tests.kpi.rollup.strategies import NIGHT_BEFORE_23_HOURS, NIGHT_BEFORE_25_HOURS
from tests.kpi.rollup.strategies import worlds as any_worlds
from tests.kpi.rollup.world import World, change
from tests.support.examples import examples

TURN, SERVICE = metadata.tables["turn"], metadata.tables["service_time"]
MADRID = ZoneInfo("Europe/Madrid")
SHARED = [HealthCheck.function_scoped_fixture]
SUMMER = (NIGHT_BEFORE_23_HOURS + NIGHT_BEFORE_25_HOURS) // 2
ALWAYS = Schedule(0, tuple(Hours(*each) for each in ROUND_THE_CLOCK))
QUESTION = Message(1, 1, 1, NIGHT_BEFORE_25_HOURS, 20_751)
ANSWER = Message(1, 2, 1, NIGHT_BEFORE_25_HOURS + 90_000, 20_752, outbound=True)


def _one_season_each(world: World) -> World:
    """No conversation from spring to autumn: the oracle goes through its minutes."""
    messages = (replace(one, conversation=one.conversation + 3 * (one.at > SUMMER)) for one in world.messages)
    return World(tuple(messages))


worlds = any_worlds.map(_one_season_each)


def waits(connection: Connection) -> dict[tuple[int, int, int], int | None]:
    rows = connection.execute(
        select(TURN.c.channel_id, TURN.c.conversation_key, TURN.c.opened_at, TURN.c.business_wait)
    )
    return {(channel, conversation, at): wait for channel, conversation, at, wait in rows}


def expected(weeks: Sequence[Week], turns: Sequence[Turn]) -> dict[tuple[int, int, int], int | None]:
    return {(turn.channel, turn.conversation, turn.opened_at): _expected(weeks, turn) for turn in turns}


def _expected(weeks: Sequence[Week], turn: Turn) -> int | None:
    if turn.answered_at is None:
        return None
    mine = [week for week in weeks if week.scope != "channel" or turn.channel == 1]
    return business_wait(mine, turn.opened_at, turn.answered_at, MADRID)


def save(connection: Connection, weeks: Sequence[Week]) -> None:
    save_schedules(connection, 1, map(stored, weeks))


@pytest.mark.both_stores
@settings(suppress_health_check=SHARED, max_examples=examples(8))
@given(world=worlds, weeks=schedules)
def test_business_waits_are_the_oracles(bank: Store, world: World, weeks: tuple[Week, ...]) -> None:
    with bank.reading() as connection:
        change(connection, World(), world)
        save(connection, weeks)
        rebuild(connection)
        assert waits(connection) == expected(weeks, turns_of(world.messages))


@pytest.mark.both_stores
@settings(suppress_health_check=SHARED, max_examples=examples(8))
@given(steps=st.lists(st.tuples(worlds, schedules), min_size=2, max_size=4))
def test_after_any_changes_of_facts_and_hours_all_is_as_after_a_rebuild(
    bank: Store, steps: list[tuple[World, tuple[Week, ...]]]
) -> None:
    with bank.reading() as connection:
        world = World()
        weeks: tuple[Week, ...] = ()
        for after, wanted in steps:
            increment(connection, change(connection, world, after))
            for week in set(weeks) - set(wanted):
                remove_schedules(connection, 1, stored(week).scope, stored(week).valid_from)
            save(connection, wanted)
            world, weeks = after, wanted
            assert waits(connection) == expected(weeks, turns_of(world.messages))
        assert differences(connection) == []


@settings(suppress_health_check=SHARED, max_examples=examples(7))
@given(world=worlds)
def test_round_the_clock_the_business_wait_is_the_wait(bank: Store, world: World) -> None:
    with bank.reading() as connection:
        save_schedules(connection, 1, [ALWAYS])
        increment(connection, change(connection, World(), world))
        rows = connection.execute(select(TURN.c.wait, TURN.c.business_wait)).all()
        assert [row.business_wait for row in rows] == [row.wait for row in rows]


BY_HAND = {
    "a night": ("2026-06-01 20:00", "2026-06-02 09:30", 30),
    "the evening after closing": ("2026-06-01 17:50", "2026-06-01 21:00", 10),
    "a weekend": ("2026-06-05 17:00", "2026-06-08 10:00", 120),
    "a weekend and a holiday": ("2026-10-09 17:30", "2026-10-13 09:15", 45),
}


@pytest.mark.parametrize(("asked", "answered", "minutes"), BY_HAND.values(), ids=BY_HAND)
def test_only_the_hours_of_service_count(bank: Store, asked: str, answered: str, minutes: int) -> None:
    office = Schedule(0, tuple(Hours(*each) for each in OFFICE), country="ES", subdivision="MD")
    instants = [datetime.fromisoformat(text).replace(tzinfo=MADRID) for text in (asked, answered)]
    messages = tuple(
        Message(1, key, 1, int(when.timestamp()), day_of(when.date()), outbound=key == 2)
        for key, when in enumerate(instants, 1)
    )
    with bank.reading() as connection:
        save_schedules(connection, 1, [office])
        increment(connection, change(connection, World(), World(messages)))
        assert list(waits(connection).values()) == [60 * minutes]


def test_without_a_schedule_there_is_no_business_wait_and_no_service_time(bank: Store) -> None:
    with bank.reading() as connection:
        increment(connection, change(connection, World(), World((QUESTION, ANSWER))))
        assert list(waits(connection).values()) == [None]
        assert connection.execute(select(func.count()).select_from(SERVICE)).scalar() == 0


def test_a_wait_that_began_before_the_schedule_has_no_business_wait(bank: Store) -> None:
    from_the_answers_day = Schedule(20_752, ALWAYS.hours)
    with bank.reading() as connection:
        increment(connection, change(connection, World(), World((QUESTION, ANSWER))))
        save_schedules(connection, 1, [from_the_answers_day])
        assert list(waits(connection).values()) == [None]
        save_schedules(connection, 1, [Schedule(20_751, ALWAYS.hours)])
        assert list(waits(connection).values()) == [90_000]


def test_a_change_of_hours_raises_the_version_of_the_data(bank: Store) -> None:
    with bank.reading() as connection:
        save_schedules(connection, 1, [ALWAYS])
        assert institutions(connection)[0].data_version == 1
        assert remove_schedules(connection, 1, ALWAYS.scope) == 1
        assert remove_schedules(connection, 1, ALWAYS.scope) == 0
        assert institutions(connection)[0].data_version == 2
