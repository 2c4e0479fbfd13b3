"""Schedules are versions by scope and day; the narrowest that has begun holds."""

from datetime import date

import pytest

from kpi.periods import day_of
from kpi.store.engine import Store
from kpi.store.hours import DayHours, Hours, NoHours
from kpi.store.institutions import create_channel, create_institution, remove_channel, remove_institution
from kpi.store.schedules import (
    DAYS,
    HOURS,
    Schedule,
    Scope,
    delete_schedules,
    in_force,
    read_schedules,
    write_schedule,
)

NINE_TO_SIX = tuple(Hours(weekday, 540, 1_080) for weekday in range(5))
MORNINGS = (Hours(0, 540, 840),)


def day(text: str) -> int:
    return day_of(date.fromisoformat(text))


@pytest.mark.both_stores
def test_what_is_written_is_read(store: Store) -> None:
    christmas_eve = DayHours(day("2026-12-24"), 540, 840)
    schedule = Schedule(
        20_454, NINE_TO_SIX, Scope(platform="x"), "ES", "MD", (DayHours(20_500), christmas_eve)
    )
    with store.writing() as connection:
        bank = create_institution(connection, "Caja Ejemplo")
        write_schedule(connection, bank.id, schedule)
    with store.reading() as connection:
        assert read_schedules(connection, bank.id) == [schedule]
        assert read_schedules(connection, bank.id + 1) == []


def test_a_version_of_the_same_scope_and_day_is_replaced(store: Store) -> None:
    with store.writing() as connection:
        bank = create_institution(connection, "Caja Ejemplo")
        for hours in (NINE_TO_SIX, MORNINGS):
            write_schedule(connection, bank.id, Schedule(20_000, hours))
        write_schedule(connection, bank.id, Schedule(20_100, NINE_TO_SIX))
        assert [each.hours for each in read_schedules(connection, bank.id)] == [MORNINGS, NINE_TO_SIX]
        assert delete_schedules(connection, bank.id, Scope(), 20_100) == 1
        assert delete_schedules(connection, bank.id, Scope(platform="x")) == 0
        assert [each.valid_from for each in read_schedules(connection, bank.id)] == [20_000]


def test_a_schedule_that_cannot_be_leaves_the_one_that_is(store: Store) -> None:
    with store.writing() as connection:
        bank = create_institution(connection, "Caja Ejemplo")
        write_schedule(connection, bank.id, Schedule(20_000, MORNINGS))
        with pytest.raises(NoHours):
            write_schedule(connection, bank.id, Schedule(20_000, ()))
        assert len(read_schedules(connection, bank.id)) == 1


def test_the_narrowest_scope_that_has_begun_holds(store: Store) -> None:
    with store.writing() as connection:
        bank = create_institution(connection, "Caja Ejemplo")
        channel = create_channel(connection, bank.id, "x", "caja")
        other = create_channel(connection, bank.id, "facebook", "caja")
    everywhere = [Schedule(10, MORNINGS), Schedule(30, NINE_TO_SIX)]
    on_x, of_channel = (
        Schedule(20, MORNINGS, Scope(platform="x")),
        Schedule(40, MORNINGS, Scope(channel_id=channel.id)),
    )
    all_of_them = [*everywhere, on_x, of_channel]
    assert in_force(all_of_them, channel) == ((10, everywhere[0]), (20, on_x), (30, on_x), (40, of_channel))
    assert in_force(all_of_them, other) == ((10, everywhere[0]), (30, everywhere[1]))
    assert in_force([on_x], other) == ()


@pytest.mark.parametrize(
    ("date", "times"),
    [
        ("2026-05-04", ((540, 1_080),)),
        ("2026-05-02", ()),  # a holiday of Madrid
        ("2026-05-01", ((600, 720),)),  # a holiday, but the date has hours of its own
        ("2026-05-05", ()),  # an ordinary Tuesday that is closed
        ("2026-05-09", ()),  # a Saturday
    ],
)
def test_a_date_has_its_own_hours_else_none_on_holidays_else_its_weekdays(
    date: str, times: tuple[tuple[int, int], ...]
) -> None:
    own = (DayHours(day("2026-05-01"), 600, 720), DayHours(day("2026-05-05")))
    assert Schedule(0, NINE_TO_SIX, country="ES", subdivision="MD", days=own).times_on(day(date)) == times


@pytest.mark.both_stores
def test_schedules_go_with_their_channel_and_their_institution(store: Store) -> None:
    with store.writing() as connection:
        bank = create_institution(connection, "Caja Ejemplo")
        channel = create_channel(connection, bank.id, "x", "caja")
        write_schedule(connection, bank.id, Schedule(1, MORNINGS, Scope(channel.id), days=(DayHours(9),)))
        write_schedule(connection, bank.id, Schedule(1, MORNINGS, days=(DayHours(9),)))
        remove_channel(connection, channel.id)
        assert [each.scope for each in read_schedules(connection, bank.id)] == [Scope()]
        remove_institution(connection, bank.id)
        for table in (HOURS, DAYS):
            assert connection.execute(table.select()).all() == []
