"""A session ends by signing out, by idleness and by an administrator, in every process and after a restart."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from doors.cookie import Pass
from doors.sessions import Sessions
from doors.settings import HOUR, SignIn
from kpi.access.audit import AUDIT, Action
from kpi.access.person import Person
from kpi.access.sessions import SESSION, begin_session, end_sessions_of, find_session
from kpi.store.engine import DatabaseBusy, Store

MINUTE = 60
NOW = 1_800_000_000
SETTINGS = SignIn("s" * 40, "https://kpi.bank.example", longest=12 * HOUR, idle=30 * MINUTE)
ANA = Person("https://id.bank.example", "4711", "", "Ana", ())
PASS = Pass(ANA, "k" * 64, NOW)


class Clock:
    def __init__(self) -> None:
        self.now = float(NOW)

    def __call__(self) -> float:
        return self.now

    def later(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def sessions(store: Store, clock: Clock) -> Sessions:
    """A process of the server."""
    return Sessions(SETTINGS, lambda: store, clock)


@pytest.mark.both_stores
def test_signing_out_ends_it_in_every_process_and_for_good(store: Store, clock: Clock) -> None:
    here, there = sessions(store, clock), sessions(store, clock)
    assert here.admit(PASS)
    assert there.admit(PASS)
    here.end(PASS)
    assert not here.admit(PASS)
    here.close()
    assert not there.admit(PASS)
    assert not sessions(store, clock).admit(PASS)  # after a restart


def test_signing_out_before_anything_else_was_done_ends_it_too(store: Store, clock: Clock) -> None:
    here = sessions(store, clock)
    here.end(PASS)
    here.close()
    assert not sessions(store, clock).admit(PASS)


def test_what_is_done_keeps_it_going_and_doing_nothing_ends_it(store: Store, clock: Clock) -> None:
    here = sessions(store, clock)
    for _ in range(5):
        clock.later(SETTINGS.idle - 1)
        assert here.admit(PASS)
    assert here.seconds_left(PASS) == SETTINGS.idle
    clock.later(SETTINGS.idle + 1)
    assert here.seconds_left(PASS) == 0
    assert not here.admit(PASS)
    clock.now = NOW + 10.0  # setting the clock back wakes nothing up
    assert not here.admit(PASS)


def test_what_is_done_in_one_process_counts_in_the_other(store: Store, clock: Clock) -> None:
    here, there = sessions(store, clock), sessions(store, clock)
    assert there.admit(PASS)
    clock.later(20 * MINUTE)
    assert here.admit(PASS)
    here.close()
    clock.later(20 * MINUTE)
    assert there.admit(PASS)


def test_after_a_restart_a_cookie_that_nobody_knows_counts_while_it_is_fresh(
    store: Store, clock: Clock
) -> None:
    clock.later(SETTINGS.idle + 1)
    assert not sessions(store, clock).admit(PASS)


def test_nobody_stays_longer_than_the_longest(store: Store, clock: Clock) -> None:
    here = sessions(store, clock)
    for _ in range(23):
        clock.later(30 * MINUTE)
        assert here.admit(PASS)
    assert here.seconds_left(PASS) == SETTINGS.idle
    clock.later(20 * MINUTE)
    assert here.admit(PASS)
    assert here.seconds_left(PASS) == 10 * MINUTE


def test_an_administrator_ends_every_session_of_a_person(store: Store, clock: Clock) -> None:
    other = replace(PASS, key="o" * 64)
    foreign = replace(PASS, key="f" * 64, person=replace(ANA, issuer="https://elsewhere.example"))
    here = sessions(store, clock)
    for one in (PASS, other, foreign):
        assert here.admit(one)
    here.close()
    with store.writing() as connection:
        assert end_sessions_of(connection, ANA.issuer, ANA.subject, NOW) == 2
    there = sessions(store, clock)
    assert [there.admit(one) for one in (PASS, other, foreign)] == [False, False, True]


def test_it_is_written_down_once_a_minute_and_old_ones_are_forgotten(store: Store, clock: Clock) -> None:
    with store.writing() as connection:
        begin_session(connection, "old", ANA, NOW - 3 * 24 * HOUR)
    here = sessions(store, clock)
    for _ in range(90):
        here.admit(PASS)
        clock.later(1)
    here.close()
    with store.reading() as connection:
        row = find_session(connection, PASS.key)
        assert row is not None
        assert row.seen_at == NOW + 60
        assert connection.execute(select(func.count()).select_from(SESSION)).scalar() == 1


def test_signing_in_and_out_are_written_down_once_each(store: Store, clock: Clock) -> None:
    here, there = sessions(store, clock), sessions(store, clock)
    for process in (here, there):
        assert process.admit(PASS)
    here.end(PASS)
    there.end(PASS)
    here.close()
    there.close()
    idle = replace(PASS, key="i" * 64)
    after = sessions(store, clock)
    assert after.admit(idle)
    clock.later(SETTINGS.idle + 1)
    assert not after.admit(idle)
    after.close()
    with store.reading() as connection:
        written = connection.execute(
            select(AUDIT.c.subject, AUDIT.c.action, AUDIT.c.details).order_by(AUDIT.c.id)
        )
        assert [tuple(row) for row in written] == [
            ("4711", Action.SIGNED_IN, "{}"),
            ("4711", Action.SIGNED_OUT, '{"why": "signed out"}'),
            ("4711", Action.SIGNED_IN, "{}"),
            ("4711", Action.SIGNED_OUT, '{"why": "idle"}'),
        ]


class Busy(Store):
    """A store whose one place for writing is taken by a long import, for a while."""

    refusals = 2

    def writing(self):  # type: ignore[no-untyped-def]
        if Busy.refusals:
            Busy.refusals -= 1
            raise DatabaseBusy(url="sqlite:///x", seconds=30)
        return super().writing()


def test_a_long_import_keeps_nobody_waiting_and_loses_no_sign_out(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Busy, "refusals", 2)
    here = Sessions(SETTINGS, lambda: Busy(store.engine), clock)
    here.end(PASS)
    assert not here.admit(PASS)
    here.close()
    assert not sessions(store, clock).admit(PASS)
