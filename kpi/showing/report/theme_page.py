"""A page per theme: its finding as the title, goal against actual, month by month, where it comes from."""

from collections.abc import Mapping, Sequence
from typing import Final

from kpi.answers.value import Value
from kpi.catalogue.kpis import KPIS, Better
from kpi.showing.charts.references import reference_text
from kpi.showing.charts.words import label, platform_name
from kpi.showing.findings import finding, in_need, leader, sentence
from kpi.showing.language import Language
from kpi.showing.phrases import with_cause
from kpi.showing.report.drawings import (
    Box,
    bullets_height,
    draw_bullets,
    draw_multiples,
    grid,
    shares_a_scale,
)
from kpi.showing.report.numbers import ReportNumbers
from kpi.showing.report.sheet import ACCENT, HAIR, INNER, MARGIN, MUTED, RIGHT, Sheet
from kpi.showing.report.themes import Theme
from kpi.words import N_

GUTTER: Final = 26.0
COLUMN: Final = (INNER - GUTTER) / 2
PANEL: Final = 132.0
HEAD: Final = 42.0
FOOT: Final = 796.0
"""Points: between two charts, a chart's width, the most that a small multiple is high, and its heading; where the page's foot begins."""
NOTE: Final = 7.6


def draw_theme(sheet: Sheet, theme: Theme, numbers: ReportNumbers) -> None:
    language = numbers.filters.language
    found = finding(numbers.now[theme.lead], numbers.before[theme.lead], language)
    sheet.add_page(language.say(theme.name))
    sheet.text(MARGIN, 62, language.say(theme.name).upper(), 9, bold=True, color=ACCENT)
    y = sheet.paragraph(MARGIN, 68, found, INNER, 18, bold=True, leading=1.2, most=3)
    y = sheet.paragraph(MARGIN, y + 6, _summed_up(theme, numbers, language), INNER, 10.5)
    y = _draw_goals(sheet, y + 20, theme, numbers, language)
    notes = _notes(theme, numbers, language)
    floor = FOOT - 18 - _height_of(notes, sheet)
    _draw_months(sheet, y + 18, floor, theme, numbers, language)
    _draw_notes(sheet, floor, notes)


def _summed_up(theme: Theme, numbers: ReportNumbers, language: Language) -> str:
    """The theme's goals counted, and what is furthest from its own."""
    leading = dict.fromkeys((theme.lead, theme.beside))
    of_all = [numbers.now[kpi] for kpi in leading if kpi in numbers.now]
    values = [v for kpi in leading for v in numbers.by_platform[kpi].values()]
    said = [sentence(of_all, values, language)]
    worst = in_need([], values)
    if worst:
        said.append(
            language.say(N_("Furthest from its goal: {what}."), what=with_cause(worst[0], None, language))
        )
    return " ".join(said)


def _draw_goals(sheet: Sheet, y: float, theme: Theme, numbers: ReportNumbers, language: Language) -> float:
    """Goal against actual of the theme's two KPIs, side by side; where the longer one ends."""
    sheet.text(MARGIN, y, language.say(N_("Goal against actual")), 12, bold=True)
    kpis = [kpi for kpi in dict.fromkeys((theme.lead, theme.beside)) if numbers.known(kpi)]
    names = [leader(numbers.known(kpi), KPIS[kpi].better is Better.MORE, language) for kpi in kpis]
    tops, ends = [], [y]
    for place, name in enumerate(names):
        tops.append(
            sheet.paragraph(MARGIN + place * (COLUMN + GUTTER), y + 7, name, COLUMN, 9.5, bold=True, most=2)
        )
    for place, kpi in enumerate(kpis):
        values = numbers.known(kpi)
        box = Box(MARGIN + place * (COLUMN + GUTTER), max(tops) + 4, COLUMN, bullets_height(values))
        draw_bullets(sheet, box, values, language)
        ends.append(box.y + box.height)
    return max(ends)


def _draw_months(
    sheet: Sheet, y: float, floor: float, theme: Theme, numbers: ReportNumbers, language: Language
) -> None:
    """The small multiples of the theme's KPIs over the months, one below the other, down to `floor` at most."""
    shown = {kpi: months for kpi in theme.months if (months := numbers.known_months(kpi))}
    rows = sum(grid(len(months))[1] for months in shown.values())
    if not rows:
        return
    height = min(PANEL, (floor - y - HEAD * len(shown)) / rows)
    any_hollow = False
    for kpi, months in shown.items():
        name = language.say(N_("{kpi}, month by month"), kpi=label(kpi, language))
        sheet.text(MARGIN, y + 12, name, 12, bold=True)
        top = sheet.paragraph(MARGIN, y + 15, _scale_in_words(months, language), INNER, 8, color=MUTED) + 7
        box = Box(MARGIN, top, INNER, grid(len(months))[1] * height)
        end = numbers.covered.end if numbers.covered else None
        gaps = {platform: numbers.gaps(kpi, platform) for platform in months}
        any_hollow |= draw_multiples(sheet, box, months, language, data_end=end, gaps=gaps)
        y += HEAD + box.height
    if any_hollow:
        sheet.dot((MARGIN + 3, floor - 5), 2.2, ACCENT, hollow=True)
        told = language.say(N_("part of its days have no data"))
        sheet.text(MARGIN + 10, floor - 2.4, told, NOTE, color=MUTED)


def _scale_in_words(months: Mapping[str, Sequence[Value]], language: Language) -> str:
    if shares_a_scale(months):
        return language.say(N_("All panels have the same scale: heights can be compared."))
    return language.say(N_("Each panel has its own scale: read the ups and downs, do not compare heights."))


def _notes(theme: Theme, numbers: ReportNumbers, language: Language) -> list[str]:
    """What the marks mean, where the figures come from, what they mean."""
    return [
        _marks(theme, numbers, language),
        _source(theme, numbers, language),
        *_definitions(theme, language),
    ]


def _height_of(notes: Sequence[str], sheet: Sheet) -> float:
    return sum(len(sheet.lines(note, INNER, NOTE)) * NOTE * 1.3 + 2 for note in notes)


def _draw_notes(sheet: Sheet, y: float, notes: Sequence[str]) -> None:
    sheet.line([(MARGIN, y + 4), (RIGHT, y + 4)], HAIR, 0.5)
    y += 8
    for note in notes:
        y = sheet.paragraph(MARGIN, y, note, INNER, NOTE, color=MUTED, leading=1.3) + 2


def _marks(theme: Theme, numbers: ReportNumbers, language: Language) -> str:
    values = [v for kpi in (theme.lead, theme.beside) for v in numbers.known(kpi)]
    said = [language.say(N_("Bar: actual. Upright stroke: goal. Dashed line: goal of each month."))]
    if any(v.low is not None for v in values):
        said.append(language.say(N_("Thin line under a bar: 95% interval.")))
    said += [
        language.say(
            N_("Dotted stroke: {reference}."), reference=f"{platform_name(v.platform, language)}, {told}"
        )
        for v, told in _references(values, language)
    ]
    return " ".join(said)


def _references(values: Sequence[Value], language: Language) -> list[tuple[Value, str]]:
    return [(v, reference_text(v.reference, language)) for v in values if v.reference]


def _source(theme: Theme, numbers: ReportNumbers, language: Language) -> str:
    titles = numbers.sources_of(theme.kpis)
    said = language.say(
        N_("Sources: {titles}."), titles=", ".join(titles) or language.say(N_("none imported"))
    )
    if numbers.covered is not None:
        said += " " + language.say(N_("Data up to {day}."), day=numbers.covered.last)
    return said


def _definitions(theme: Theme, language: Language) -> list[str]:
    return [f"{label(kpi, language)}: {language.say(KPIS[kpi].definition)}" for kpi in theme.kpis]
