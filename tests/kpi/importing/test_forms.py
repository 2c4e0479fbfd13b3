"""The same table in other clothes gives the same records: delimiters, encodings, headers, workbooks."""

import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from kpi.importing.records import Record
from tests.kpi.importing.reading_support import day, parsed, refused

PLAIN = "platform,channel,day,followers\nfacebook,Caja Cantábrica,2026-05-01,10\nx,@caja,2026-05-02,11\n"


def same(one: list[Record], other: list[Record]) -> bool:
    return [replace(record, row=0) for record in one] == [replace(record, row=0) for record in other]


def records(content: str | bytes, **options: object) -> list[Record]:
    return list(parsed(content, **options).records)


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        "sep=;\r\n" + PLAIN.replace(",", ";"),
        '"sep=,"\n' + PLAIN,
        ("sep=,\n" + PLAIN).replace("\n", "\r"),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        "\ufeff" + PLAIN,
        PLAIN.encode("utf-16"),
        ("\ufeffsep=,\n" + PLAIN).encode("utf-16-le"),
        "\n\n" + PLAIN,
        PLAIN.replace("platform,channel,day,followers", ' Platform ,CHANNEL,"""day""",fol\u00adlowers'),
        PLAIN.replace("platform,channel,day,followers", "plataforma,canal,día,seguidores"),
        PLAIN.replace("followers\n", "followers,followers\n").replace(",10\n", ",10,10\n").replace(",11\n", ",11,\n"),
    ],
)  # fmt: skip
def test_the_same_table_in_other_clothes(content: str | bytes) -> None:
    assert same(records(content), records(PLAIN))


def book(*sheets: tuple[str, list[list[object]]]) -> bytes:
    workbook = Workbook()
    assert workbook.active is not None
    workbook.remove(workbook.active)
    for name, rows in sheets:
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


TIMELESS = datetime(2026, 5, 2)  # noqa: DTZ001 (a workbook has no timezones)
DAYS: list[object] = ["platform", "channel", "day", "followers"]


def test_a_workbook_with_numbers_and_dates_equals_its_csv() -> None:
    content = book(
        ("Notes", [["Made by the marketing team"]]),
        ("Days", [DAYS, ["facebook", "Caja Cantábrica", date(2026, 5, 1), 10], [None] * 4, ["x", "@caja", TIMELESS, 11.0]]),
    )  # fmt: skip
    assert same(records(content), records(PLAIN))
    assert [record.row for record in records(content)] == [2, 4]


def test_all_sheets_of_one_layout_are_read_and_faults_name_theirs() -> None:
    content = book(
        ("May", [DAYS, ["x", "caja", date(2026, 5, 1), 10]]),
        ("June", [DAYS, ["x", "caja", date(2026, 6, 1), "many"], ["x", "caja", date(2026, 6, 2), 12]]),
    )
    result = parsed(content)
    assert [record.first_day for record in result.records] == [day("2026-05-01"), day("2026-06-02")]  # type: ignore[union-attr]
    [fault] = result.faults
    assert (fault.row, fault.column, fault.value) == (2, "June!followers", "many")


@pytest.mark.parametrize("value", [1.09111712282508e18, 1091117122825084928, 12345.6, -1.0, True])
def test_a_number_that_a_workbook_cannot_hold_or_a_count_cannot_be(value: object) -> None:
    posts: list[object] = ["platform", "channel", "post_id", "published_at", "views"]
    cells: list[object] = [value, 1] if isinstance(value, int | float) and value > 1e15 else ["a", value]
    content = book(
        ("Posts", [posts, ["x", "b", cells[0], "2026-05-01", cells[1]], ["x", "b", "2", "2026-05-01", 5]])
    )
    [fault] = parsed(content).faults
    assert fault.row == 2
    assert fault.column in ("post_id", "views")


def test_a_sheet_with_a_header_only() -> None:
    assert "has the header of vinculo_channel_days and no rows" in refused(book(("Days", [DAYS])))


def test_spans_are_read_from_the_lines_above_the_header() -> None:
    head = "First user default channel group,New users,Returning users\nDirect,5,2\n"
    span = "# Fecha de inicio: 20250201\n# Fecha de finalización: 20250228\n"
    [record] = records(span + head)
    assert (record.first_day, record.last_day) == (day("2025-02-01"), day("2025-02-28"))  # type: ignore[union-attr]
    assert "do not say which days" in refused(head)
    assert "ends (2025-02-01) before it begins" in refused(
        "# Start date: 20250228\n# End date: 20250201\n" + head
    )


def test_of_several_tables_in_a_file_the_one_that_is_known_is_read() -> None:
    text = (
        "# Start date: 20250201\n# End date: 20250228\nNth day,Users\n0000,3\n\n"
        "# Start date: 20250201\n# End date: 20250228\n"
        "First user default channel group,New users,Returning users\nDirect,5,2\nTotal,5,2\n"
    )
    result = parsed(text)
    assert (len(result.records), result.rows_ignored, result.records[0].row) == (1, 1, 9)


def test_a_meta_export_of_single_days_is_not_added_up_as_lifetime() -> None:
    text = "Post ID,Page ID,Page name,Publish time,Date,Reach\n1,2,Bank,03/18/2025 12:59,03/19/2025,11\n"
    assert refused(text).startswith("Each row holds one day's figures of a post, not the totals of its life.")


def test_rows_of_other_platforms_than_the_one_asked_for_are_left_out() -> None:
    result = parsed(PLAIN, channel=("x", "@mibanco"))
    assert [(record.platform, record.handle) for record in result.records] == [("x", "mibanco")]  # type: ignore[union-attr]
    assert result.rows_ignored == 1
