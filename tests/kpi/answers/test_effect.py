"""What an import changes in the KPIs, seen inside its own transaction."""

import pytest

from kpi.answers.effect import Effect, changed
from kpi.importing.report import ChangedKpi, Report
from kpi.importing.run import Options, Target, import_file
from kpi.importing.source import Source
from kpi.store.engine import Store
from tests.kpi.answers.bank import day

BANK = Target("Caja Ejemplo")
MARCH, APRIL = day("2026-03-01"), day("2026-04-01")
HEADER = "platform,channel,conversation_id,message_id,sent_at,direction\n"


def take(store: Store, name: str, text: str, *, dry_run: bool = False) -> Report:
    return import_file(store, Source(name, text.encode()), BANK, Options(dry_run=dry_run, onlooker=Effect()))


def of(report: Report, kpi: str) -> list[ChangedKpi]:
    return [each for each in report.changed_kpis if each.kpi == kpi]


@pytest.mark.both_stores
def test_a_first_file_gives_values_where_there_were_none(store: Store) -> None:
    report = take(store, "a.csv", "platform,channel,day,followers\nfacebook,caja,2026-03-31,200\n")
    assert of(report, "followers") == [ChangedKpi("followers", "facebook", MARCH, None, 200.0)]
    assert {each.month for each in report.changed_kpis} == {MARCH}


def test_a_newer_reading_changes_the_value_from_before_to_after(store: Store) -> None:
    take(store, "a.csv", "platform,channel,day,followers\nfacebook,caja,2026-03-31,200\n")
    report = take(store, "b.csv", "platform,channel,day,followers\nfacebook,caja,2026-03-31,250\n")
    assert of(report, "followers") == [ChangedKpi("followers", "facebook", MARCH, 200.0, 250.0)]


def test_a_file_of_one_month_may_change_the_month_before(store: Store) -> None:
    """A question of March that April's file answers."""
    take(store, "march.csv", HEADER + "x,caja,c1,m1,2026-03-31T10:00:00Z,in\n")
    report = take(
        store,
        "april.csv",
        HEADER + "x,caja,c1,m2,2026-04-01T09:00:00Z,out\nx,caja,c2,m3,2026-04-20T09:00:00Z,in\n",
    )
    (median,) = of(report, "reply_time_median")
    assert (median.platform, median.month, median.before) == ("x", MARCH, None)
    assert median.after == pytest.approx(23 * 3600, rel=0.01)  # a percentile is right within 1 %


def test_other_platforms_are_not_asked_and_what_stays_is_not_listed(store: Store) -> None:
    take(store, "a.csv", "platform,channel,day,followers\nfacebook,caja,2026-03-31,200\n")
    report = take(store, "b.csv", "platform,channel,day,followers\nx,caja,2026-04-30,7\n")
    assert {(each.platform, each.month) for each in report.changed_kpis} == {("x", APRIL)}


def test_a_dry_run_changes_nothing_and_lists_nothing(store: Store) -> None:
    text = "platform,channel,day,followers\nfacebook,caja,2026-03-31,200\n"
    assert take(store, "a.csv", text, dry_run=True).changed_kpis == ()


def test_the_biggest_change_comes_first_and_new_values_last() -> None:
    before = {("x", "backlog", MARCH): 100.0, ("x", "followers", MARCH): 1000.0, ("x", "posts", MARCH): 4.0}
    after = {
        ("x", "backlog", MARCH): 110.0,
        ("x", "followers", MARCH): 1.0,
        ("x", "posts", MARCH): 4.0 * (1 + 1e-12),
        ("x", "backlog", APRIL): 9.0,
    }
    assert changed(before, after) == (
        ChangedKpi("followers", "x", MARCH, 1000.0, 1.0),
        ChangedKpi("backlog", "x", MARCH, 100.0, 110.0),
        ChangedKpi("backlog", "x", APRIL, None, 9.0),
    )
