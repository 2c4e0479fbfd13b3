"""Whatever is imported, restated, repeated and undone, under whatever hours: increments are a rebuild.

One machine takes files of every kind, on channels and days that they share, in between changes of the service hours,
and compares every derived table with a fresh roll-up at the end: each beginning of a sequence is a sequence as well.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    multiple,
    rule,
    run_state_machine_as_test,
)

from kpi.importing.records import MessageRecord, PostRecord, Record, TotalsRecord, VisitRecord
from kpi.importing.report import Outcome, Report
from kpi.periods import local_day, midnight
from kpi.rollup.reschedule import remove_schedules, save_schedules
from kpi.store.engine import Store
from kpi.store.institutions import institutions, remove_institution
from kpi.store.schedules import Schedule, Scope
from kpi.store.schema import COUNTERS, TOTALS
from tests.kpi.rollup.schedule_strategies import stored, weeks
from tests.kpi.rollup.service_oracle import Week
from tests.kpi.rollup.strategies import days, instants
from tests.support.desk import Desk, desk_of, goal
from tests.support.examples import examples

MADRID = ZoneInfo("Europe/Madrid")
HOUR = 3_600
MOST_STEPS = 10

handles = st.sampled_from(("banco", "ayuda"))
few = st.none() | st.integers(0, 3)
Taken = tuple[str, tuple[Record, ...], Report]


def counted(names: tuple[str, ...], used: tuple[str, ...]) -> st.SearchStrategy[tuple[int | None, ...]]:
    """Small numbers, or none, for the used names; none for the others."""
    return st.tuples(*(few if name in used else st.none() for name in names))


posts = st.builds(
    lambda handle, number, day, counters: PostRecord(
        0, "x", handle, f"p{number}", midnight(day, MADRID), day, "", "", "", counters
    ),
    handles,
    st.integers(0, 3),
    days,
    counted(COUNTERS, ("views", "impressions", "reactions", "comments", "link_clicks")),
)
totals = st.builds(
    lambda handle, day, longer, segment, numbers: TotalsRecord(
        0, "x", handle, day, day + longer, segment if longer else "", numbers
    ),
    handles,
    days,
    st.sampled_from((0, 0, 0, 1, 6)),
    st.sampled_from(("", "app")),
    counted(TOTALS, ("page_views", "new_followers", "followers", "new_visitors", "returning_visitors")),
)


@st.composite
def _messages(draw: st.DrawFn) -> MessageRecord:
    """Conversations by name, by links, or by an hour's silence: whichever the message's own name says."""
    number, at, out = draw(st.integers(0, 11)), draw(instants), draw(st.booleans())
    how = ("named", "linked", "threaded")[number % 3]
    named = draw(st.sampled_from(("c1", "c2")))
    links = tuple(f"m{draw(st.integers(0, 11))}" for _ in range(draw(st.integers(0, 2))))
    return MessageRecord(
        row=0,
        platform="x",
        handle=draw(handles),
        message_id=f"m{number}",
        conversation_id=None if how == "linked" else named,
        reply_to=links if how == "linked" else None,
        sent_at=at,
        day=local_day(at, MADRID),
        outbound=out,
        automated=out and draw(st.booleans()),
        author="",
        silence=HOUR if how == "threaded" else None,
    )


visits = st.builds(
    lambda handle, visitor, day, liked: VisitRecord(
        0, "x", handle, None, visitor, midnight(day, MADRID), day, liked
    ),
    handles,
    st.sampled_from(("ana", "eva", "leo")),
    days,
    st.booleans(),
)
goals = st.builds(goal, st.just(0), st.sampled_from((0.5, 0.9)))


def same_thing(record: Record) -> tuple[object, ...]:
    """What two rows of one file must not share."""
    names = ("handle", "post_id", "first_day", "last_day", "segment", "message_id", "visitor", "day", "liked")
    return tuple(getattr(record, name, None) for name in names)


def a_file(kind: st.SearchStrategy[Record]) -> st.SearchStrategy[tuple[Record, ...]]:
    return st.lists(kind, min_size=1, max_size=6, unique_by=same_thing).map(tuple)


often: st.SearchStrategy[Record] = _messages()  # what is most easily wrong
KINDS: tuple[st.SearchStrategy[Record], ...] = (*[often] * 4, visits, posts, totals, totals, goals)
files = st.one_of(*map(a_file, KINDS))


class AnySequence(RuleBasedStateMachine):
    """`desk` is set by the test; every example begins in its store with nothing but one file."""

    desk: Desk
    taken = Bundle("taken")
    hours = Bundle("hours")

    def __init__(self) -> None:
        super().__init__()
        self.number = 0

    @initialize(target=taken, records=files)
    def begin(self, records: tuple[Record, ...]) -> Taken:
        with self.desk.store.writing() as connection:
            for institution in institutions(connection):
                remove_institution(connection, institution.id)
        return self._take(records)

    @rule(target=taken, records=files)
    def take(self, records: tuple[Record, ...]) -> Taken:
        return self._take(records)

    @rule(target=taken, before=taken, seed=st.integers(0, 4))
    def take_again(self, before: Taken, seed: int) -> object:
        """The very same file, or another one with the same rows in another order."""
        name, records, report = before
        if seed:
            return self._take(tuple(Random(seed).sample(records, len(records))))
        outcome = self.desk.take(records, name=name).outcome
        assert outcome is (Outcome.REFUSED if report.import_id is None else Outcome.ALREADY)
        return multiple()

    @rule(before=consumes(taken))
    def undo(self, before: Taken) -> None:
        if before[2].import_id is not None:
            self.desk.undo(before[2])

    @rule(target=hours, week=weeks)
    def set_hours(self, week: Week) -> object:
        schedule = self._schedule(week)
        if schedule is None:
            return multiple()
        with self.desk.store.writing() as connection:
            save_schedules(connection, institutions(connection)[0].id, [schedule])
        return schedule

    @rule(schedule=consumes(hours))
    def forget_hours(self, schedule: Schedule) -> None:
        with self.desk.store.writing() as connection:
            bank = institutions(connection)[0].id
            remove_schedules(connection, bank, schedule.scope, schedule.valid_from)

    def teardown(self) -> None:
        assert self.desk.check() == []

    def _take(self, records: tuple[Record, ...]) -> Taken:
        self.number += 1
        name = f"file {self.number}"
        lines = tuple(replace(record, row=line) for line, record in enumerate(records))
        return name, lines, self.desk.take(lines, name=name)

    def _schedule(self, week: Week) -> Schedule | None:
        """The week's schedule; for a channel, of the one that is there, if any is."""
        schedule = stored(week)
        if schedule.scope.channel_id is None:
            return schedule
        channels = [row[0] for row in self.desk.rows("channel", "id")]
        return replace(schedule, scope=Scope(channel_id=min(channels))) if channels else None


@pytest.fixture
def desk(new_store: Callable[[], Store]) -> Iterator[Desk]:
    with desk_of(new_store()) as (one,):
        yield one


@pytest.mark.both_stores
def test_increments_are_a_rebuild_after_any_sequence(desk: Desk) -> None:
    of_this_desk = type("AnySequence", (AnySequence,), {"desk": desk})
    run_state_machine_as_test(
        of_this_desk,
        settings=settings(
            max_examples=examples(4),
            stateful_step_count=MOST_STEPS,
            suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
        ),
    )
    assert desk.check() == [], "what the last sequence left differs from a rebuild"
