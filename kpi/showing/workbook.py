"""The tables of a snapshot as an Excel workbook: real numbers, shares, durations and days, a sheet each.

The same filters over the same data give the same bytes: the workbook's times are those of the last day with data.
Texts are written as texts, never as formulas; one that looks like a formula is marked, so that it stays a text when
somebody edits its cell. Columns that repeat another one as a key for programs are left to the CSV files, and so are
the numerators of single days: there a KPI has a column of its own.
"""

import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kpi.answers.value import Status
from kpi.catalogue.units import Unit
from kpi.errors import KpiError
from kpi.showing.charts.palette import LIGHT
from kpi.showing.csv_files import Cell, Column, CsvTable, harmless
from kpi.showing.language import Language
from kpi.showing.snapshot import taken_name
from kpi.showing.snapshot_contents import Contents, Filters, Onlooker, Part, gather, nobody
from kpi.showing.workbook_cover import about, cover_lines
from kpi.store.engine import Store
from kpi.words import N_, Message

SHEETS: Final = {
    Part.VALUES: N_("KPIs"),
    Part.MONTHS: N_("KPIs by month"),
    Part.WIDE_DAYS: N_("KPIs by day"),
    Part.MEASURES: N_("Measures by day"),
    Part.GOALS: N_("Goals"),
    Part.DEFINITIONS: N_("Definitions"),
}
COVER: Final = N_("Cover")
MOST_ROWS: Final = 1_048_575
"""Rows under the headings of a sheet: what Excel opens."""
DAY_SECONDS: Final = 86_400
NUMBERS: Final = {
    Unit.COUNT: "#,##0.##;-#,##0.##;0",
    Unit.SHARE: "[<0.01]0.00%;[<1]0.0%;0%",
    Unit.SECONDS: "[h]:mm:ss",
    Unit.PER_POST: "#,##0.0",
    Unit.DAYS: "#,##0",
}
WHOLE: Final = "#,##0"
DAYS: Final = {"es": "dd/mm/yyyy", "en": "dd mmm yyyy"}
MONTH: Final = "mmm yyyy"
STATUS_COLOURS: Final = {one.value: LIGHT.of(one) for one in Status} | {Status.NO_DATA.value: LIGHT.past}
NARROWEST: Final = 9
WIDEST: Final = 48
MEASURED: Final = 200
"""Letters of a column, and of how many rows its width is taken."""
READ: Final = 0.6


class TooManyRows(KpiError):
    template = N_(
        "The sheet “{sheet}” would have {rows} rows, and Excel opens {most}. Choose a shorter period, or take the ZIP with CSV files."
    )


@dataclass(frozen=True)
class Workbook:
    """A finished workbook: what the file is called, its bytes, and how many rows its tables have together, on how many sheets."""

    name: str
    content: bytes
    rows: int
    sheets: int


def make_workbook(store: Store, filters: Filters, onlooker: Onlooker = nobody) -> Workbook:
    """The workbook for `filters`: a cover, a sheet per table, the definitions.

    Raises:
        TooManyRows: a sheet would have more rows than Excel opens.
    """
    contents = gather(store, filters, SHEETS, onlooker, READ)
    language = contents.filters.language
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties(
        {**about(contents), "created": datetime.combine(_made_on(contents), datetime.min.time())}
    )
    writing = _Writing(book, language)
    writing.cover(contents)
    for place, (name, table) in enumerate(zip(SHEETS.values(), contents.tables, strict=True)):
        onlooker(
            Message(N_("Writing {file}"), {"file": Message(name)}), READ + (1 - READ) * place / len(SHEETS)
        )
        writing.table(language.say(name), table)
    book.close()
    rows = sum(len(table.rows) for table in contents.tables)
    return Workbook(taken_name("", contents.filters, ".xlsx"), buffer.getvalue(), rows, len(SHEETS))


def _made_on(contents: Contents) -> date:
    """The last day with data stands for the clock's."""
    return max((row.period.last for row in contents.covered), default=contents.filters.period.last)


class _Writing:
    """Writes sheets; each look of a cell is made once."""

    def __init__(self, book: xlsxwriter.Workbook, language: Language) -> None:
        self._book = book
        self._language = language
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._numbers: dict[str, Format] = {}
        self._plain = self._look(valign="top")
        self._day = self._look(num_format=DAYS[language.locale], valign="top")

    def cover(self, contents: Contents) -> None:
        """What this is and of whom, its filters, how far the data reach, and what each sheet holds."""
        say = self._language.say
        sheet = self._book.add_worksheet(say(COVER))
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 3)
        sheet.set_column(1, 1, 30)
        sheet.set_column(2, 2, 90)
        sheet.write_string(1, 1, contents.filters.institution.name, self._text("", bold=True, font_size=18))
        sheet.write_string(
            2,
            1,
            self._language.period(contents.filters.period),
            self._look(font_size=13, font_color="#55647A"),
        )
        sheets = zip(SHEETS.values(), (table.title for table in contents.tables), strict=True)
        row = 4
        for name, told in (*cover_lines(contents), *((say(name), title) for name, title in sheets)):
            if not name and not told:
                row += 1
                continue
            sheet.write_string(row, 1, name, self._look(bold=True, valign="top"))
            sheet.write_string(row, 2, told, self._text(told, text_wrap=True, valign="top"))
            row += 1
        sheet.set_first_sheet()
        sheet.activate()

    def table(self, name: str, table: CsvTable) -> None:
        """One sheet: headings that stay, filters, columns as wide as their cells."""
        if len(table.rows) > MOST_ROWS:
            raise TooManyRows(sheet=name, rows=len(table.rows), most=MOST_ROWS)
        sheet = self._book.add_worksheet(name)
        shown = [place for place, column in enumerate(table.columns) if not column.coded]
        where = {column.key: place for place, column in enumerate(table.columns)}
        for at, place in enumerate(shown):
            column = table.columns[place]
            sheet.write_string(0, at, column.heading, self._look(**HEADING))
            sheet.set_column(at, at, self._width(column, [row[place] for row in table.rows[:MEASURED]]))
            self._column(sheet, at, column, place, table, where)
        sheet.set_row(0, 32)
        sheet.freeze_panes(1, _first_number(table, shown))
        sheet.autofilter(0, 0, max(1, len(table.rows)), len(shown) - 1)

    def _column(
        self, sheet: Worksheet, at: int, column: Column, place: int, table: CsvTable, where: dict[str, int]
    ) -> None:
        units = where.get("unit") if column.row_unit else None
        statuses = where.get("status_key") if column.key == "status" else None
        for line, row in enumerate(table.rows, 1):
            cell = row[place]
            if cell is None:
                continue
            if isinstance(cell, str):
                self._write_text(
                    sheet, line, at, cell, column, row[statuses] if statuses is not None else None
                )
            elif isinstance(cell, date):
                sheet.write_datetime(line, at, cell, self._day)
            else:
                unit = Unit(str(row[units])) if units is not None else column.unit
                self._write_number(sheet, line, at, cell, unit)

    def _write_text(
        self, sheet: Worksheet, line: int, at: int, text: str, column: Column, status: Cell
    ) -> None:
        if column.key == "month":
            sheet.write_datetime(line, at, date.fromisoformat(f"{text}-01"), self._look(num_format=MONTH))
        elif status is not None:
            color = STATUS_COLOURS[str(status)].upper()
            sheet.write_string(line, at, text, self._text(text, bold=True, font_color=color))
        elif len(text) > WIDEST:
            sheet.write_string(line, at, text, self._text(text, text_wrap=True, valign="top"))
        else:
            look = self._plain if harmless(text) == text else self._text(text, valign="top")
            sheet.write_string(line, at, text, look)

    def _write_number(self, sheet: Worksheet, line: int, at: int, number: float, unit: Unit | None) -> None:
        written = number / DAY_SECONDS if unit is Unit.SECONDS else number
        pattern = NUMBERS[unit or Unit.COUNT]
        if unit in (None, Unit.COUNT) and float(number).is_integer():
            pattern = WHOLE
        if pattern not in self._numbers:
            self._numbers[pattern] = self._look(num_format=pattern, valign="top")
        sheet.write_number(line, at, written, self._numbers[pattern])

    def _width(self, column: Column, cells: list[Cell]) -> float:
        longest_word = max(map(len, column.heading.split()), default=0)
        lengths = [len(str(cell)) if isinstance(cell, str) else 11 for cell in cells if cell is not None]
        return max(NARROWEST, min(WIDEST, max([longest_word + 4, len(column.heading) // 2 + 3, *lengths])))

    def _text(self, text: str, **look: Any) -> Format:
        """The look of a text; what a spreadsheet would take for a formula keeps to be a text when it is edited."""
        return self._look(**look, **({"quote_prefix": True} if harmless(text) != text else {}))

    def _look(self, **look: Any) -> Format:
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"font_name": "Calibri", "font_size": 11, **look})
        return self._formats[key]


HEADING: Final = {
    "bold": True,
    "text_wrap": True,
    "valign": "vcenter",
    "bg_color": "#EEF2F7",
    "font_color": "#1B2B40",
    "bottom": 1,
    "bottom_color": "#C3CCD8",
}


def _first_number(table: CsvTable, shown: list[int]) -> int:
    """How many columns stay in sight on the left: those that say what a row is of, up to the first number."""
    numbers = [
        at for at, place in enumerate(shown) if table.columns[place].unit or table.columns[place].row_unit
    ]
    return min(numbers[0], 4) if numbers else 1
