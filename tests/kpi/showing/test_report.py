"""The report holds the answers' figures as text and lines, in embedded fonts, on one to four numbered pages."""

import io
from datetime import date
from typing import Any

import pypdf
import pytest
from fontTools.ttLib import TTFont

from kpi.answers.question import By, Question
from kpi.answers.values import answer
from kpi.catalogue.headline import HEADLINE
from kpi.periods import Period
from kpi.showing.findings import in_need
from kpi.showing.language import Language
from kpi.showing.phrases import beside_goal
from kpi.showing.report.make import make_report
from kpi.showing.report.sheet import Sheet
from kpi.showing.snapshot_contents import Filters
from kpi.store.engine import Store
from kpi.store.institutions import InstitutionRow, create_institution, institutions
from kpi.words import Message
from tests.kpi.showing.conftest import OCTOBER

LOCALES = ("es", "en")


def bank_of(store: Store) -> InstitutionRow:
    with store.reading() as connection:
        return institutions(connection)[0]


def pages(content: bytes) -> list[str]:
    """The text of each page, its lines and special blanks as plain ones."""
    found = pypdf.PdfReader(io.BytesIO(content)).pages
    return [" ".join(page.extract_text().split()) for page in found]


def resources(content: bytes, kind: str) -> list[Any]:
    found: list[Any] = []
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        kept: Any = page["/Resources"].get_object()
        found += [each.get_object() for each in kept.get(kind, {}).values()]
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_the_figures_are_the_answers_figures(sample_store: Store, locale: str) -> None:
    bank, language = bank_of(sample_store), Language(locale)
    made = make_report(sample_store, Filters.of(bank, OCTOBER, [], locale))
    with sample_store.reading() as connection:
        totals = answer(connection, Question(bank.id, OCTOBER, kpis=HEADLINE))
        of_platforms = list(answer(connection, Question(bank.id, OCTOBER, kpis=HEADLINE, by=By.PLATFORM)))

    cover, content, care, loyalty = pages(made.content)
    assert made.pages == 4
    for value in totals:
        assert plain(language.value(value.value, value.unit)) in cover
    for value in of_platforms:
        if value.key == "answered_within_24h" and value.value is not None:
            assert plain(language.value(value.value, value.unit)) in care
    for need in in_need([], of_platforms)[:5]:
        assert plain(beside_goal(need.value, language)) in cover
    assert plain(language.say("Engagement rate by views")) in content
    assert "2012" in loyalty  # the published figure that revisits are set beside, with its source


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("locale", "numbered", "accents"), [("es", "2 de 4", "áíó"), ("en", "2 of 4", "")])
def test_pages_are_numbered_and_stand_alone(
    sample_store: Store, locale: str, numbered: str, accents: str
) -> None:
    bank, language = bank_of(sample_store), Language(locale)
    found = pages(make_report(sample_store, Filters.of(bank, OCTOBER, [], locale)).content)
    assert numbered in found[1]
    for page in found:
        assert bank.name in page
        assert language.date(date(2026, 11, 20)) in page  # how far the data reach
        assert "\ufffd" not in page
    assert all(sign in " ".join(found) for sign in accents)


def test_fonts_are_embedded_and_charts_are_no_pictures(sample_store: Store) -> None:
    content = make_report(sample_store, Filters.of(bank_of(sample_store), OCTOBER, [], "es")).content
    fonts = resources(content, "/Font")
    assert fonts
    for font in fonts:
        (descendant,) = font["/DescendantFonts"]
        assert descendant.get_object()["/FontDescriptor"].get_object()["/FontFile2"]
    assert not [each for each in resources(content, "/XObject") if each.get("/Subtype") == "/Image"]
    assert b"/Subtype /Image" not in content


@pytest.mark.parametrize("locale", LOCALES)
def test_the_same_filters_give_the_same_bytes(sample_store: Store, locale: str) -> None:
    bank = bank_of(sample_store)
    first = make_report(sample_store, Filters.of(bank, OCTOBER, ["x", "facebook"], locale))
    assert make_report(sample_store, Filters.of(bank, OCTOBER, ["facebook", "x"], locale)) == first
    assert make_report(sample_store, Filters.of(bank, OCTOBER, ["x"], locale)).content != first.content
    made = pypdf.PdfReader(io.BytesIO(first.content)).metadata
    assert made is not None
    assert made.creation_date is not None
    assert made.creation_date.date() == date(2026, 11, 20)  # the last day with data, not the clock's


def test_a_theme_without_values_has_no_page(store: Store, bank: InstitutionRow) -> None:
    made = make_report(store, Filters.of(bank, OCTOBER, [], "en"))
    found = pages(made.content)
    assert made.pages == len(found) == 2
    assert "Engagement rate by views" in found[1]
    assert "1 of 2" in found[0]


def test_without_data_one_page_says_so(store: Store) -> None:
    with store.writing() as connection:
        empty = create_institution(connection, "Caja Vacía")
    made = make_report(store, Filters.of(empty, OCTOBER, [], "es"))
    (only,) = pages(made.content)
    assert "No se ha importado nada de octubre de 2026" in only
    assert "1 de 1" in only


def test_a_running_period_is_compared_with_as_many_days(sample_store: Store) -> None:
    november = Period.of(date(2026, 11, 1), date(2026, 11, 30))
    made = make_report(sample_store, Filters.of(bank_of(sample_store), november, [], "en"))
    assert "1 Nov 2026 to 20 Nov 2026" in pages(made.content)[0]
    assert made.name == "vinculo_report_caja-miravalle_2026-11-01_2026-11-30_en.pdf"


def test_a_report_that_is_broken_off_leaves_no_file_open(
    sample_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[TTFont] = []
    made = TTFont.__init__

    def keep(self: TTFont, *args: Any, **options: Any) -> None:
        made(self, *args, **options)
        opened.append(self)

    def broken_off(said: Message, done: float) -> None:
        if done > 0:
            raise InterruptedError

    monkeypatch.setattr(TTFont, "__init__", keep)
    with pytest.raises(InterruptedError):
        make_report(sample_store, Filters.of(bank_of(sample_store), OCTOBER, [], "en"), broken_off)
    assert opened
    assert all(font.reader is None for font in opened), "fontTools lets go of what it closes"


def test_a_character_that_the_font_lacks_is_never_an_empty_box() -> None:
    with Sheet(title="", about="", locale="es", created=date(2026, 10, 31)) as sheet:
        assert sheet.printable("Peñalara – “ñandú” ≥ 90 %") == "Peñalara – “ñandú” ≥ 90 %"
        assert sheet.printable("Ｃaja 東") == "Caja ?"
        assert sheet.printable("a\u200db\n") == "ab"


def test_a_long_line_is_cut_where_there_is_no_room() -> None:
    with Sheet(title="", about="", locale="es", created=date(2026, 10, 31)) as sheet:
        sheet.add_page("")
        shown = sheet.cut("Caja Rural de Ahorros y Monte de Piedad", 100, 10)
        assert shown.endswith("…")
        assert sheet.width(shown, 10) <= 100
        assert sheet.lines("una línea corta", 500, 10) == ["una línea corta"]
        assert len(sheet.lines("palabra " * 20, 100, 10)) > 3
