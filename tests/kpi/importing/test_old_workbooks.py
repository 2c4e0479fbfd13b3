"""Both kinds of .xls give the same grid as an .xlsx; neither asks for anything outside of the file."""

import io
import struct
from datetime import datetime

import pytest
from openpyxl import Workbook

from kpi.importing.errors import UnreadableFile
from kpi.importing.readers import spreadsheetml, xls, xlsx
from kpi.importing.readers.grid import DayAndMonth, Grid

ROWS: list[list[object]] = [
    ["Date", "Views", "Rate"],
    ["May 1", 12, 0.5],
    [None, None, None],
    ["May 2", 7, None],
]
MOMENT = datetime(2026, 5, 1, 5, 30)  # noqa: DTZ001 (a workbook has no timezones)


def seen(grids: list[Grid]) -> list[tuple[str, list[tuple[int, list[object]]]]]:
    """Names, line numbers and cells, without the empty cells at the end of a row."""
    return [(grid.name, [(line, trimmed(list(cells))) for line, cells in grid.rows()]) for grid in grids]


def trimmed(cells: list[object]) -> list[object]:
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def as_xlsx() -> bytes:
    book = Workbook()
    assert book.active is not None
    book.active.title = "Sheet1"
    for row in ROWS:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_xml(body: str = "", head: str = "") -> bytes:
    body = body or "".join(f"<Row>{''.join(map(cell, row))}</Row>" for row in ROWS)
    return (
        f'<?xml version="1.0"?>{head}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        f'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Sheet1"><Table>{body}'
        "</Table></Worksheet></Workbook>"
    ).encode()


def cell(value: object) -> str:
    kind = "String" if isinstance(value, str) else "Number"
    return "<Cell/>" if value is None else f'<Cell><Data ss:Type="{kind}">{value}</Data></Cell>'


def as_biff() -> bytes:
    """The smallest old workbook that there is: one sheet of BIFF 2 records."""
    records = [struct.pack("<HHHH", 0x0009, 4, 2, 0x10)]
    for y, row in enumerate(ROWS):
        for x, value in enumerate(row):
            where = struct.pack("<HH3x", y, x)
            if isinstance(value, str):
                body = where + bytes([len(value)]) + value.encode()
                records.append(struct.pack("<HH", 0x0004, len(body)) + body)
            elif isinstance(value, int | float):
                records.append(struct.pack("<HH", 0x0003, 15) + where + struct.pack("<d", value))
    return b"".join([*records, struct.pack("<HH", 0x000A, 0)])


def test_all_workbooks_give_the_same_grid() -> None:
    [(_, rows)] = seen(xlsx.grids(as_xlsx()))
    assert [line for line, _ in rows] == [1, 2, 4]
    assert seen(spreadsheetml.grids(as_xml())) == [("Sheet1", rows)]
    assert [found for _, found in seen(xls.grids(as_biff()))] == [rows]


def old_dates(shown: str, *days: int) -> bytes:
    """A column of dates in BIFF 2 records, shown as `shown`."""
    records = [struct.pack("<HHHH", 0x0009, 4, 2, 0x10)]
    records += [
        struct.pack("<HHB", 0x001E, 1 + len(each), len(each)) + each.encode() for each in ("General", shown)
    ]
    records += [struct.pack("<HHHHBBBd", 0x0003, 15, y, 0, 0, 1, 0, number) for y, number in enumerate(days)]
    return b"".join([*records, struct.pack("<HH", 0x000A, 0)])


@pytest.mark.parametrize(("shown", "kind"), [("d-mmm", DayAndMonth), ("d/mm/yyyy", datetime)])
def test_old_workbooks_tell_dates_that_are_shown_without_their_year(shown: str, kind: type) -> None:
    [grid] = xls.grids(old_dates(shown, 46143))
    [(_, [found])] = grid.rows()
    assert (type(found), found) == (kind, datetime(2026, 5, 1))  # noqa: DTZ001 (a workbook has no timezones)


def test_rows_and_cells_may_say_where_they_stand() -> None:
    body = (
        '<Row ss:Index="5"><Cell ss:Index="3"><Data ss:Type="DateTime">2026-05-01T05:30:00.000</Data></Cell>'
        '<Cell><Data ss:Type="Boolean">1</Data></Cell></Row><Row><Cell><Data ss:Type="Number">1e3</Data></Cell></Row>'
    )
    [grid] = spreadsheetml.grids(as_xml(body))
    assert list(grid.rows()) == [(5, (None, None, MOMENT, True)), (6, (1000.0,))]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (as_xml(head='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "declares a document type"),
        (as_xml(head='<!DOCTYPE lolz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'), "declares a document type"),
        (as_xml()[:300], "damaged or was cut on line 1"),
        (as_xml('<Row><Cell ss:Index="999999999"/></Row>'), "damaged"),
        (as_xml('<Row ss:Index="many"/>'), "damaged"),
    ],
)
def test_a_hostile_workbook_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        spreadsheetml.grids(content)
    assert says in str(refusal.value)


def test_an_old_workbook_that_was_cut_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="is damaged or was cut"):
        xls.grids(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
