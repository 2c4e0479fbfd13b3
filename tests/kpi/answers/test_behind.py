"""What stands behind a number: rows by kind of fact, imports that count, the definition's version."""

from sqlalchemy import insert

from kpi.answers.behind import RowsBehind, definition_version, facts_of, imports_behind, rows_behind
from kpi.answers.question import Question
from kpi.catalogue.measures import Fact
from kpi.store.engine import Store
from kpi.store.schema import metadata
from tests.kpi.answers.bank import Bank, day, period

OCTOBER = period("2026-10-01", "2026-10-31")


def post(bank: Bank, channel: int, name: str, when: str) -> None:
    row = {"channel_id": channel, "post_id": name, "day": day(when)}
    bank.connection.execute(insert(metadata.tables["post"]).values(**row))


def imported(bank: Bank, name: str, first: str, last: str, **more: object) -> None:
    run = {
        "institution_id": bank.id,
        "file_name": name,
        "sha256": name,
        "layout": "x",
        "platform": "facebook",
        "fact": "post",
        "rows_read": 1,
        "rows_saved": 1,
        "rows_skipped": 0,
        "first_day": day(first),
        "last_day": day(last),
        "imported_at": 1,
    }
    bank.connection.execute(insert(metadata.tables["import_run"]).values(**(run | more)))


def test_rows_are_those_of_the_days_and_channels_asked_for(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        facebook, x = bank.channel("facebook"), bank.channel("x")
        for number, when in enumerate(("2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01")):
            post(bank, facebook, str(number), when)
        post(bank, x, "other", "2026-10-10")
        everything = rows_behind(connection, Question(bank.id, OCTOBER), "applause_rate")
        alone = rows_behind(connection, Question(bank.id, OCTOBER, ("facebook",)), "applause_rate")
        none = rows_behind(connection, Question(bank.id, OCTOBER, ("facebook",)), "backlog")
    assert everything == [RowsBehind(Fact.POST, 3)]
    assert alone == [RowsBehind(Fact.POST, 2)]
    assert none == []


def test_a_span_counts_where_it_lies_in_the_period_whole(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        site = bank.channel("web")
        bank.span(site, "2026-10-01", "2026-10-31", new_visitors=1)
        bank.span(site, "2026-09-15", "2026-10-15", new_visitors=1)
        found = rows_behind(connection, Question(bank.id, OCTOBER), "returning_visitor_share")
    assert found == [RowsBehind(Fact.CHANNEL_SPAN, 1)]


def test_totals_of_something_else_do_not_stand_behind_a_number(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        site, forum = bank.channel("web"), bank.channel("community")
        bank.span(site, "2026-10-01", "2026-10-31", new_visitors=1)
        bank.span(forum, "2026-10-01", "2026-10-31", member_customers=9, member_takers=1)
        for number, (channel, said) in enumerate(
            ((site, {"new_visitors": 1}), (forum, {"member_customers": 9, "member_takers": 1})), start=1
        ):
            imported(
                bank, f"{number}.csv", "2026-10-01", "2026-10-31", id=number, platform="", fact="channel_span"
            )
            days = {"first_day": day("2026-10-01"), "last_day": day("2026-10-31"), "segment": ""}
            bank.row("channel_span_reading", channel_id=channel, import_id=number, row=2, **days, **said)
        asked = Question(bank.id, OCTOBER)
        rows = rows_behind(connection, asked, "product_uptake_members")
        of_members = imports_behind(connection, asked, "product_uptake_members")
        of_visitors = imports_behind(connection, asked, "returning_visitor_share")
    assert rows == [RowsBehind(Fact.CHANNEL_SPAN, 1)]
    assert [run.file_name for run in of_members] == ["2.csv"]
    assert [run.file_name for run in of_visitors] == ["1.csv"]


def test_imports_are_those_that_count_and_touch_the_days(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        imported(bank, "october.csv", "2026-10-31", "2026-11-30")
        imported(bank, "all.csv", "2026-01-01", "2026-10-01", platform="")
        imported(bank, "september.csv", "2026-09-01", "2026-09-30")
        imported(bank, "november.csv", "2026-11-01", "2026-11-30")
        imported(bank, "undone.csv", "2026-10-01", "2026-10-31", undone_at=2)
        imported(bank, "messages.csv", "2026-10-01", "2026-10-31", fact="message")
        imported(bank, "x.csv", "2026-10-01", "2026-10-31", platform="x")
        runs = imports_behind(connection, Question(bank.id, OCTOBER, ("facebook",)), "applause_rate")
    assert [run.file_name for run in runs] == ["all.csv", "october.csv"]


def test_a_kpis_facts_are_those_of_its_measures() -> None:
    assert facts_of("applause_rate") == (Fact.POST,)
    assert facts_of("followers") == (Fact.CHANNEL_DAY, Fact.CHANNEL_SPAN)
    assert facts_of("inbound_messages") == (Fact.MESSAGE,)


def test_a_definition_has_a_version_of_its_own() -> None:
    versions = {definition_version(key) for key in ("applause_rate", "conversation_rate", "posts")}
    assert len(versions) == 3
    assert definition_version("posts") == definition_version("posts")
