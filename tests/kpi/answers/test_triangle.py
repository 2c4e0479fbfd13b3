"""Cohorts by week or month: what has not passed is missing, and likers and first visitors are told apart."""

import pytest

from kpi.answers.question import Question
from kpi.answers.triangle import Who, triangle
from kpi.answers.value import Missing
from kpi.answers.wilson import wilson
from kpi.periods import Grain
from kpi.platforms import Audience
from kpi.rollup.run import rebuild
from kpi.store.engine import Store
from kpi.store.schema import metadata
from tests.kpi.answers.bank import Bank, day, period

VISIT, RUN = metadata.tables["visit"], metadata.tables["import_run"]


def visits(bank: Bank, channel: int, *facts: tuple[int, str, bool]) -> None:
    for number, (visitor, when, liked) in enumerate(facts):
        row = {"channel_id": channel, "visit_key": number, "visitor_key": visitor, "visited_at": 0}
        bank.row("visit", **row, day=day(when), liked=int(liked), import_id=1, row=0)


@pytest.fixture
def bank(store: Store):  # type: ignore[no-untyped-def]
    with store.writing() as connection:
        made = Bank.open(connection)
        made.row(
            "import_run", id=1, institution_id=made.id, file_name="f", sha256="0", layout="l", platform="x",
            fact="visit", rows_read=0, rows_saved=0, rows_skipped=0, imported_at=0,
        )  # fmt: skip
        page, club = made.channel("facebook"), made.channel("community", audience="private")
        visits(
            made, page,
            (1, "2026-09-01", True), (1, "2026-09-02", False),
            (2, "2026-09-30", True), (2, "2026-10-14", False),
            (3, "2026-09-05", True),
            (4, "2026-10-12", True), (4, "2026-10-13", False),
            (5, "2026-09-10", False), (5, "2026-09-11", False),  # no Like: not of the page's cohorts
            (6, "2026-11-03", False),
        )  # fmt: skip
        visits(made, club, (7, "2026-09-09", False), (7, "2026-09-10", False), (8, "2026-11-03", False))
        rebuild(connection)
        yield made


def rows(bank: Bank, who: Who = Who.COHORT, **more) -> list[tuple[int, list[int | None]]]:  # type: ignore[no-untyped-def]
    question = Question(bank.id, period("2026-09-01", "2026-11-30"), grain=Grain.MONTH, **more)
    found = triangle(bank.connection, question, who, days=(1, 14, 30))
    return [(cohort.size, [cell.returned for cell in cohort.returned]) for cohort in found]


def test_each_cohort_has_its_row_and_what_has_not_passed_is_missing(bank: Bank) -> None:
    assert rows(bank, platforms=("facebook",)) == [
        (3, [1, 2, 2]),
        (1, [1, None, None]),
        (0, [None, None, None]),
    ]


def test_likers_and_first_visitors_are_told_apart(bank: Bank) -> None:
    assert rows(bank, Who.LIKERS)[0] == (3, [1, 2, 2])
    assert rows(bank, Who.FIRST_VISITORS)[0] == (
        3,
        [2, 2, 2],
    )  # 1 on the page's second day, 5, and 7 of the club


def test_the_public_network_and_the_private_community_have_one_definition(bank: Bank) -> None:
    assert rows(bank, audiences=(Audience.PUBLIC,))[0] == (3, [1, 2, 2])
    assert rows(bank, audiences=(Audience.PRIVATE,))[0] == (1, [1, 1, 1])


def test_shares_have_their_interval_and_gaps_their_reason(bank: Bank) -> None:
    question = Question(bank.id, period("2026-09-01", "2026-12-31"), grain=Grain.MONTH)
    september, october, november, december = triangle(bank.connection, question, days=(7,))
    (cell,) = september.returned
    assert (cell.share, cell.low, cell.high) == (2 / 4, *map(float, wilson(2, 4)))
    reasons = [cohort.returned[0].missing for cohort in (october, november, december)]
    assert reasons == [Missing.NOT_COMPLETE, Missing.NOT_COMPLETE, Missing.NOT_COLLECTED]
