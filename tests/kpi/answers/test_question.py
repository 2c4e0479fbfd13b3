"""What an answer holds: every asked combination, in order, and nothing else."""

import pytest

from kpi.answers.question import By, Question, TooMuchAsked
from kpi.answers.values import answer
from kpi.catalogue.kpis import KPIS
from kpi.catalogue.references import refused_references
from kpi.errors import UnknownInstitution, UnknownKpi, UnknownPlatform
from kpi.periods import Grain
from kpi.store.engine import Store
from tests.kpi.answers.bank import Bank, day, period


def test_without_keys_all_kpis_are_meant(store: Store) -> None:
    with store.writing() as connection:
        assert [value.key for value in Bank.open(connection).ask()] == list(KPIS)


def test_rows_are_ordered_by_platform_channel_period_and_key(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        for platform, handle in (("x", "b"), ("facebook", "z"), ("x", "a")):
            bank.channel(platform, handle)
        found = bank.ask(
            "followers", measures=("posts",), by=By.CHANNEL, grain=Grain.MONTH, first="2026-09-15"
        )
    assert [(v.platform, v.channel, v.period.first.month, v.key) for v in found] == [
        (platform, channel, month, key)
        for platform, channel in (("facebook", "z"), ("x", "a"), ("x", "b"))
        for month in (9, 10)
        for key in ("followers", "posts")
    ]


def test_kpis_and_measures_carry_their_units(store: Store) -> None:
    with store.writing() as connection:
        found = Bank.open(connection).ask("reply_time_p90", "response_rate", measures=("posts",))
    assert [(value.unit, value.is_kpi) for value in found] == [
        ("seconds", True),
        ("share", True),
        ("count", False),
    ]


def test_pieces_at_the_edges_are_cut_to_the_period(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page = bank.channel("facebook")
        for when in ("2026-09-15", "2026-09-30", "2026-10-04", "2026-10-05"):
            bank.daily(page, when, posts=1)
        found = bank.ask(measures=("posts",), first="2026-09-30", last="2026-10-04", grain=Grain.MONTH)
    assert [(value.period, value.value) for value in found] == [
        (period("2026-09-30", "2026-09-30"), 1),
        (period("2026-10-01", "2026-10-04"), 1),
    ]


def test_another_institutions_rows_never_count(store: Store) -> None:
    with store.writing() as connection:
        mine, other = Bank.open(connection), Bank.open(connection, "Otro Banco")
        mine.daily(mine.channel("facebook"), "2026-10-01", posts=1, reactions=2)
        other.daily(other.channel("facebook"), "2026-10-01", posts=10, reactions=20)
        assert mine.one("engagements").value == 2


def test_the_reference_stands_only_beside_its_own_kpi_and_platform(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        bank.channel("facebook")
        bank.channel("community")
        found = bank.ask(by=By.PLATFORM) + bank.ask()
        alone = bank.one("revisit_rate_30d", platforms=("facebook",))
    beside = {(value.platform, value.key) for value in found if value.reference is not None}
    assert ("facebook", "revisit_rate_30d") in beside
    assert ("community", "revisit_rate_30d") not in beside
    assert (None, "revisit_rate_30d") not in beside
    assert ("facebook", "revisit_rate_7d") not in beside  # of another definition
    assert alone.reference is not None
    assert alone.reference.value == 0.02


@pytest.mark.parametrize(("likers", "stands"), [(10, True), (4, False), (0, False)])
def test_the_reference_of_likers_is_refused_beside_first_visitors(
    store: Store, likers: int, stands: bool
) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page = bank.channel("facebook", visit_cutoff=day("2026-12-31"))
        bank.daily(page, "2026-10-01", cohort=10, returned_30d=1, likers=likers, likers_returned_30d=0)
        months = bank.ask("revisit_rate_30d", first="2026-09-01", platforms=("facebook",), grain=Grain.MONTH)
    assert [one.reference is not None for one in months] == [True, stands]  # September has no cases at all
    drawn = months[1].reference is not None
    refused = {why for _, why in refused_references("revisit_rate_30d", "facebook", drawn=drawn)}
    assert any("clicked Like" in why for why in refused) is not stands


def test_what_does_not_exist_is_named(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        with pytest.raises(UnknownKpi, match=r"likes.*nearest are likers"):
            bank.ask("likes")
        with pytest.raises(UnknownKpi, match="engagements"):
            bank.ask(measures=("engagements",))  # a KPI is no measure
        with pytest.raises(UnknownPlatform, match="orkut"):
            bank.ask(platforms=("orkut",))
        with pytest.raises(UnknownInstitution, match="Caja Ejemplo"):
            answer(connection, Question(bank.id + 1, period("2026-10-01", "2026-10-31")))


@pytest.mark.both_stores
@pytest.mark.parametrize("grain", list(Grain))
@pytest.mark.parametrize("by", list(By))
def test_every_combination_can_be_asked_of_either_database(store: Store, by: By, grain: Grain) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        bank.daily(bank.channel("facebook", "a"), "2026-10-01", posts=1, reactions=2, followers=5)
        bank.daily(bank.channel("x", "b"), "2026-10-20", posts=1, reactions=3, followers=7)
        found = bank.ask("engagements", by=by, grain=grain)
    assert sum(value.value or 0 for value in found) == 5


def test_days_over_centuries_are_refused_before_they_are_counted(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        with pytest.raises(TooMuchAsked, match="longer pieces"):
            bank.ask("followers", first="1970-01-01", last="2199-12-31", grain=Grain.DAY)
        assert len(bank.ask("followers", first="1970-01-01", last="2199-12-31", grain=Grain.YEAR)) == 230
        assert len(bank.ask("followers", first="1970-01-01", last="2099-12-31", grain=Grain.WEEK)) > 6_700


def test_a_measure_is_not_asked_for_as_a_kpi_nor_the_other_way_round(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        with pytest.raises(UnknownKpi, match="--measure"):
            bank.ask("posts")
        with pytest.raises(UnknownKpi, match="--kpi"):
            bank.ask(measures=("response_rate",))
