"""Goal against actual, a bar per platform: the bar is the actual, the upright stroke its goal.

The names and numbers stand over each bar instead of beside it, so that the bars keep their length on a phone.
"""

from collections.abc import Sequence
from typing import Any, Final

from kpi.answers.value import Status, Value
from kpi.showing.charts.axes import GRID, value_axis
from kpi.showing.charts.figure import Chart, draw
from kpi.showing.charts.palette import SCREEN, Palette
from kpi.showing.charts.trend import reference_text
from kpi.showing.charts.words import (
    goal_text,
    hover,
    label,
    platform_name,
    status_text,
    value_text,
    why_missing,
)
from kpi.showing.language import Language
from kpi.words import N_

ROW: Final = 46
FOOT: Final = 34
BAR: Final = 0.26
STROKE: Final = 0.3


def bullets(
    values: Sequence[Value], language: Language, *, title: str | None = None, palette: Palette = SCREEN
) -> Chart:
    """The bullet chart of one KPI's `values`, one per platform, in the order given (from the top)."""
    named = title or label(values[0].key, language)
    rows = list(range(len(values)))
    names = [platform_name(v.platform, language) for v in values]
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": rows,
        "x": [v.value for v in values],
        "width": BAR,
        "marker": {"color": [palette.of(v.status) for v in values], "cornerradius": 3},
        "hovertext": [hover(v, language, name=name) for v, name in zip(values, names, strict=True)],
        "hoverinfo": "text",
    }
    numbers = [v.value for v in values] + [v.goal.target for v in values if v.goal]
    numbers += [v.reference.value for v in values if v.reference]
    layout: dict[str, Any] = {
        "xaxis": value_axis(numbers, values[0].unit, language),
        "yaxis": {
            "range": [len(values) - 0.55, -0.75],
            "visible": False,
            "fixedrange": True,
        },
        "shapes": [shape for row, v in zip(rows, values, strict=True) for shape in _marks(row, v, palette)],
        "annotations": [
            words
            for row, v, name in zip(rows, values, names, strict=True)
            for words in _row_words(row, v, name, language, palette)
        ],
        "margin": {"l": 4, "r": 4, "t": 0, "b": 4},
        "bargap": 0.6,
    }
    height = ROW * len(values) + FOOT
    return Chart(named, draw([bars], layout, height), _alternative(values, names, language, named))


def _marks(row: int, value: Value, palette: Palette) -> list[dict[str, Any]]:
    """The track, the goal's stroke, the reference's dotted one."""
    track = {
        "type": "line",
        "x0": 0,
        "x1": 1,
        "xref": "paper",
        "y0": row + BAR / 2 + 0.02,
        "y1": row + BAR / 2 + 0.02,
        "line": {"color": GRID, "width": 1},
        "layer": "below",
    }
    marks = [track]
    if value.goal:
        marks.append(_stroke(row, value.goal.target, {"color": palette.goal, "width": 3}))
    if value.reference:
        marks.append(_stroke(row, value.reference.value, {"color": palette.past, "width": 2, "dash": "dot"}))
    return marks


def _stroke(row: int, x: float, line: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": x,
        "x1": x,
        "y0": row - STROKE / 1.5,
        "y1": row + STROKE / 1.5,
        "line": line,
    }


def _row_words(
    row: int, value: Value, name: str, language: Language, palette: Palette
) -> list[dict[str, Any]]:
    """The platform at the left and, at the right, the value, its goal and its status, over the bar."""
    base = {"y": row - BAR / 2 - 0.05, "yanchor": "bottom", "xref": "paper", "showarrow": False}
    left = {**base, "x": 0, "xanchor": "left", "text": name, "font": {"size": 13}}
    if value.reference:
        left["text"] = (
            f"{name} <span style='font-size:11px'>· {reference_text(value.reference, language)}</span>"
        )
    return [left, {**base, "x": 1, "xanchor": "right", "text": _right(value, language, palette)}]


def _right(value: Value, language: Language, palette: Palette) -> str:
    if value.value is None:
        return f"<span style='font-size:12px'>{why_missing(value, language)}</span>"
    text = f"<b>{value_text(value, language)}</b>"
    if value.goal is None or value.status is None:
        return text
    colour = palette.of(value.status) if value.status is not Status.NO_DATA else palette.past
    status = f"<span style='color:{colour}'>{status_text(value.status, language)}</span>"
    return f"{text} · {goal_text(value, language)} {status}"


def _alternative(values: Sequence[Value], names: Sequence[str], language: Language, title: str) -> str:
    parts = []
    for value, name in zip(values, names, strict=True):
        said = value_text(value, language) if value.value is not None else why_missing(value, language)
        goal = (
            f" ({goal_text(value, language)}, {status_text(value.status, language)[2:]})"
            if (value.goal and value.status)
            else ""
        )
        parts.append(f"{name} {said}{goal}")
    return language.say(N_("{title} by platform: {rows}."), title=title, rows="; ".join(parts))
