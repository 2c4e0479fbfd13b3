"""Google Analytics: whose visitors a table counts, on which days, and what may be added up."""

import csv
import io

import pytest
from openpyxl import Workbook

from kpi.importing.records import TotalsRecord
from kpi.store.schema import TOTALS
from tests.kpi.importing.reading_support import day, parsed, read, refused

RULE = "# ----------------------------------------\n"
GROUP = "First user default channel group"
Row = tuple[int, int, str, int | None, int | None]


def ga4(body: str, audience: str = "All Users") -> str:
    """A report as Google Analytics 4 writes it, of January 2025."""
    head = f"{RULE}# User acquisition\n# Account: Banco\n# Property: www\n{RULE}# \n# {audience}\n"
    return head + "# Start date: 20250101\n# End date: 20250131\n" + body


def universal(body: str, days: str = "20190101-20190103") -> str:
    """A report as Universal Analytics writes it."""
    return f"{RULE}# All Web Site Data\n# New vs Returning\n# {days}\n{RULE}\n{body}"


def visitors(content: str | bytes) -> list[Row]:
    """(first day, last day, segment, new, returning) of each record."""
    found: list[Row] = []
    for record in parsed(content).records:
        assert isinstance(record, TotalsRecord)
        new, returning = (
            record.totals[TOTALS.index(name)] for name in ("new_visitors", "returning_visitors")
        )
        found.append((record.first_day, record.last_day, record.segment, new, returning))
    return found


JANUARY = day("2025-01-01"), day("2025-01-31")


def test_a_table_about_a_part_of_the_visitors_is_not_everybodys() -> None:
    sentence = refused(ga4(f"{GROUP},New users\nDirect,10\n", audience="Mobile traffic"))
    assert "it is about “Mobile traffic”, not about all visitors" in sentence


def test_beside_everybody_such_tables_are_left_out() -> None:
    part = f"\n# Mobile traffic\n# Start date: 20250101\n# End date: 20250131\n{GROUP},New users\nDirect,4\n"
    content = ga4(f"{GROUP},New users\nDirect,10\n") + part
    assert visitors(content) == [(*JANUARY, "Direct", 10, None)]
    assert [str(note) for note in parsed(content).notes] == [
        "Left out: the tables about a part of the visitors (Mobile traffic)."
    ]


def test_everybody_has_a_name_in_each_language() -> None:
    for name in ("Todos los usuarios", "Todos os usuários", "Alle Nutzer", "Tous les utilisateurs"):
        assert visitors(ga4(f"{GROUP},New users\nDirect,10\n", audience=name)) == [
            (*JANUARY, "Direct", 10, None)
        ]


def test_a_card_with_a_question_for_a_title_is_about_everybody() -> None:
    content = ga4(f"{GROUP},New users\nDirect,10\n", audience="Where do your new users come from?")
    assert len(visitors(content)) == 1


def test_rows_of_segments_are_left_out_where_everybody_stands_beside_them() -> None:
    rows = "New Visitor,All Users,12\nNew Visitor,Mobile Traffic,5\nReturning Visitor,All Users,3\n"
    result = parsed(universal(f"User Type,Segment,Users\n{rows}"))
    assert result.rows_ignored == 1
    assert visitors(universal(f"User Type,Segment,Users\n{rows}")) == [
        (day("2019-01-01"), day("2019-01-03"), "", 12, 3)
    ]


def test_rows_of_segments_alone_are_refused() -> None:
    rows = "New Visitor,Mobile Traffic,12\nReturning Visitor,Mobile Traffic,3\n"
    assert "a part of the visitors" in refused(universal(f"User Type,Segment,Users\n{rows}"))


def test_days_are_counted_from_the_first_of_the_report() -> None:
    assert [row[:2] for row in visitors(ga4("Nth day,New users\n0000,5\n0030,4\n"))] == [
        (day("2025-01-01"),) * 2,
        (day("2025-01-31"),) * 2,
    ]


def test_a_day_behind_the_last_of_the_report_is_a_fault() -> None:
    result = parsed(ga4("Nth day,New users\n0000,5\n0031,4\n"))
    assert [str(fault.reason) for fault in result.faults] == [
        "“0031” is not the number of a day of the report, of which the first is 0."
    ]


def test_several_tables_of_the_same_days_become_one_record_a_day() -> None:
    content = ga4("Nth day,New users\n0000,5\n0001,4\n\nNth day,Returning users\n0000,1\n0001,2\n")
    assert [row[3:] for row in visitors(content)] == [(5, 1), (4, 2)]


@pytest.mark.parametrize(
    "header", ["Nth week,New users", "Nth month,Active users,Views", "Semana N,new,returning"]
)
def test_weeks_are_no_days(header: str) -> None:
    cells = ",1" * header.count(",")
    sentence = refused(ga4(f"{header}\n0000{cells}\n0001{cells}\n"))
    assert "is recognised as ga4_weeks" in sentence
    assert "Export it by day" in sentence


@pytest.mark.parametrize("day_number", ["Nth day", "Día N", "Nº dia"])
def test_the_card_of_new_and_returning_users_by_day(day_number: str) -> None:
    content = ga4(f"{day_number},new,returning\n0000,5,2\n0001,4,0\n")
    assert [row[3:] for row in visitors(content)] == [(5, 2), (4, 0)]


def test_the_card_of_totals_is_of_the_whole_period() -> None:
    content = ga4("Active users,New users,Event count\n587,578,4862\n\nCity,New users\nMilan,91\n")
    assert visitors(content) == [(*JANUARY, "", 578, None)]


def test_new_users_of_a_city_are_not_everybodys() -> None:
    assert "is recognised as ga4_split_users" in refused(ga4("City,Active users,New users\nMilan,101,91\n"))


def test_days_that_are_split_by_another_dimension_are_refused() -> None:
    sentence = refused(ga4("Nth day,Country,New users\n0000,Spain,5\n0000,France,4\n"))
    assert "split by another dimension" in sentence


def test_new_users_of_all_landing_pages_are_those_of_the_site() -> None:
    content = ga4("Landing page,Sessions,New users\n/,10,3\n/cuentas,7,4\n(not set),9,0\n")
    assert visitors(content) == [(*JANUARY, "", 7, None)]
    assert parsed(content).rows_read == 3


def test_new_users_of_universal_channels_are_those_of_the_site() -> None:
    content = universal('Canal,Users,New Users\nDirect,"1,410","1,402"\nSocial,32,0\n,"1,440","1,402"\n')
    channels = content.replace("Canal", "Default Channel Grouping")
    days = day("2019-01-01"), day("2019-01-03")
    assert visitors(channels) == [(*days, "Direct", 1402, None), (*days, "Social", 0, None)]
    split = "Default Channel Grouping,Device Category,New Users\nDirect,tablet,9\nDirect,mobile,5\n,,14\n"
    assert "Export it with the channel group alone" in refused(universal(split))
    assert "is recognised as ua_reports" in refused(content.replace("Canal", "Source"))


def test_rows_that_make_one_figure_are_taken_all_or_not_at_all() -> None:
    """Without the bad row the site would have fewer visitors than it had."""
    pages = refused(ga4("Landing page,Sessions,New users\n/,10,3\n/cuentas,7,4x\n(not set),9,0\n"))
    assert pages.startswith("Row 12, New users: “4x” is not a whole number")
    assert "one figure together" in pages
    groups = refused(ga4(f"{GROUP},New users,Returning users\nDirect,3,1\nOrganic Social,5 %,2\n"))
    assert groups.startswith("Row 12, New users: “5 %”")


def test_a_row_that_is_twice_in_the_file_is_added_once() -> None:
    content = ga4("Landing page,Sessions,New users\n/,10,3\n/cuentas,7,4\n/,10,3\n")
    assert visitors(content) == [(*JANUARY, "", 7, None)]
    assert parsed(content).rows_ignored == 1


def test_two_periods_in_two_tables_are_two_spans() -> None:
    before = f"\n# All Users\n# Start date: 20241201\n# End date: 20241231\n{GROUP},New users\nDirect,8\n"
    found = visitors(ga4(f"{GROUP},New users\nDirect,10\n") + before)
    assert found == [
        (*JANUARY, "Direct", 10, None),
        (day("2024-12-01"), day("2024-12-31"), "Direct", 8, None),
    ]


def test_two_periods_above_one_table_are_refused() -> None:
    content = universal("User Type,Users\nNew Visitor,12\n", days="20190101-20190103\n# 20180101-20180103")
    assert "compares two periods (2019-01-01 – 2019-01-03, 2018-01-01 – 2018-01-03)" in refused(content)


def test_a_total_may_be_one_cell_longer_than_the_header() -> None:
    content = ga4(f"{GROUP},New users,Returning users\n,10,5,Grand total\nDirect,10,5\n")
    assert visitors(content) == [(*JANUARY, "Direct", 10, 5)]
    assert parsed(content).rows_ignored == 1


def test_new_and_returning_users_in_rows_become_one_record() -> None:
    content = universal(
        'User Type,Users,Sessions\nNew Visitor,"1,234","1,250"\nReturning Visitor,310,512\n,"1,544","1,762"\n'
    )
    assert visitors(content) == [(day("2019-01-01"), day("2019-01-03"), "", 1234, 310)]


def test_new_and_returning_users_split_by_device_are_refused() -> None:
    rows = "New Visitor,mobile,12\nNew Visitor,desktop,2\nReturning Visitor,desktop,2\n"
    assert "split by another dimension" in refused(universal(f"User Type,Device Category,Users\n{rows}"))


def test_the_order_of_day_and_month_is_that_of_the_days_of_the_report() -> None:
    for first, second, days in (
        ("3/4/19", "3/5/19", "20190304-20190305"),
        ("3/4/19", "4/4/19", "20190403-20190404"),
    ):
        start = f"{days[:4]}-{days[4:6]}-{days[6:8]}"
        found = visitors(universal(f"Day Index,New Users\n{first},5\n{second},6\n,11\n", days=days))
        assert [row[0] for row in found] == [day(start), day(start) + 1]


def test_days_out_of_their_order_are_refused() -> None:
    sentence = refused(universal("Day Index,New Users\n1/1/19,5\n1/3/19,6\n1/2/19,6\n"))
    assert "Line 9 should be 2019-01-02" in sentence


def test_a_blank_line_between_rows_ends_no_table() -> None:
    assert len(visitors(ga4(f"{GROUP},New users\nDirect,10\n\nOrganic Search,8\n"))) == 2


def test_what_a_spreadsheet_saved_again_is_the_same() -> None:
    rows = f"{GROUP},New users,Returning users\nDirect,10,5\nBúsqueda,3,1\n"
    again = "\n".join(
        f'"{line}";;' if line.startswith("#") and "," in line else line.replace(",", ";")
        for line in ga4(rows).replace("# Account: Banco", "# Account: Banco, S. A.").splitlines()
    )
    assert visitors(again.encode("cp1252")) == visitors(ga4(rows))


def test_a_report_that_was_saved_as_a_workbook_is_the_same() -> None:
    texts = [
        ga4(
            f"{GROUP},New users,Returning users\nDirect,10,5\n\n# Mobile traffic\n{GROUP},New users\nDirect,4\n"
        ),
        universal(
            "User Type,Users\nNew Visitor,12\nReturning Visitor,3\n,15\n\nDay Index,Users\n1/1/19,15\n"
        ),
        ga4("Nth day,New users\n0,5\n1,4\n\nNth day,Returning users\n0,1\n1,2\n"),
    ]
    for text in texts:
        book = Workbook()
        for row in csv.reader(io.StringIO(text)):
            book.active.append([int(cell) if cell.isdigit() else cell or None for cell in row])
        content = io.BytesIO()
        book.save(content)
        assert visitors(content.getvalue()) == visitors(text)


def test_a_report_without_these_figures_is_refused_by_the_vendors_name() -> None:
    assert "is recognised as ga4_reports" in refused(ga4("Event name,Event count\npage_view,10\n"))
    assert "is recognised as ua_reports" in refused(universal("Default Channel Grouping,Users\nDirect,10\n"))


def test_the_days_have_to_stand_above() -> None:
    result = read(f"{GROUP},New users,Returning users\nDirect,10,5\n")
    assert "do not say which days the report covers" in str(result.reason)  # type: ignore[union-attr]
