"""Old rows go for good, and no measure of any day changes: then, and whatever is imported and undone later."""

from collections.abc import Callable, Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from kpi.importing.history import undo
from kpi.importing.records import MessageRecord, VisitRecord
from kpi.importing.save.forgotten import REMOVED_ROW
from kpi.rollup.run import rebuild
from kpi.rollup.scope import CHANNEL
from kpi.rollup.sealing import Sealed, seal
from kpi.store.engine import Store
from kpi.store.institutions import institutions, remove_institution
from tests.support.desk import DAY, Desk, desk_of, message, visit

FIRST, LAST = 20_000, 20_200
MEASURES = ("daily_measure", "daily_histogram", "monthly_measure", "monthly_histogram")
LONG = [FIRST, FIRST + 1, FIRST + 2, FIRST + 40, FIRST + 100, LAST - 3, LAST]


@pytest.fixture
def desk(new_store: Callable[[], Store]) -> Iterator[Desk]:
    with desk_of(new_store()) as (one,):
        yield one


def messages(seed: int, count: int) -> list[MessageRecord]:
    """Conversations by name, by links and by silence, short and long, some without an answer."""
    random = Random(seed)
    rows = []
    for number in range(count):
        how = number % 3
        at = random.choice(LONG) * DAY + random.randrange(0, DAY, 600)
        out = random.random() < 0.4
        rows.append(
            message(
                number + 2,
                f"{how}-{number}",
                at,
                conversation=None if how == 1 else f"c{random.randrange(8)}",
                links=(f"1-{random.randrange(count)}",) if how == 1 else None,
                out=out,
                silence=3_600 if how == 2 else None,
            )
        )
    return rows


def visits(seed: int, count: int, *, likes: bool) -> list[VisitRecord]:
    random = Random(seed)
    seen = {
        (f"v{random.randrange(9)}", random.choice(LONG), likes and random.random() < 0.3)
        for _ in range(count)
    }
    return [visit(line + 2, name, day, liked=liked) for line, (name, day, liked) in enumerate(sorted(seen))]


def seal_all(desk: Desk, before: int) -> list[Sealed]:
    with desk.store.writing() as connection:
        channels = [row[0] for row in connection.execute(select(CHANNEL.c.id))]
        return [seal(connection, each, before) for each in channels]


def measures(desk: Desk) -> list[object]:
    return [desk.rows(table) for table in MEASURES]


def empty(store: Store) -> None:
    with store.writing() as connection:
        for institution in institutions(connection):
            remove_institution(connection, institution.id)


@pytest.mark.both_stores
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=4)
@given(
    seed=st.integers(0, 999),
    likes=st.booleans(),
    first=st.sampled_from([FIRST + 1, FIRST + 50]),
    second=st.sampled_from([FIRST + 50, LAST - 20, LAST + 9]),
)
def test_no_measure_changes(desk: Desk, seed: int, likes: bool, first: int, second: int) -> None:
    empty(desk.store)
    desk.take(messages(seed, 36), name=f"m{seed}")
    desk.take(visits(seed, 24, likes=likes), name=f"v{seed}{likes}")
    before = measures(desk)
    for day in (first, second):  # what is sealed already stays so
        seal_all(desk, day)
        assert measures(desk) == before
        assert desk.check() == []
    with desk.store.writing() as connection:
        rebuild(connection)
    assert measures(desk) == before

    more = desk.take(messages(seed + 1, 36), name=f"later {seed}")
    assert desk.check() == []
    if more.import_id is not None:
        undo(desk.store, more.import_id)
    assert desk.check() == []


@pytest.fixture
def old(desk: Desk) -> Desk:
    """One conversation that is over, one that goes on, one visitor who stayed away and one who came back."""
    desk.take(
        [
            message(2, "a", FIRST * DAY, conversation="over"),
            message(3, "b", FIRST * DAY + 90, conversation="over", out=True),
            message(4, "c", FIRST * DAY + 60, conversation="open for ever"),
            message(5, "d", FIRST * DAY, conversation="goes on"),
            message(6, "e", LAST * DAY, conversation="goes on", out=True),
        ],
        name="messages",
    )
    desk.take(
        [
            visit(2, "ana", FIRST, liked=True),
            visit(3, "ana", FIRST + 3),
            visit(4, "eva", FIRST),
            visit(5, "eva", LAST),
        ],
        name="visits",
    )
    return desk


def test_what_is_over_goes_and_what_goes_on_stays(old: Desk) -> None:
    removed = seal_all(old, FIRST + 10)
    assert [(each.messages, each.visits) for each in removed] == [(3, 0), (0, 2)]
    assert len(old.rows("message")) == 2
    assert len(old.rows("visit")) == 2
    assert len(old.rows("turn")) == 1
    assert len(old.rows("visitor")) == 1


def test_what_may_still_change_stays_whatever_day_is_named(old: Desk) -> None:
    assert [each.until for each in seal_all(old, LAST + 1)] == [LAST - 8, LAST - 90]


def test_old_rows_are_not_taken_again(old: Desk) -> None:
    before = measures(old)
    seal_all(old, FIRST + 10)
    again = old.take(
        [
            message(2, "a", FIRST * DAY, conversation="over"),
            message(3, "f", LAST * DAY - 60, conversation="new"),
        ]
    )
    assert [(fault.row, fault.reason.template) for fault in again.faults] == [(2, REMOVED_ROW)]
    old.undo(again)
    assert measures(old) == before
    late = old.take([visit(2, "leo", FIRST + 9), visit(3, "leo", LAST)])
    assert [fault.row for fault in late.faults] == [2]
    assert old.check() == []


def test_the_sums_stay_when_all_else_is_undone(old: Desk) -> None:
    seal_all(old, FIRST + 10)
    for number in (1, 2):
        undo(old.store, number)
    assert old.check() == []
    rows = old.rows("daily_measure", "day", "inbound_messages", "turns_opened", "cohort", "likers")
    assert rows == [(FIRST, 2, 2, None, None), (FIRST, None, None, 1, 1), (FIRST + 3, None, None, 0, 0)]


def test_a_channel_without_a_fact_is_left_alone(desk: Desk) -> None:
    assert seal_all(desk, LAST) == []
