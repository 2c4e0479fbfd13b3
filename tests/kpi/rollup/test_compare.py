"""`differences` and `recount` say what is not as the facts have it, and a rebuild heals it."""

from datetime import date

import pytest
from sqlalchemy import delete, insert, select, update

from kpi.periods import day_of
from kpi.rollup.compare import PAIRS
from kpi.rollup.recount import recount
from kpi.rollup.reschedule import save_schedules
from kpi.rollup.run import differences, rebuild
from kpi.store.engine import Store
from kpi.store.hours import Hours
from kpi.store.schedules import Schedule
from kpi.store.schema import metadata
from tests.kpi.rollup.oracle import Message, Post, Visit
from tests.kpi.rollup.world import World, change, stored_measures

DAY = day_of(date(2026, 5, 4))
AT = DAY * 86_400
DAILY, TURN, CHANNEL = (metadata.tables[name] for name in ("daily_measure", "turn", "channel"))
WORLD = World(
    messages=(Message(1, 1, 7, AT, DAY), Message(1, 2, 7, AT + 60, DAY, outbound=True)),
    visits=(Visit(2, 1, 3, DAY),),
    posts=(Post(1, "a", DAY, reactions=2),),
)


@pytest.fixture
def rolled(bank: Store) -> Store:
    with bank.writing() as connection:
        change(connection, World(), WORLD)
        rebuild(connection)
    return bank


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (
            update(DAILY).where(DAILY.c.channel_id == 1).values(turns_opened=4),
            "Channel x:1, measures of 2026-05-04: turns_opened is 4, the facts say 1.",
        ),
        (
            update(DAILY).where(DAILY.c.channel_id == 1).values(reactions=None),
            "Channel x:1, measures of 2026-05-04: reactions is missing, the facts say 2.",
        ),
        (
            delete(DAILY).where(DAILY.c.channel_id == 2),
            "Channel x:2, measures of 2026-05-04: it is not stored, and the facts ask for it.",
        ),
        (
            insert(DAILY).values(channel_id=2, day=DAY - 1, posts=1),
            "Channel x:2, measures of 2026-05-03: it is stored, and no facts stand behind it.",
        ),
        (
            update(TURN).values(wait=61),
            "Channel x:1, conversation 7, turn 0: wait is 61, the facts say 60.",
        ),
        (
            update(CHANNEL).where(CHANNEL.c.id == 2).values(visit_cutoff=3),
            f"Channel x:2: visit_cutoff is 3, the facts say {DAY}.",
        ),
    ],
)
def test_each_kind_of_damage_is_named_counted_and_healed(rolled: Store, harm, sentence: str) -> None:  # type: ignore[no-untyped-def]
    with rolled.writing() as connection:
        connection.execute(harm)
    with rolled.reading() as connection:
        assert [str(found) for found in differences(connection)] == [sentence]
    with rolled.writing() as connection:
        assert sum(recount(connection).values()) == 1
    with rolled.reading() as connection:
        assert differences(connection) == []


def test_a_sound_store_has_no_differences_and_a_recount_changes_nothing(rolled: Store) -> None:
    with rolled.writing() as connection:
        assert recount(connection) == dict.fromkeys((*(table.name for table, _ in PAIRS), "channel"), 0)


def test_a_rebuild_of_one_institution_leaves_the_others_alone(rolled: Store) -> None:
    institution = metadata.tables["institution"]
    with rolled.writing() as connection:
        first = connection.execute(select(institution)).mappings().one()
        connection.execute(insert(institution).values({**first, "id": 2, "name_key": "other"}))
        connection.execute(update(CHANNEL).where(CHANNEL.c.id == 2).values(institution_id=2))
        before = stored_measures(connection)
        connection.execute(update(DAILY).values(posts=9))
        rebuild(connection, institution_id=1)
        after = stored_measures(connection)
    assert after[1, DAY] == before[1, DAY]
    assert after[2, DAY] == {**before[2, DAY], "posts": 9}


def test_service_times_that_are_not_what_the_schedules_say_are_found_and_healed(rolled: Store) -> None:
    service, always = metadata.tables["service_time"], tuple(Hours(day, 0, 1_440) for day in range(7))
    with rolled.writing() as connection:
        save_schedules(connection, 1, [Schedule(0, always)])
        assert differences(connection) == []
        connection.execute(update(service).where(service.c.day == DAY).values(seconds=30))
        said = [str(each) for each in differences(connection)]
        assert said[0] == "Channel x:1: its service times are not what the schedules and public holidays say."
        rebuild(connection)
        assert differences(connection) == []
        assert connection.execute(select(TURN.c.business_wait)).scalar_one() == 60
