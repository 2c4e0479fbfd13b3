"""Which sources are behind: a kind of data may be, where its platform is not."""

from kpi.answers.coverage import coverage
from kpi.answers.freshness import freshness
from kpi.catalogue.measures import Fact
from kpi.store.engine import Store
from tests.kpi.answers.bank import Bank, day


def test_old_messages_are_behind_although_their_platform_has_new_posts(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page = bank.channel("facebook")
        bank.daily(page, "2026-10-03", turns_opened=1, inbound_messages=1)
        bank.daily(page, "2026-10-31", posts=1)
        bank.daily(bank.channel("x"), "2026-10-25", posts=1)
        found = freshness(coverage(connection, bank.id))
    assert found is not None
    assert found.newest.start == day("2026-10-31")
    assert [(one.platform, one.fact) for one in found.behind] == [("facebook", Fact.MESSAGE)]  # x: six days


def test_a_report_of_a_month_is_behind_only_without_the_last_month_that_is_over(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        bank.daily(bank.channel("facebook"), "2026-11-20", posts=1)
        bank.span(bank.channel("web"), "2026-10-01", "2026-10-31", new_visitors=1)
        bank.span(bank.channel("community"), "2026-09-01", "2026-09-30", new_visitors=1)
        found = freshness(coverage(connection, bank.id))
    assert found is not None
    assert [one.platform for one in found.behind] == ["community"]


def test_nothing_is_fresh_without_data() -> None:
    assert freshness(()) is None
