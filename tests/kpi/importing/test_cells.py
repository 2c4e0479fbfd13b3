"""Cells: the right value, or the row with its column, its value and a reason. One file per oddity."""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from kpi.importing.discreet import shape
from kpi.importing.records import GoalRecord, MessageRecord, PostRecord
from kpi.periods import day_of
from tests.kpi.importing.reading_support import parsed, refused

POSTS = "platform,channel,post_id,published_at,views,reactions"


def views_of(cell: str) -> object:
    """What the cell gives as views, or the reason why it gives nothing."""
    quoted = cell.replace('"', '""')
    result = parsed(f'{POSTS}\nx,bank,1,2026-05-01,"{quoted}",1\nx,bank,2,2026-05-01,7,1\n')
    if result.faults:
        [fault] = result.faults
        assert (fault.row, fault.column, fault.value) == (2, "views", cell)
        return str(fault.reason)
    first = result.records[0]
    assert isinstance(first, PostRecord)
    return first.counters[0]


@pytest.mark.parametrize(
    ("cell", "expected"), [("1234", 1234), ("0", 0), (" 12 ", 12), ("", None), ("  ", None)]
)
def test_a_count(cell: str, expected: int | None) -> None:
    assert views_of(cell) == expected


@pytest.mark.parametrize(
    "cell",
    [
        "12 %",
        "-3",
        "1.2K",
        "2633.0",
        "abc",
        "1_000",
        "٣",
        "1e3",
        "n/a",
    ],
)
def test_a_number_in_another_form_is_refused_and_not_guessed(cell: str) -> None:
    assert views_of(cell) == f"“{cell}” is not a whole number as this export writes it, for example 1234."


@pytest.mark.parametrize("cell", ["1.234,56", "1,234.56", "1.234", "1,234", "1 234", "12,5"])
def test_a_number_in_another_countrys_form_refuses_the_file(cell: str) -> None:
    """Where one number was rewritten so were the large ones: what is left would look like a small month."""
    result = refused(f'{POSTS}\nx,bank,1,2026-05-01,"{cell}",1\nx,bank,2,2026-05-01,7,1\n')
    assert result.startswith(f"Row 2, column “views”: “{cell}” is not a whole number")
    assert result.endswith("Import it as it was downloaded.")


def test_a_number_that_no_count_can_be() -> None:
    assert views_of("9" * 16) == f"“{'9' * 16}” is too large to be a count."


def test_where_the_vendor_writes_counts_with_a_decimal_they_are_whole() -> None:
    head = "Tweet id,Tweet permalink,Tweet text,time,impressions,likes"
    result = parsed(f"{head}\n1,https://x.com/bank/status/1,Hola,2019-01-31 23:32 +0000,2633.0,-\n")
    [post] = result.records
    assert isinstance(post, PostRecord)
    assert post.counters[:3] == (2633, None, None)


def test_long_identifiers_stay_text() -> None:
    result = parsed(f"{POSTS}\nx,bank,1091117122825084928,2026-05-01,1,1\n")
    [post] = result.records
    assert isinstance(post, PostRecord)
    assert post.post_id == "1091117122825084928"


@pytest.mark.parametrize("cell", ["119,237", "3,0", "1.119.237"])
def test_a_numeric_identifier_with_signs_refuses_the_file(cell: str) -> None:
    """Its answers name it without them: as another message, or as several."""
    head = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id"
    when = "Wed Oct 11 06:55:44 +0000 2017"
    rows = f'"{cell}",115712,True,{when},Hola,5,\n5,bank,False,{when},Hola,,{cell[0]}\n'
    sentence = refused(f"{head}\n{rows}", channel=("x", "bank"))
    assert sentence.startswith(f"Row 2, column “tweet_id”: “{shape(cell)}” is a number with signs in it")


@pytest.mark.parametrize("cell", ["½", "١٢٣", "１２３", "1²"])
def test_an_identifier_in_other_digits_is_no_other_post(cell: str) -> None:
    result = parsed(f"{POSTS}\nx,bank,{cell},2026-05-01,1,1\nx,bank,2,2026-05-01,1,1\n")
    assert [(fault.row, fault.column, fault.value) for fault in result.faults] == [(2, "post_id", cell)]


@pytest.mark.parametrize("cell", ["109.112.345", '"109,112"', "109 112"])
def test_the_identifier_of_a_post_has_no_thousands_sign(cell: str) -> None:
    sentence = refused(f"{POSTS}\nx,bank,{cell},2026-05-01,1,1\nx,bank,2,2026-05-01,1,1\n")
    assert "is a number with signs in it" in sentence


def test_a_code_of_the_institution_s_own_may_have_points_and_letters_of_any_alphabet() -> None:
    head = "platform,conversation_id,message_id,sent_at,direction"
    result = parsed(f"{head}\ncommunity,12.345,año-½,2026-05-01T10:00:00Z,in\n")
    [message] = result.records
    assert isinstance(message, MessageRecord)
    assert (message.conversation_id, message.message_id) == ("12.345", "año-½")


def test_an_account_is_the_same_with_a_sign_that_keeps_a_spreadsheet_from_calculating_it() -> None:
    posts = parsed(f"{POSTS}\nx,bank,1,2026-05-01,1,1\nx,@bank,2,2026-05-01,1,1\nx,'@bank,3,2026-05-01,1,1\n")
    assert [record.handle for record in posts.records if isinstance(record, PostRecord)] == ["bank"] * 3


@pytest.mark.parametrize("cell", [1091117122825084928, 1.09111712282508e18])
def test_an_identifier_that_a_workbook_holds_as_a_number_is_refused_where_it_is_inexact(cell: float) -> None:
    book, content = Workbook(), io.BytesIO()
    for row in (
        POSTS.split(","),
        ["x", "bank", cell, "2026-05-01", 1, 1],
        ["x", "bank", 7, "2026-05-01", 1, 1],
    ):
        book.active.append(row)
    book.save(content)
    result = parsed(content.getvalue(), name="export.xlsx")
    assert [(fault.row, fault.column) for fault in result.faults] == [(2, "post_id")]
    assert "rounded" in str(result.faults[0].reason)
    assert [post.post_id for post in result.records if isinstance(post, PostRecord)] == ["7"]


def test_an_identifier_that_a_spreadsheet_rounded_is_refused() -> None:
    result = parsed(f"{POSTS}\nx,bank,1.09112E+18,2026-05-01,1,1\nx,bank,2,2026-05-01,1,1\n")
    [fault] = result.faults
    assert (fault.row, fault.column, fault.value) == (2, "post_id", "1.09112E+18")
    assert "rounded" in str(fault.reason)


@pytest.mark.parametrize(
    ("cell", "link"),
    [
        ("1.47689E+18", "https://twitter.com/bank/status/1476888339500000041"),
        ("1476890000000000000", "https://x.com/i/statuses/1476888339500000041?s=20"),
        ("1476888339500000041", "#NAME?"),
    ],
)
def test_the_link_of_a_post_says_the_identifier_that_a_spreadsheet_rounded(cell: str, link: str) -> None:
    head = "Tweet id,Tweet permalink,Tweet text,time,impressions"
    [record] = parsed(f"{head}\n{cell},{link},Hi,2021-12-31 12:09 +0000,5\n").records
    assert isinstance(record, PostRecord)
    assert record.post_id == "1476888339500000041"


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2026-02-30", "“2026-02-30” is a date or a time that does not exist."),
        ("03/04/2026", "“03/04/2026” is not a date as this export writes it, for example 2026-10-31 18:05."),
        ("0001-01-01", "“0001-01-01” lies outside of the years 1990 to 2099."),
        ("", "The cell is empty; without it the row cannot be kept."),
    ],
)
def test_a_date_that_cannot_be(cell: str, reason: str) -> None:
    result = parsed(f"{POSTS}\nx,bank,1,{cell},1,1\nx,bank,2,2026-05-01,1,1\n")
    [fault] = result.faults
    assert (fault.row, fault.column, str(fault.reason)) == (2, "published_at", reason)


def test_a_platform_that_does_not_exist_lists_those_that_do() -> None:
    result = parsed(f"{POSTS}\nmyspace,bank,1,2026-05-01,1,1\nx,bank,2,2026-05-01,1,1\n")
    [fault] = result.faults
    assert fault.column == "platform"
    assert "“myspace” is not a platform" in str(fault.reason)


def test_a_row_of_another_width_is_a_fault_and_empty_cells_over_are_not() -> None:
    result = parsed(f"{POSTS}\nx,bank,1,2026-05-01,1\nx,bank,2,2026-05-01,1,1,,\nx,bank,3,2026-05-01,1,1,9\n")
    assert [fault.row for fault in result.faults] == [2, 4]
    assert len(result.records) == 1
    assert "has 5 cells and the header has 6" in str(result.faults[0].reason)


def test_a_few_bad_rows_are_reported_and_many_refuse_the_file() -> None:
    good = [f"x,bank,{n},2026-05-01,1,1" for n in range(40)]
    bad = [f"x,bank,b{n},2026-02-30,1,1" for n in range(6)]
    assert len(parsed("\n".join([POSTS, *good, *bad[:5]])).faults) == 5
    sentence = refused("\n".join([POSTS, *good, *bad]))
    assert sentence.startswith(
        "6 of 46 rows cannot be read. The first: row 42, published_at: “2026-02-30” is a date"
    )


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("posts;facebook;2026-05;;9;;;", "kpi", "is not a KPI"),
        ("answered_within_24h;facebook;2026-05;;2.5;;;", "target", "between"),
        ("answered_within_24h;facebook;2026-05;0.5;0.2;;;", "target", "order"),
        ("backlog;facebook;2026-05;;-3;;;", "target", ""),
    ],
)
def test_a_file_of_goals_promises_nothing_that_a_person_may_not(row: str, column: str, reason: str) -> None:
    head = "kpi;platform;month;floor;target;stretch;owner;reason"
    result = parsed(f"{head}\n{row}\nanswered_within_24h;facebook;2026-06;;0.9;;;\n")
    [fault] = result.faults
    assert (fault.row, fault.column) == (2, column)
    assert reason in str(fault.reason)


def test_goals_in_the_units_of_their_kpi() -> None:
    text = (
        "kpi;platform;month;floor;target;stretch;owner;reason\n"
        "answered_within_24h;facebook;2026-05;80 %;0.9;;Atención;Compromiso\n"
        "answered_within_24h;facebook;2026-06;;nueve;;;\n"
        "happiness;facebook;2026-06;;1;;;\n"
    )
    result = parsed(text)
    [goal] = result.records
    assert isinstance(goal, GoalRecord)
    assert (goal.floor, goal.target, goal.stretch) == (0.8, 0.9, None)
    assert [(fault.row, fault.column) for fault in result.faults] == [(3, "target"), (4, "kpi")]


@pytest.mark.parametrize(
    ("sign", "level", "number"),
    [
        (";", "0,9", 0.9),
        (";", "0.9", 0.9),
        (";", "1,8 %", 0.018),
        (";", "0,025", 0.025),
        ("\t", "0,9", 0.9),
        (",", '"0,9"', 0.9),
        (",", "0.9", 0.9),
        (";", "1", 1.0),
    ],
)
def test_the_decimal_sign_of_goals_is_a_point_or_a_comma(sign: str, level: str, number: float) -> None:
    head = "indicador;plataforma;mes;objetivo".replace(";", sign)
    [goal] = parsed(f"{head}\nanswered_within_24h{sign}{sign}2026-10{sign}{level}\n").records
    assert isinstance(goal, GoalRecord)
    assert goal.target == number


@pytest.mark.parametrize("level", ["14.400", "14,400", "999,125", "1.000"])
def test_a_goal_that_may_be_in_thousands_is_not_guessed(level: str) -> None:
    head = "indicador;plataforma;mes;objetivo"
    sentence = refused(f"{head}\nreply_time_median;;2026-10;{level}\n")
    assert f"“{level}” may be a thousand times as much" in sentence


@pytest.mark.parametrize("written", ["2026-10", "2026-10-01", "oct-26", "Oct-26", "oct.-26", "octubre 2026"])
def test_a_month_as_spreadsheets_write_it(written: str) -> None:
    head = "indicador;plataforma;mes;objetivo"
    [goal] = parsed(f"{head}\nanswered_within_24h;;{written};0,9\n").records
    assert isinstance(goal, GoalRecord)
    assert goal.month == day_of(date(2026, 10, 1))


@pytest.mark.parametrize(
    "written", ["01/10/2026", "10-26", "26-oct", "oct-1926", "jui-26", "xyz-26", "octubre"]
)
def test_a_month_that_may_be_another_is_refused(written: str) -> None:
    head = "indicador;plataforma;mes;objetivo"
    assert "is not a month" in refused(f"{head}\nanswered_within_24h;;{written};0,9\n")
