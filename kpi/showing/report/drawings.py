"""Charts on paper, drawn from the values that the screen's charts are drawn from: bullets, lines, small multiples."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from kpi.answers.value import Status, Value
from kpi.periods import date_of
from kpi.showing.charts.axes import value_axis
from kpi.showing.charts.palette import LIGHT
from kpi.showing.charts.references import is_within_reach
from kpi.showing.charts.trend import hollows, is_level
from kpi.showing.charts.words import (
    STATUS_WORDS,
    goal_sign,
    is_too_early,
    platform_name,
    value_text,
    why_missing,
)
from kpi.showing.language import Language
from kpi.showing.report.sheet import HAIR, MUTED, TEXT, Run, Sheet
from kpi.words import N_

SMALL: Final = 8.0
WORDS: Final = 9.0
ROW: Final = 29.0
BAR: Final = 7.0
AXIS: Final = 16.0
"""Points: type of axes, of rows; a row, its bar, the axis."""
MOST_COLUMNS: Final = 4
UNLIKE: Final = 5.0
"""Platforms whose highest values are further apart than this do not share a scale: the low ones would lie flat."""


@dataclass(frozen=True)
class Box:
    """Where something is drawn."""

    x: float
    y: float
    width: float
    height: float

    def across(self, number: float, axis: Mapping[str, Any]) -> float:
        low, high = map(float, axis["range"])
        return self.x + self.width * (number - low) / (high - low)

    def up(self, number: float, axis: Mapping[str, Any]) -> float:
        low, high = map(float, axis["range"])
        return self.y + self.height * (1 - (number - low) / (high - low))


def verdict_width(sheet: Sheet, value: Value, language: Language, size: float) -> float:
    """How wide `draw_verdict` is."""
    return size + sheet.width(verdict_word(value, language), size) if value.status else 0.0


def verdict_word(value: Value, language: Language) -> str:
    if value.status is None:
        return ""
    return language.say(N_("too early to say") if is_too_early(value) else STATUS_WORDS[value.status])


def draw_verdict(sheet: Sheet, x: float, y: float, value: Value, language: Language, size: float) -> None:
    """A status as its shape, its word and its colour, from `x` on the baseline `y`; nothing without a goal."""
    if value.status is None:
        return
    color = LIGHT.of(value.status) if value.status is not Status.NO_DATA else MUTED
    sheet.shape(x, y - size * 0.06, size * 0.62, value.status)
    sheet.text(x + size, y, verdict_word(value, language), size, bold=True, color=color)


def bullets_height(values: Sequence[Value]) -> float:
    return ROW * len(values) + AXIS


def draw_bullets(sheet: Sheet, box: Box, values: Sequence[Value], language: Language) -> None:
    """Goal against actual: a row per platform, the bar its actual, the upright stroke its goal."""
    numbers = [v.value for v in values] + [v.goal.target for v in values if v.goal]
    within = [is_within_reach(v.reference, numbers) for v in values]
    numbers += [v.reference.value for v, near in zip(values, within, strict=True) if v.reference and near]
    axis = value_axis(numbers, values[0].unit, language)
    bottom = box.y + ROW * len(values)
    _draw_scale(sheet, box, bottom, axis)
    for place, (value, near) in enumerate(zip(values, within, strict=True)):
        top = box.y + ROW * place
        _draw_row_words(sheet, box, top + 12, value, language)
        _draw_bar(sheet, box, top + 18, value, axis, near=near)


def _draw_scale(sheet: Sheet, box: Box, bottom: float, axis: Mapping[str, Any]) -> None:
    sheet.line([(box.x, bottom), (box.x + box.width, bottom)], HAIR, 0.6)
    for mark, text in zip(axis["tickvals"], axis["ticktext"], strict=True):
        x = box.across(mark, axis)
        half = sheet.width(text, SMALL - 1) / 2
        shift = 0.0 if x - half < box.x else 1.0 if x + half > box.x + box.width else 0.5
        sheet.line([(x, bottom), (x, bottom + 3)], HAIR, 0.6)
        sheet.text(x, bottom + 10.5, text, SMALL - 1, color=MUTED, anchor=shift)


def _draw_row_words(sheet: Sheet, box: Box, y: float, value: Value, language: Language) -> None:
    name = platform_name(value.platform, language)
    sheet.text(box.x, y, name, WORDS, color=TEXT)
    right = box.x + box.width
    if value.value is None:
        room = box.width - sheet.width(name, WORDS) - 12
        why = sheet.cut(why_missing(value, language), room, SMALL)
        sheet.text(right, y, why, SMALL, color=MUTED, anchor=1)
        return
    if value.goal is not None and value.status is not None:
        right -= verdict_width(sheet, value, language, SMALL) + 2
        draw_verdict(sheet, right, y, value, language, SMALL)
        right -= 5
        goal = goal_sign(value, language)
        sheet.text(right, y, goal, SMALL, color=MUTED, anchor=1)
        right -= sheet.width(goal, SMALL) + 5
    sheet.text(right, y, value_text(value, language), WORDS, bold=True, anchor=1)


def _draw_bar(sheet: Sheet, box: Box, y: float, value: Value, axis: Mapping[str, Any], *, near: bool) -> None:
    zero = box.across(0, axis)
    if value.value is not None:
        length = max(0.8, box.across(value.value, axis) - zero)
        sheet.area(zero, y, length, BAR, LIGHT.of(value.status))
    if value.value is not None and value.low is not None and value.high is not None:
        low, high = (box.across(min(end, axis["range"][1]), axis) for end in (value.low, value.high))
        sheet.line([(low, y + BAR + 2.5), (high, y + BAR + 2.5)], LIGHT.past, 1)
    if value.goal:
        x = box.across(value.goal.target, axis)
        sheet.line([(x, y - 2), (x, y + BAR + 2)], LIGHT.goal, 1.8)
    if value.reference and near:
        x = box.across(value.reference.value, axis)
        sheet.line([(x, y - 4), (x, y + BAR + 4)], LIGHT.past, 1.2, (1.2, 1.6))


def shares_a_scale(by_platform: Mapping[str, Sequence[Value]]) -> bool:
    """Whether the platforms' highest values are near enough to each other for one scale."""
    highest = [max((v.value or 0.0) for v in row) for row in by_platform.values()]
    return max(highest) <= UNLIKE * (min(highest) or 1e-9)


def grid(panels: int) -> tuple[int, int]:
    """Columns and rows of so many panels."""
    columns = min(panels, MOST_COLUMNS)
    return columns, -(-panels // columns)


def draw_multiples(
    sheet: Sheet,
    box: Box,
    by_platform: Mapping[str, Sequence[Value]],
    language: Language,
    *,
    data_end: int | None,
    gaps: Mapping[str, Sequence[Any]],
) -> bool:
    """A panel per platform, month by month; whether any point is of a part of its days, and so hollow.

    All panels have one scale where that can be read (`shares_a_scale`); else each has its own, and says its ends.
    """
    one_scale = shares_a_scale(by_platform)
    everything = [value for row in by_platform.values() for value in row]
    columns, rows = grid(len(by_platform))
    gap, height = 18.0, box.height / rows
    width = (box.width - gap * (columns - 1)) / columns
    any_hollow = False
    for place, (platform, values) in enumerate(by_platform.items()):
        column, row = place % columns, place // columns
        panel = Box(box.x + column * (width + gap), box.y + row * height, width, height - 12)
        from_zero = one_scale and not is_level(values[0].key)
        axis = value_axis(
            _levels(everything if one_scale else values), values[0].unit, language, from_zero=from_zero
        )
        hollow = hollows(values, data_end, gaps.get(platform, ()))
        any_hollow = any_hollow or any(hollow)
        _draw_panel(sheet, panel, values, hollow, axis, language)
    return any_hollow


def _levels(values: Sequence[Value]) -> list[float | None]:
    return [v.value for v in values] + [v.goal.target for v in values if v.goal]


def _draw_panel(
    sheet: Sheet,
    panel: Box,
    values: Sequence[Value],
    hollow: Sequence[bool],
    axis: Mapping[str, Any],
    language: Language,
) -> None:
    last = next(v for v in reversed(values) if v.value is not None)
    name = Run(platform_name(values[0].platform, language) + "  ", bold=True)
    sheet.runs(panel.x, panel.y + 9, [name, Run(language.value(last.value, last.unit))], WORDS)
    low, high = (axis["ticktext"][place] for place in (0, -1))
    room = 5 + max(sheet.width(text, SMALL - 1) for text in (low, high))
    plot = Box(panel.x + room, panel.y + 18, panel.width - room, panel.height - 32)
    for mark, text in zip((axis["tickvals"][0], axis["tickvals"][-1]), (low, high), strict=True):
        y = plot.up(mark, axis)
        sheet.line([(plot.x, y), (plot.x + plot.width, y)], HAIR, 0.5)
        sheet.text(plot.x - 4, y + 2.4, text, SMALL - 1, color=MUTED, anchor=1)
    draw_line(sheet, plot, values, hollow, axis)
    bottom = plot.y + plot.height + 10
    for share, value in ((0.0, values[0]), (1.0, values[-1])):
        month = language.short_month(date_of(value.period.start))
        sheet.text(plot.x + share * plot.width, bottom, month, SMALL - 1, color=MUTED, anchor=share)


def draw_line(
    sheet: Sheet, plot: Box, values: Sequence[Value], hollow: Sequence[bool], axis: Mapping[str, Any]
) -> None:
    """The goal dashed, the values as a line with gaps where nothing is known, the last one as a point."""
    step = plot.width / max(1, len(values))
    xs = [plot.x + (place + 0.5) * step for place in range(len(values))]
    for target, months in groupby(range(len(values)), key=lambda place: _target(values[place])):
        if target is not None:
            first, *_, last = [*(each := list(months)), each[-1]]
            y = plot.up(target, axis)
            sheet.line([(xs[first] - step / 2, y), (xs[last] + step / 2, y)], LIGHT.goal, 0.8, (2.6, 2.0))
    points = [
        None if v.value is None else (x, plot.up(v.value, axis)) for x, v in zip(xs, values, strict=True)
    ]
    for stretch in stretches(points):
        if len(stretch) > 1:
            sheet.line(stretch, LIGHT.actual, 1.5)
        else:
            sheet.dot(stretch[0], 1.5, LIGHT.actual)
    for point, part in zip(points, hollow, strict=True):
        if point and part:
            sheet.dot(point, 2.2, LIGHT.actual, hollow=True)
    known = [(point, part) for point, part in zip(points, hollow, strict=True) if point]
    if known and not known[-1][1]:
        sheet.dot(known[-1][0], 2.4, LIGHT.actual)


def _target(value: Value) -> float | None:
    return value.goal.target if value.goal else None


def stretches(points: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """The points in runs without a gap."""
    found: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            found.append([])
        else:
            found[-1].append(point)
    return [run for run in found if run]


def draw_sparkline(sheet: Sheet, box: Box, values: Sequence[Value]) -> None:
    """The way here as a line as small as a word, with the goal dashed; nothing from fewer than two values."""
    known = [v.value for v in values if v.value is not None]
    goal = next((v.goal.target for v in reversed(values) if v.goal), None)
    if len(known) < 2:
        return
    levels = known if goal is None else [*known, goal]
    low, high = min(levels), max(levels)
    axis = {"range": (low, high) if high > low else (low - 1, low + 1)}
    if goal is not None:
        y = box.up(goal, axis)
        sheet.line([(box.x, y), (box.x + box.width, y)], LIGHT.goal, 0.7, (2.6, 2.0))
    step = box.width / max(1, len(values) - 1)
    points = [
        None if v.value is None else (box.x + place * step, box.up(v.value, axis))
        for place, v in enumerate(values)
    ]
    for stretch in stretches(points):
        if len(stretch) > 1:
            sheet.line(stretch, LIGHT.actual, 1.3)
    last = next(point for point in reversed(points) if point)
    sheet.dot(last, 2.2, LIGHT.actual)
