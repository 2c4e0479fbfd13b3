"""The first page: what happened in one line, the headline figures, and what needs attention."""

from typing import Final

from kpi.answers.value import Status, Value
from kpi.catalogue.headline import HEADLINE
from kpi.showing.changes import change_text
from kpi.showing.charts.palette import LIGHT
from kpi.showing.charts.words import (
    few_cases,
    figure,
    goal_text,
    is_too_early,
    label,
    platform_name,
    why_missing,
)
from kpi.showing.findings import NONE_JUDGED, judged, sentence, title, with_goal
from kpi.showing.invented import invented
from kpi.showing.language import Language
from kpi.showing.phrases import with_cause
from kpi.showing.report.drawings import Box, draw_sparkline, draw_verdict, verdict_width
from kpi.showing.report.numbers import ReportNumbers
from kpi.showing.report.sheet import (
    ACCENT,
    HAIR,
    INNER,
    MARGIN,
    MUTED,
    RIGHT,
    Sheet,
)
from kpi.words import N_

COLUMNS: Final = 3
TILE: Final = 106.0
LABEL: Final = 11.5
GAP: Final = 10.0
PAD: Final = 11.0
LOWEST: Final = 762.0
"""Points: a tile without its label, a line of that, what is between two and inside one; how far down the list of attention may reach."""


def draw_cover(sheet: Sheet, numbers: ReportNumbers) -> None:
    language = numbers.filters.language
    found = title(list(numbers.now.values()), numbers.of_platforms, numbers.period, language)
    sheet.add_page(found)
    _draw_head(sheet, language)
    y = sheet.paragraph(
        MARGIN, 118, numbers.filters.institution.name, INNER, 12, bold=True, color=ACCENT, most=2
    )
    y = sheet.paragraph(MARGIN, y + 2, found, INNER, 24, bold=True, leading=1.16, most=3)
    y = sheet.paragraph(MARGIN, y + 9, _about(numbers, language), INNER, 9.5, color=MUTED)
    for said in invented(numbers.filters.institution, language):
        y = sheet.paragraph(MARGIN, y + 4, said, INNER, 9.5, bold=True, color=LIGHT.of(Status.AT_RISK))
    y = sheet.paragraph(
        MARGIN, y + 10, sentence(list(numbers.now.values()), numbers.of_platforms, language), INNER, 11
    )
    y = _draw_tiles(sheet, y + 16, numbers, language)
    _draw_needs(sheet, y + 32, numbers, language)


def draw_empty(sheet: Sheet, numbers: ReportNumbers) -> None:
    """The only page of a period without any value: it says so, and what to do."""
    language = numbers.filters.language
    said = language.say(N_("Nothing was imported for {period}"), period=numbers.period)
    sheet.add_page(said)
    _draw_head(sheet, language)
    y = sheet.paragraph(
        MARGIN, 118, numbers.filters.institution.name, INNER, 12, bold=True, color=ACCENT, most=2
    )
    y = sheet.paragraph(MARGIN, y + 2, said, INNER, 24, bold=True, leading=1.16, most=3)
    y = sheet.paragraph(MARGIN, y + 9, _about(numbers, language), INNER, 9.5, color=MUTED)
    said = language.say(
        N_("There is nothing to report. Choose another period, or import its files on the Data page.")
    )
    sheet.paragraph(MARGIN, y + 10, said, INNER, 11)


def _draw_head(sheet: Sheet, language: Language) -> None:
    """The program's mark, and what this is."""
    sheet.area(MARGIN, 48, 20, 20, ACCENT, radius=4.6)
    sheet.line([(MARGIN + 5.4, 54), (MARGIN + 10, 62.4), (MARGIN + 14.6, 54)], "#ffffff", 2.4)
    sheet.text(MARGIN + 27, 62.6, "Vínculo", 13, bold=True, color=ACCENT)
    sheet.text(RIGHT, 62.6, language.say(N_("Social media report")), 10, color=MUTED, anchor=1)
    sheet.line([(MARGIN, 80), (RIGHT, 80)], HAIR, 0.8)


def _about(numbers: ReportNumbers, language: Language) -> str:
    chosen = [platform_name(key, language) for key in numbers.filters.platforms] or [
        platform_name(None, language)
    ]
    said = [
        language.say(N_("{first} to {last}"), first=numbers.period.first, last=numbers.period.last),
        ", ".join(chosen),
        language.say(N_("compared with {period}"), period=numbers.before_period),
    ]
    return " · ".join(said)


def _draw_tiles(sheet: Sheet, y: float, numbers: ReportNumbers, language: Language) -> float:
    """The headline figures, three in a row; where they end."""
    width = (INNER - GAP * (COLUMNS - 1)) / COLUMNS
    for place in range(0, len(HEADLINE), COLUMNS):
        keys = HEADLINE[place : place + COLUMNS]
        lines = max(len(sheet.lines(label(key, language), width - 2 * PAD, 9, bold=True)) for key in keys)
        head = lines * LABEL
        for column, key in enumerate(keys):
            box = Box(MARGIN + column * (width + GAP), y, width, TILE + head)
            _draw_tile(sheet, box, head, key, numbers, language)
        y += TILE + head + GAP
    return y - GAP


def _draw_tile(
    sheet: Sheet, box: Box, head: float, key: str, numbers: ReportNumbers, language: Language
) -> None:
    """One figure; the labels of its row take `head` points."""
    value = numbers.now[key]
    sheet.box(box.x, box.y, box.width, box.height)
    x, inner = box.x + PAD, box.width - 2 * PAD
    sheet.paragraph(x, box.y + 7, label(key, language), inner, 9, bold=True, leading=LABEL / 9)
    y = box.y + head
    if value.value is None:
        sheet.text(x, y + 29, "—", 20, bold=True, color=MUTED)
        sheet.paragraph(x, y + 36, why_missing(value, language), inner, 8, color=MUTED, most=2)
        return
    shown = figure(value, language)
    sheet.text(x, y + 29, shown, 20, bold=True)
    if cases := few_cases(value, language):
        sheet.text(x + sheet.width(shown, 20, bold=True) + 5, y + 29, f"({cases})", 8, color=MUTED)
    sheet.paragraph(x, y + 33, _change(value, numbers.before[key], language), inner, 8, color=MUTED, most=2)
    draw_sparkline(sheet, Box(x, y + 62, inner, 18), numbers.history[key])
    _draw_foot(sheet, x, box.y + box.height - 11, inner, value, language)


def _change(value: Value, before: Value, language: Language) -> str:
    if is_too_early(value) and value.status_reason:
        return language.say(value.status_reason)
    return change_text(value, before, language)


def _draw_foot(sheet: Sheet, x: float, y: float, width: float, value: Value, language: Language) -> None:
    if value.goal is None or value.status is None:
        sheet.text(x, y, language.say(N_("no goal for this period")), 8, color=MUTED)
        return
    draw_verdict(sheet, x, y, value, language, 8)
    taken = verdict_width(sheet, value, language, 8) + 8
    goal = sheet.cut(goal_text(value, language), width - taken, 8)
    sheet.text(x + taken, y, goal, 8, color=MUTED)


def _draw_needs(sheet: Sheet, y: float, numbers: ReportNumbers, language: Language) -> None:
    """What missed its goal or is at risk, worst first, as far as the page reaches."""
    sheet.text(MARGIN, y, language.say(N_("What needs attention")), 13, bold=True)
    y += 8
    if not numbers.needs:
        sheet.paragraph(MARGIN, y, _nothing(numbers, language), INNER, 10)
        return
    shown = 0
    for need in numbers.needs:
        status = need.one.value.status
        said = with_cause(need.one, need.cause, language)
        height = 10 * 1.32 * len(sheet.lines(said, INNER - 16, 10)) + 6
        if y + height > LOWEST or status is None:
            break
        sheet.shape(MARGIN, y + 10.8, 6.4, status)
        y = sheet.paragraph(MARGIN + 16, y, said, INNER - 16, 10) + 6
        shown += 1
    if shown < numbers.in_need:
        more = language.plural(
            N_("And {count} more, on the pages that follow and on the Overview page."),
            N_("And {count} more, on the pages that follow and on the Overview page."),
            numbers.in_need - shown,
        )
        sheet.paragraph(MARGIN + 16, y, more, INNER - 16, 9, color=MUTED)


def _nothing(numbers: ReportNumbers, language: Language) -> str:
    promised = with_goal((*numbers.now.values(), *numbers.of_platforms))
    if promised:
        met = N_("Nothing: every goal that can be judged is met.")
        return language.say(met if judged(promised) else NONE_JUDGED)
    return language.say(N_("Nothing can be said to need it: no goals were set for this period."))
