"""From when to when there are data, and which days are missing between."""

from sqlalchemy import insert, select

from kpi.answers.coverage import coverage, covered_days, last_month_with_data
from kpi.catalogue.measures import Fact
from kpi.store.engine import Store
from kpi.store.schema import metadata
from tests.kpi.answers.bank import Bank, day, period


def imported(bank: Bank, fact: str, first: str, last: str, at: int, **more: object) -> None:
    run = {
        "institution_id": bank.id,
        "file_name": "x.csv",
        "sha256": str(at),
        "layout": "x",
        "platform": "facebook",
    }
    rows = {"rows_read": 1, "rows_saved": 1, "rows_skipped": 0}
    days = {"first_day": day(first), "last_day": day(last)}
    values = run | rows | days | {"fact": fact, "imported_at": at} | more
    bank.connection.execute(insert(metadata.tables["import_run"]).values(**values))


def test_nothing_is_covered_without_data(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        bank.channel("facebook")
        assert covered_days(connection, bank.id) is None
        assert coverage(connection, bank.id) == []


def test_the_institutions_data_run_from_the_first_to_the_last_day_of_any_kind(store: Store) -> None:
    with store.writing() as connection:
        bank, other = Bank.open(connection), Bank.open(connection, "Otro Banco")
        bank.daily(bank.channel("facebook"), "2026-09-03", posts=1)
        bank.span(bank.channel("web"), "2026-10-01", "2026-10-31", new_visitors=1)
        other.daily(other.channel("x"), "2027-01-01", posts=1)
        assert covered_days(connection, bank.id) == period("2026-09-03", "2026-10-31")


def test_the_last_month_with_data_before_a_gap(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page, site = bank.channel("facebook"), bank.channel("web")
        bank.daily(page, "2026-03-10", posts=1)
        bank.daily(page, "2026-11-05", posts=1)
        november = day("2026-11-01")
        march = last_month_with_data(connection, bank.id, november)
        bank.span(site, "2026-05-01", "2026-05-31", new_visitors=1)
        may = last_month_with_data(connection, bank.id, november)
        none = last_month_with_data(connection, bank.id, day("2026-03-01"))
    assert (march, may, none) == (
        period("2026-03-01", "2026-03-31"),
        period("2026-05-01", "2026-05-31"),
        None,
    )


def test_days_missing_between(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page = bank.channel("facebook", "caja")
        for when in ("2026-10-01", "2026-10-02", "2026-10-06"):
            bank.daily(page, when, posts=1, page_views=3)
        bank.daily(page, "2026-11-20", posts=1)
        imported(bank, "post", "2026-10-01", "2026-10-05", at=10)
        imported(bank, "post", "2026-10-06", "2026-10-06", at=20)
        imported(bank, "post", "2026-10-01", "2026-12-31", at=30, undone_at=40)
        posts, totals = coverage(connection, bank.id)
    assert (posts.fact, posts.period, posts.days) == (Fact.POST, period("2026-10-01", "2026-11-20"), 4)
    assert posts.missing == (period("2026-10-07", "2026-11-19"),)  # a few days without a post are quiet ones
    assert posts.imported_at == 20
    assert totals.fact is Fact.CHANNEL_DAY
    assert totals.missing == (period("2026-10-03", "2026-10-05"),)


def test_an_import_of_one_account_fills_no_gap_of_another(store: Store) -> None:
    """Both are on Facebook: what was imported of the one says nothing of the other's quiet weeks."""
    with store.writing() as connection:
        bank = Bank.open(connection)
        bank_page, jobs_page = bank.channel("facebook", "banca"), bank.channel("facebook", "empleo")
        for page in (bank_page, jobs_page):
            bank.daily(page, "2026-10-01", posts=1)
            bank.daily(page, "2026-10-31", posts=1)
        imported(bank, "post", "2026-10-01", "2026-10-31", at=10)
        unsaid = [one.missing for one in coverage(connection, bank.id)]
        run = connection.execute(select(metadata.tables["import_run"].c.id)).scalar_one()
        of_bank = {"channel_id": bank_page, "import_id": run, "how": "said"}
        connection.execute(insert(metadata.tables["import_channel"]).values(of_bank))
        said = {one.channel: one for one in coverage(connection, bank.id)}
    gap = (period("2026-10-02", "2026-10-30"),)
    assert unsaid == [gap, gap]  # nobody can say whose days an older import covers
    assert (said["banca"].missing, said["empleo"].missing) == ((), gap)
    assert (said["banca"].imported_at, said["empleo"].imported_at) == (10, None)


def test_spans_cover_their_days_and_what_lies_between_two_of_them_is_missing(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        site = bank.channel("web", "caja.example")
        for segment in ("Direct", "Organic Search"):
            bank.span(site, "2026-07-01", "2026-07-31", segment=segment, new_visitors=1)
        bank.span(site, "2026-10-01", "2026-10-31", new_visitors=1)
        bank.span(site, "2026-10-05", "2026-10-11", new_visitors=1)
        imported(bank, "channel_span", "2026-07-01", "2026-10-31", at=50, platform="web")
        (spans,) = coverage(connection, bank.id)
    assert (spans.fact, spans.period) == (Fact.CHANNEL_SPAN, period("2026-07-01", "2026-10-31"))
    assert spans.days == 62
    assert spans.missing == (period("2026-08-01", "2026-09-30"),)
    assert spans.imported_at == 50
