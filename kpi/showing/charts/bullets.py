"""Goal against actual, a bar per platform: the bar is the actual, the upright stroke its goal.

The names and numbers stand over each bar instead of beside it, so that the bars keep their length on a phone.
"""

from collections.abc import Sequence
from typing import Any, Final

from kpi.answers.value import Status, Value
from kpi.showing.charts.axes import value_axis
from kpi.showing.charts.figure import Chart, draw
from kpi.showing.charts.palette import SCREEN, Palette
from kpi.showing.charts.trend import NOTE_LINE, is_within_reach, reference_note, under
from kpi.showing.charts.words import (
    goal_sign,
    goal_text,
    hover,
    label,
    platform_name,
    value_text,
    verdict_text,
    why_missing,
)
from kpi.showing.language import Language
from kpi.words import N_

ROW: Final = 50
FOOT: Final = 22
BAR: Final = 12
"""Pixels: a row, the axis, a bar."""


def bullets(
    values: Sequence[Value], language: Language, *, title: str | None = None, palette: Palette = SCREEN
) -> Chart:
    """The bullet chart of one KPI's `values`, one per platform, in the order given (from the top)."""
    bar = BAR / ROW
    named = title or label(values[0].key, language)
    rows = list(range(len(values)))
    names = [platform_name(v.platform, language) for v in values]
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": rows,
        "x": [v.value for v in values],
        "width": bar,
        "marker": {"color": [palette.of(v.status) for v in values], "cornerradius": 3},
        "hovertext": [hover(v, language, name=name) for v, name in zip(values, names, strict=True)],
        "hoverinfo": "text",
    }
    numbers = [v.value for v in values] + [v.goal.target for v in values if v.goal]
    within = [is_within_reach(v.reference, numbers) for v in values]
    numbers += [v.reference.value for v, near in zip(values, within, strict=True) if v.reference and near]
    notes = _notes(values, names, within, language)
    foot = FOOT + (NOTE_LINE * len(notes) + 4 if notes else 0)
    layout: dict[str, Any] = {
        "xaxis": value_axis(numbers, values[0].unit, language),
        "yaxis": {
            "range": [len(values) - 1 + 0.3, -0.7],
            "visible": False,
            "fixedrange": True,
        },
        "shapes": [
            shape
            for row, v, near in zip(rows, values, within, strict=True)
            for shape in _marks(row, v, bar, palette, near)
        ],
        "annotations": [
            words
            for row, v, name in zip(rows, values, names, strict=True)
            for words in _row_words(row, v, name, bar, language, palette)
        ]
        + under(notes, FOOT, palette),
        "margin": {"l": 14, "r": 18, "t": 0, "b": foot},
    }
    height = ROW * len(values) + foot
    return Chart(named, draw([bars], layout, height), _alternative(values, names, language, named))


def _notes(
    values: Sequence[Value], names: Sequence[str], within: Sequence[bool], language: Language
) -> list[str]:
    """What each dotted stroke means and where it comes from, under the axis."""
    return [
        line
        for value, name, near in zip(values, names, within, strict=True)
        for line in reference_note(value.reference, language, drawn=near, of=name, sign="┊")
    ]


def _marks(row: int, value: Value, bar: float, palette: Palette, near: bool) -> list[dict[str, Any]]:
    """The goal's stroke, and the reference's dotted one where it is `near` enough."""
    marks = []
    if value.goal:
        marks.append(_stroke(row, value.goal.target, bar * 0.75, {"color": palette.goal, "width": 3}))
    if value.reference and near:
        dots = {"color": palette.past, "width": 2, "dash": "dot"}
        marks.append(_stroke(row, value.reference.value, bar, dots))
    return marks


def _stroke(row: int, x: float, half: float, line: dict[str, Any]) -> dict[str, Any]:
    return {"type": "line", "x0": x, "x1": x, "y0": row - half, "y1": row + half, "line": line}


def _row_words(
    row: int, value: Value, name: str, bar: float, language: Language, palette: Palette
) -> list[dict[str, Any]]:
    """Over the bar: the platform and, at the right, value, goal and status."""
    over = {
        "showarrow": False,
        "xref": "paper",
        "y": row - bar * 0.8,
        "yanchor": "bottom",
        "font": {"size": 13, "color": palette.goal},
    }
    return [
        {**over, "x": 0, "xanchor": "left", "text": name},
        {**over, "x": 1, "xanchor": "right", "text": _right(value, language, palette)},
    ]


def _right(value: Value, language: Language, palette: Palette) -> str:
    if value.value is None:
        return f"<span style='font-size:12px'>{why_missing(value, language)}</span>"
    text = f"<b>{value_text(value, language)}</b>"
    if value.goal is None or value.status is None:
        return text
    colour = palette.of(value.status) if value.status is not Status.NO_DATA else palette.past
    status = f"<span style='color:{colour}'>{verdict_text(value, language)}</span>"
    return f"{text} · {goal_sign(value, language)} {status}"


def _alternative(values: Sequence[Value], names: Sequence[str], language: Language, title: str) -> str:
    parts = []
    for value, name in zip(values, names, strict=True):
        said = value_text(value, language) if value.value is not None else why_missing(value, language)
        goal = (
            f" ({goal_text(value, language)}, {verdict_text(value, language)[2:]})"
            if (value.goal and value.status)
            else ""
        )
        parts.append(f"{name} {said}{goal}")
    return language.say(N_("{title} by platform: {rows}."), title=title, rows="; ".join(parts))
