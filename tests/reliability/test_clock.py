"""clock: the machine's clock goes back, and the clocks of ten countries change; waits and days stay what they were."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from kpi.importing import run, transaction
from kpi.importing.parse import parse
from kpi.importing.report import Outcome
from kpi.importing.run import Target, import_file
from kpi.importing.source import Source
from kpi.periods import day_of, local_day, midnight
from kpi.rollup.run import differences
from kpi.store.engine import Store
from tests.reliability.exports import BANK
from tests.support.desk import Desk

ZONES = (
    "Europe/Madrid", "Atlantic/Canary", "Europe/London", "America/New_York", "America/Mexico_City",
    "America/Bogota", "America/Santiago", "America/Sao_Paulo", "Africa/Cairo", "Australia/Lord_Howe",
)  # fmt: skip
YEARS = range(2018, 2027)
HEAD = "platform,channel,conversation_id,message_id,sent_at,direction\n"
WAIT = timedelta(minutes=95)


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "parse", lambda source, progress, **asked: parse(source, **asked))


def changes_of(zone: ZoneInfo) -> list[datetime]:
    """The instants at which the zone's clocks change, found hour by hour, without the program's own arithmetic."""
    found = []
    hour = datetime(YEARS.start, 1, 1, tzinfo=UTC)
    while hour.year < YEARS.stop:
        after = hour + timedelta(hours=1)
        if hour.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            found.append(after)
        hour = after
    return found


@pytest.mark.parametrize("name", ZONES)
def test_days_are_as_long_as_the_clocks_make_them(name: str, figures: Callable[..., None]) -> None:
    zone = ZoneInfo(name)
    first, last = day_of(date(YEARS.start, 1, 1)), day_of(date(YEARS.stop, 1, 1))
    lengths = {day: midnight(day + 1, zone) - midnight(day, zone) for day in range(first, last)}
    odd = {day: length for day, length in lengths.items() if length != 86_400}
    expected = {}
    for change in changes_of(zone):
        before, after = (each.astimezone(zone).utcoffset() for each in (change - timedelta(hours=1), change))
        assert before is not None
        assert after is not None
        # Forward at midnight, the day that begins is the short one; back at midnight, the one that ends is long.
        at = change if after > before else change - timedelta(seconds=1)
        day = day_of(at.astimezone(zone).date())
        expected[day] = 86_400 - int((after - before).total_seconds())
    assert odd == expected
    for day, length in odd.items():
        begins = midnight(day, zone)
        assert [local_day(at, zone) for at in (begins - 1, begins, begins + length - 1, begins + length)] == [
            day - 1, day, day, day + 1,
        ]  # fmt: skip
    figures(zone=name, changes=len(expected), mismatches=0)


@pytest.mark.parametrize("name", ZONES[:3])
def test_a_wait_over_a_change_is_as_long_as_it_was(
    name: str, store: Store, figures: Callable[..., None]
) -> None:
    zone, rows = ZoneInfo(name), [HEAD]
    changes = changes_of(zone)
    for number, change in enumerate(changes):
        asked = change - timedelta(minutes=40)
        for at, way in ((asked, "in"), (asked + WAIT, "out")):
            rows.append(f"x,banco,c{number},{way}{number},{at.astimezone(zone).isoformat()},{way}\n")
    report = import_file(store, Source("nights.csv", "".join(rows).encode()), Target(BANK, timezone=name))
    assert report.rows_saved == 2 * len(changes)
    waits = Desk(store, {}).rows("turn", "wait")
    assert waits == [(int(WAIT.total_seconds()),)] * len(changes)
    figures(zone=name, waits=len(waits), mismatches=0)


def test_a_newer_file_counts_although_the_clock_went_back(
    store: Store, monkeypatch: pytest.MonkeyPatch, figures: Callable[..., None]
) -> None:
    """What is the latest reading is decided by the order of the imports and not by a clock."""
    now = [1_790_000_000.0]
    monkeypatch.setattr(transaction, "time", SimpleNamespace(time=lambda: now[0]))
    desk = Desk(store, {})
    for followers in (100, 120, 90):
        content = f"platform,channel,day,followers\nfacebook,caja,2026-03-01,{followers}\n"
        report = import_file(store, Source(f"{followers}.csv", content.encode()), Target(BANK))
        assert report.outcome is Outcome.SAVED
        now[0] -= 3_600
        assert desk.rows("channel_day", "followers") == [(followers,)]
    with store.reading() as connection:
        assert differences(connection) == []
    figures(steps_back=3, mismatches=0)
