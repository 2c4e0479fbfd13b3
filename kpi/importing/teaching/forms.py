"""In which forms the cells of a column can be read: dates, numbers, and what may stand for nothing.

Nothing is chosen here. Where two forms read every cell and do not agree, a person has to say which is meant, and
sees one of the cells on which they differ.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product
from typing import Final, Literal

from kpi.importing.cells import numbers
from kpi.importing.cells.spot import Read, Spot
from kpi.importing.errors import BadCell
from kpi.importing.headers import plain
from kpi.importing.layout import Layout
from kpi.importing.layout_parts import Title
from kpi.importing.moments import ISO, SERIAL, NoSuchDate, Reading, reader_of

_DAYS: Final = (
    "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%d.%m.%Y", "%m.%d.%Y", "%Y/%m/%d", "%Y-%m-%d",
    "%Y.%m.%d", "%Y%m%d", "%d/%m/%y", "%m/%d/%y", "%d.%m.%y", "%d-%m-%y", "%y-%m-%d",
    "%d %b %Y", "%b %d, %Y", "%b %d %Y", "%d de %b de %Y", "%d %b, %Y", "%d-%b-%Y", "%d/%b/%Y", "%d. %b %Y",
    "%a, %d %b %Y", "%a, %b %d, %Y", "%d-%b-%y",
)  # fmt: skip
_TIMES: Final = (
    "", " %H:%M", " %H:%M:%S", ", %H:%M", ", %H:%M:%S", "T%H:%M", "T%H:%M:%S", " %I:%M %p", " %I:%M:%S %p",
    ", %I:%M %p", " %H:%M %z", " %H:%M:%S %z", "T%H:%M:%S%z",
)  # fmt: skip
YEARLESS: Final = ("%d/%m", "%m/%d", "%d %b", "%b %d", "%d de %b")
_OTHERS: Final = ("%a %b %d %H:%M:%S %z %Y", SERIAL)
DATES: Final = (ISO, *(day + time for day, time in product(_DAYS, _TIMES)), *_OTHERS)
"""Every form of a date that is offered; a layout written by hand may have others. Nobody writes year, day, month."""

TRIED: Final = 20
"""A form that reads none of so many different cells is not tried on the others."""


@dataclass(frozen=True)
class DateForm:
    """A form that reads `read` of the column's cells, and how it reads the one that is shown."""

    format: str
    read: int
    cell: str
    reading: Reading


@dataclass(frozen=True)
class DateForms:
    """The forms that read most cells of a column; `cells` is how many there are to be read.

    `settled` is the one form that reads every cell; None where there is none, or where several do that differ.
    """

    cells: int
    forms: tuple[DateForm, ...]
    settled: str | None


def date_forms(cells: Iterable[str], missing: Iterable[str] = (), *, yearless: bool = False) -> DateForms:
    """The forms in which a column's cells are dates; of those that read all cells alike, one.

    Dates without a year are offered where they can be counted from the year of the last row.
    """
    texts = list(dict.fromkeys(_filled(cells, missing)))
    found: dict[tuple[Reading | None, ...], str] = {}
    for each in (*DATES, *YEARLESS) if yearless else DATES:
        if any(_read(each, text) is not None for text in texts[:TRIED]):
            found.setdefault(tuple(_read(each, text) for text in texts), each)
    most = max(map(_count, found), default=0)
    best = {readings: form for readings, form in found.items() if _count(readings) == most}
    shown = _telling(list(best), texts)
    forms = tuple(
        DateForm(form, most, texts[at], reading)
        for readings, form in best.items()
        for at in [shown if readings[shown] is not None else _first(readings)]
        if (reading := readings[at]) is not None
    )
    settled = forms[0].format if len(forms) == 1 and most == len(texts) else None
    return DateForms(len(texts), forms, settled)


def _telling(candidates: Sequence[Sequence[object]], texts: Sequence[str]) -> int:
    """The cell on which most candidates differ, and of those the longest: the one to show."""
    if not candidates:
        return 0
    return max(
        range(len(texts)), key=lambda at: (len({each[at] for each in candidates}), len(texts[at]), -at)
    )


def _first(readings: Sequence[object]) -> int:
    return next(at for at, reading in enumerate(readings) if reading is not None)


def _read(form: str, text: str) -> Reading | None:
    try:
        found = reader_of(form)(text)
    except NoSuchDate:
        return None
    if isinstance(found, datetime | date) and not 1990 <= found.year < 2100:
        return None
    return found


@dataclass(frozen=True)
class NumberForm:
    """How numbers are written, with how 1234.5 (or 1234, where only whole ones are) then looks."""

    key: str
    example: str
    decimal: Literal["", ".", ","]
    thousands: Literal["", ".", ",", " "]
    whole_as_decimal: bool = False


NUMBERS: Final = (
    NumberForm("plain", "1234.5", ".", ""),
    NumberForm("comma", "1234,5", ",", ""),
    NumberForm("points", "1.234,5", ",", "."),
    NumberForm("commas", "1,234.5", ".", ","),
    NumberForm("blanks", "1 234,5", ",", " "),
    NumberForm("zeros", "1234.0", "", "", whole_as_decimal=True),
)


ANY_LAYOUT: Final = Layout(
    key="any",
    vendor="",
    title=Title(en="", es=""),
    fact="none",
    languages=[],
    kinds=["csv"],
    also_needed=[[""]],
)
"""What cells are read with where no layout is chosen yet."""


@dataclass(frozen=True)
class NumberForms:
    """The forms that read most cells of the columns, with one cell each that tells them apart.

    `settled` is the one form that does; None where several do and differ. Cells that it cannot read are no numbers
    in any form.
    """

    forms: tuple[tuple[NumberForm, str, float], ...]
    settled: NumberForm | None


def number_forms(cells: Iterable[str], missing: Iterable[str], *, whole: bool) -> NumberForms:
    """The forms in which cells are numbers, or `whole` numbers, as the importer itself reads them."""
    texts = list(dict.fromkeys(_filled(cells, missing)))
    found: dict[tuple[float | None, ...], NumberForm] = {}
    for form in NUMBERS:
        read = _reader(form, whole=whole)
        values = tuple(_number(read, text) for text in texts)
        if any(value is not None for value in values):
            found.setdefault(values, form)
    if not found:
        return NumberForms((), None if texts else NUMBERS[0])
    most = max(_count(values) for values in found)
    best = {values: form for values, form in found.items() if _count(values) == most}
    shown = _telling(list(best), texts)
    forms = tuple(
        (form, texts[at], value)
        for values, form in best.items()
        for at in [shown if values[shown] is not None else _first(values)]
        if (value := values[at]) is not None
    )
    return NumberForms(forms, forms[0][0] if len(forms) == 1 else None)


def _reader(form: NumberForm, *, whole: bool) -> Read:
    written = {name: getattr(form, name) for name in ("decimal", "thousands", "whole_as_decimal")}
    layout = ANY_LAYOUT.model_copy(update={**written, "net": True, "percent": True})
    spot = Spot(0, "", frozenset({""}), required=False)
    return numbers.whole(spot, layout) if whole else numbers.number(spot, layout)


def _number(read: Read, text: str) -> float | None:
    try:
        found: float | None = read((text,))
    except BadCell:
        return None
    return found


def _count(values: Sequence[object]) -> int:
    return sum(value is not None for value in values)


WORDS_FOR_NOTHING: Final = frozenset(
    {"-", "--", "—", "–", "n/a", "na", "n.a.", "null", "none", "nan", "undefined", "s/d", "n/d", "#n/a", "."}
)  # fmt: skip


def words_for_nothing(cells: Iterable[str]) -> list[str]:
    """Cells that often stand for "no value", as the file writes them, in its order."""
    return [
        text for text in dict.fromkeys(cell.strip() for cell in cells) if plain(text) in WORDS_FOR_NOTHING
    ]


TOTALS: Final = (
    "total",
    "totals",
    "totales",
    "total general",
    "grand total",
    "gesamt",
    "suma",
    "soma",
    "sum",
)


def totals_in(cells: Iterable[str]) -> list[str]:
    """Cells that often stand in a row of totals."""
    return [text for text in dict.fromkeys(cell.strip() for cell in cells) if plain(text) in TOTALS]


def _filled(cells: Iterable[str], missing: Iterable[str]) -> list[str]:
    nothing = {"", *missing}
    return [text for text in (cell.strip() for cell in cells) if text not in nothing]
