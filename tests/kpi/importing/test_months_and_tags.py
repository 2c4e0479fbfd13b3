"""Our templates for what no platform says: who takes up products, and what a post is for."""

import pytest
from sqlalchemy import select

from kpi.answers.question import Question
from kpi.answers.values import answer
from kpi.importing.history import undo
from kpi.importing.run import Target, import_file
from kpi.importing.source import Source
from kpi.periods import Period, day_of, parse_date
from kpi.store.engine import Store
from kpi.store.institutions import institution_named
from kpi.store.schema import metadata

BANK = Target("Banco Ejemplo")
UPTAKE = "platform,month,member_customers,member_takers,non_member_customers,non_member_takers\n"
POSTS = "platform,channel,post_id,published_at,format,reactions\n"
TAGS = "plataforma;canal;id_publicacion;publicado_el;campaña;propósito\n"


def bring(store: Store, name: str, text: str) -> int:
    report = import_file(store, Source(name, text.encode()), BANK)
    assert report.import_id is not None, report.reason
    return report.import_id


@pytest.mark.both_stores
def test_a_month_of_customers_counts_in_periods_that_hold_it_whole(store: Store) -> None:
    bring(
        store, "uptake.csv", UPTAKE + "community,2026-09,300,9,5000,100\ncommunity,2026-10,400,16,5000,100\n"
    )
    with store.reading() as connection:
        bank = institution_named(connection, BANK.institution)
        october, cut = (
            answer(
                connection, Question(bank.id, days(first, "2026-10-31"), kpis=("product_uptake_members",))
            )[0]
            for first in ("2026-10-01", "2026-09-15")
        )
    assert (october.numerator, october.denominator) == (16, 400)
    assert (cut.numerator, cut.denominator) == (16, 400)


@pytest.mark.both_stores
def test_a_later_file_restates_a_month_and_undoing_it_brings_the_month_back(store: Store) -> None:
    bring(store, "first.csv", UPTAKE + "community,2026-10,400,16,5000,100\n")
    later = bring(store, "later.csv", UPTAKE + "community,2026-10,400,20,5000,100\n")
    assert takers(store) == 20
    undo(store, later)
    assert takers(store) == 16


def test_more_takers_than_customers_are_a_fault_of_their_row_alone(store: Store) -> None:
    text = UPTAKE + "community,2026-09,300,301,5000,100\ncommunity,2026-10,400,16,5000,100\n"
    report = import_file(store, Source("uptake.csv", text.encode()), BANK)
    assert [(fault.row, fault.column, fault.value) for fault in report.faults] == [
        (2, "member_takers", "301")
    ]
    assert report.rows_saved == 1


def test_a_month_is_written_as_a_month(store: Store) -> None:
    report = import_file(store, Source("uptake.csv", (UPTAKE + "community,10/2026,4,1,5,1\n").encode()), BANK)
    assert "10/2026" in str(report.reason)


@pytest.mark.both_stores
def test_tags_are_added_to_posts_and_change_nothing_else(store: Store) -> None:
    bring(store, "posts.csv", POSTS + "facebook,banco,p-1,2026-10-05 09:30,photo,12\n")
    tags = bring(store, "tags.csv", TAGS + "facebook;banco;p-1;2026-10-05 09:30;Otoño;educación\n")
    assert the_post(store) == ("photo", 12, "Otoño", "education")
    undo(store, tags)
    assert the_post(store) == ("photo", 12, "", "")


def takers(store: Store) -> int:
    span = metadata.tables["channel_span"]
    with store.reading() as connection:
        return int(connection.execute(select(span.c.member_takers)).scalar_one())


def the_post(store: Store) -> tuple[object, ...]:
    post = metadata.tables["post"].c
    with store.reading() as connection:
        return tuple(
            connection.execute(select(post.format, post.reactions, post.campaign, post.purpose)).one()
        )


def days(first: str, last: str) -> Period:
    return Period(day_of(parse_date(first)), day_of(parse_date(last)) + 1)
