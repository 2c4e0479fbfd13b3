"""Exports of one vendor that differ by the language of whoever exports."""

import io

import pytest
from openpyxl import Workbook

from kpi.importing.records import PostRecord, TotalsRecord
from kpi.periods import date_of
from kpi.store.schema import COUNTERS
from tests.kpi.importing.reading_support import parsed, refused

SHEETS = {
    "Date": ("ENGAGEMENT", ["Date", "Impressions", "Engagements"]),
    "Fecha": ("INTERACCIÓN", ["Fecha", "Impresiones", "Interacciones"]),
    "Data": ("ENGAJAMENTO", ["Data", "Impressões", "Engajamentos"]),
}
CONTENT = (
    "ID del post,Fecha,Texto del post,Postear enlace,Impresiones,Me gusta,Interacciones,{shares},Respuestas,Reposts\n"
    '9,"Thu, Aug 6, 2026",hola,https://x.com/banco/status/9,100,2,10,1,3,5\n'
)


def workbook(language: str, *days: str) -> bytes:
    """A person's LinkedIn analytics, in the language that calls the date so."""
    book = Workbook()
    book.remove(book.active)
    title, header = SHEETS[language]
    sheet = book.create_sheet(title)
    for row in (header, *([day, "10", "1"] for day in days)):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("language", "days"),
    [
        ("Date", ("6/1/2026", "6/2/2026", "6/3/2026")),
        ("Fecha", ("1/6/2026", "2/6/2026", "3/6/2026")),
        ("Data", ("01/06/2026", "02/06/2026", "03/06/2026")),
    ],
)
def test_the_day_comes_first_but_in_english(language: str, days: tuple[str, ...]) -> None:
    """Each day of such a week could be of another month, and none of them shows it."""
    found = parsed(workbook(language, *days)).records
    read = [date_of(record.first_day).isoformat() for record in found if isinstance(record, TotalsRecord)]
    assert read == ["2026-06-01", "2026-06-02", "2026-06-03"]


def test_dates_in_another_order_than_their_language_has_are_refused() -> None:
    assert "No two dates of the file follow one another" in refused(
        workbook("Fecha", "6/1/2026", "6/2/2026", "6/3/2026")
    )
    assert "“6/13/2026” in “Fecha” has the day where this export has the month" in refused(
        workbook("Fecha", "6/12/2026", "6/13/2026")
    )


@pytest.mark.parametrize(("name", "shares", "notes"), [("Compartidos", 6, 0), ("Comparticiones", None, 1)])
def test_a_counter_under_an_unknown_name_is_told_and_not_taken_for_zero(
    name: str, shares: int | None, notes: int
) -> None:
    result = parsed(CONTENT.format(shares=name))
    [post] = [record for record in result.records if isinstance(record, PostRecord)]
    assert post.counters[COUNTERS.index("shares")] == shares
    assert len(result.notes) == notes
