"""Schedules from TOML and from CSV, and the sentence that says what is wrong with one."""

from datetime import date

import pytest

from kpi.errors import KpiError, UnknownPlatform
from kpi.importing.schedule_file import (
    Draft,
    ScheduleColumnsMissing,
    ScheduleFileUnreadable,
    ScheduleFileWrong,
    UnknownChannelOfSchedule,
    placed,
    schedules_in,
)
from kpi.importing.source import Source
from kpi.periods import day_of
from kpi.store.engine import Store
from kpi.store.hours import DayHours, Hours
from kpi.store.institutions import create_channel, create_institution
from kpi.store.schedules import Schedule, Scope

TOML = """
[[schedules]]
from = 2026-01-01
holidays = "es-md"
hours = ["mon-tue 09:00-14:00", "mon 16:00-18:30"]
closed = ["2026-12-24"]
open = ["2026-12-31 09:00-13:00"]

[[schedules]]
channel = "x:caja"
from = "2026-06-01"
hours = ["sat-sun 22:00-06:00"]
"""
CSV = """channel;from;holidays;days;open;close
;2026-01-01;es-md;mon-tue;09:00;14:00
;2026-01-01;es-md;mon;16:00;18:30
x:caja;2026-06-01;;sat-sun;22:00;06:00
;2026-01-01;es-md;2026-12-24;;
;2026-01-01;es-md;2026-12-31;09:00;13:00
"""
DRAFTS = [
    Draft(
        "",
        Schedule(
            day_of(date(2026, 1, 1)),
            (Hours(0, 540, 840), Hours(1, 540, 840), Hours(0, 960, 1_110)),
            country="ES",
            subdivision="MD",
            days=(
                DayHours(day_of(date(2026, 12, 24))),
                DayHours(day_of(date(2026, 12, 31)), 540, 780),
            ),
        ),
    ),
    Draft("x:caja", Schedule(day_of(date(2026, 6, 1)), (Hours(5, 1_320, 360), Hours(6, 1_320, 360)))),
]


def file(name: str, text: str) -> Source:
    return Source(name, text.encode())


@pytest.mark.parametrize(
    "source",
    [file("h.toml", TOML), file("h.csv", CSV), file("h.CSV", "\ufeff" + CSV.replace(";", ","))],
    ids=["toml", "csv", "commas"],
)
def test_toml_and_csv_say_the_same(source: Source) -> None:
    assert schedules_in(source) == DRAFTS


@pytest.mark.parametrize(
    ("source", "error", "says"),
    [
        (file("h.toml", "[[schedules"), ScheduleFileUnreadable, "h.toml"),
        (Source("h.csv", b"\xff"), ScheduleFileUnreadable, "h.csv"),
        (file("h.csv", "from,days\n"), ScheduleColumnsMissing, "lacks channel, holidays, open, close"),
        (file("h.toml", '[[schedules]]\nfrom = "2026-01-01"'), ScheduleFileWrong, "schedule 1: .*“hours”"),
        (file("h.toml", TOML + "hour = 1"), ScheduleFileWrong, "schedule 2: .*“hour”"),
        (file("h.toml", TOML.replace("14:00", "14")), ScheduleFileWrong, "schedule 1: .*“14”"),
        (file("h.toml", TOML.replace("16:00", "13:00")), ScheduleFileWrong, "schedule 1: .*overlap on mon"),
        (file("h.csv", CSV.replace("22:00", "22")), ScheduleFileWrong, "line 4: .*“22”"),
        (file("h.csv", CSV.replace("12-31", "13-31")), ScheduleFileWrong, "line 6: .*“2026-13-31”"),
        (file("h.csv", CSV.replace("es-md;mon;", "es;mon;")), ScheduleFileWrong, "line 3: .*holidays"),
        (file("h.csv", CSV.replace("es-md", "es-xx")), ScheduleFileWrong, "line 2: .*“ES” has no region"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(source: Source, error: type[KpiError], says: str) -> None:
    with pytest.raises(error, match=says):
        schedules_in(source)


def test_a_channel_in_words_is_found(store: Store) -> None:
    with store.writing() as connection:
        bank = create_institution(connection, "Caja Ejemplo")
        channel = create_channel(connection, bank.id, "x", "Caja")

        def scope(text: str) -> Scope:
            (schedule,) = placed(connection, bank.id, bank.name, [Draft(text, DRAFTS[0].schedule)])
            return schedule.scope

        assert scope("") == Scope()
        assert scope("X") == Scope(platform="x")
        assert scope("x:@caja") == Scope(channel_id=channel.id)
        with pytest.raises(UnknownChannelOfSchedule, match=r"x:otra.*x:Caja"):
            scope("x:otra")
        with pytest.raises(UnknownPlatform):
            scope("orkut")
