"""The report of an institution's period as a PDF: the same filters over the same data give the same bytes.

The date inside is that of the last day with data, not the clock's. Charts are lines and areas, never pictures.
"""

from dataclasses import dataclass

from kpi.showing.invented import mark
from kpi.showing.report.cover import draw_cover, draw_empty
from kpi.showing.report.numbers import ReportNumbers, report_numbers
from kpi.showing.report.sheet import HAIR, MARGIN, MUTED, RIGHT, Sheet
from kpi.showing.report.theme_page import draw_theme
from kpi.showing.report.themes import THEMES, Theme
from kpi.showing.snapshot import taken_name
from kpi.showing.snapshot_contents import Filters, Onlooker, nobody
from kpi.store.engine import Store
from kpi.store.institutions import institution_named
from kpi.words import N_, Message


@dataclass(frozen=True)
class Report:
    """A finished report: what the file is called, its bytes and pages."""

    name: str
    content: bytes
    pages: int


def make_report(store: Store, filters: Filters, onlooker: Onlooker = nobody) -> Report:
    """The report for `filters`: a first page, and one for each theme that has any value."""
    onlooker(Message(N_("Gathering the numbers")), 0.0)
    with store.reading() as connection:
        institution = institution_named(connection, filters.institution.name)  # as it is now
        filters = Filters(institution, filters.period, filters.platforms, filters.locale)
        numbers = report_numbers(connection, filters)
    language = filters.language
    with Sheet(
        title=language.say(
            N_("{institution}: social media, {period}"),
            institution=institution.name,
            period=language.period(numbers.period),
        ),
        about=language.say(N_("Data version {version}."), version=language.number(institution.data_version)),
        locale=filters.locale,
        created=(numbers.covered or numbers.period).last,
    ) as sheet:
        _draw_pages(sheet, numbers, onlooker)
        name = taken_name(language.say(N_("report")), filters, ".pdf")
        return Report(name, sheet.content(), sheet.pages)


def _draw_pages(sheet: Sheet, numbers: ReportNumbers, onlooker: Onlooker) -> None:
    if not numbers.has_values:
        draw_empty(sheet, numbers)
        _draw_foot(sheet, numbers, 1)
        return
    onlooker(Message(N_("Drawing the first page")), 0.4)
    themes = [theme for theme in THEMES if is_known(theme, numbers)]
    draw_cover(sheet, numbers)
    _draw_foot(sheet, numbers, 1 + len(themes))
    for place, theme in enumerate(themes):
        done = 0.5 + 0.5 * place / len(themes)
        onlooker(Message(N_("Drawing the page on {theme}"), {"theme": Message(theme.name)}), done)
        draw_theme(sheet, theme, numbers)
        _draw_foot(sheet, numbers, 1 + len(themes))


def is_known(theme: Theme, numbers: ReportNumbers) -> bool:
    """Whether any platform has a value of one of the theme's KPIs."""
    return any(value.value is not None for kpi in theme.kpis for value in numbers.known(kpi))


def _draw_foot(sheet: Sheet, numbers: ReportNumbers, pages: int) -> None:
    """Whose report of which days, how far the data reach, and which of the `pages` this is."""
    language, institution = numbers.filters.language, numbers.filters.institution
    said = [institution.name, *mark(institution, language), language.period(numbers.period)]
    if numbers.covered is not None:
        said.append(language.say(N_("data up to {day}"), day=numbers.covered.last))
    said.append(language.say(N_("data version {version}"), version=language.number(institution.data_version)))
    number = language.say(N_("{page} of {pages}"), page=sheet.pages, pages=pages)
    sheet.line([(MARGIN, 800), (RIGHT, 800)], HAIR, 0.8)
    sheet.text(MARGIN, 813, sheet.cut(" · ".join(said), RIGHT - MARGIN - 50, 8), 8, color=MUTED)
    sheet.text(RIGHT, 813, number, 8, color=MUTED, anchor=1)
