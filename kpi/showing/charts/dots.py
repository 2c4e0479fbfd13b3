"""Dot and interval: shares from numbers that may be small, each with how far it could be off.

The dot is what was counted, the line its 95 % interval. Names and numbers stand over each row, so that the rows keep
their length on a phone. The goal is an upright stroke, a published figure a dotted one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from kpi.answers.value import Value
from kpi.showing.charts.axes import value_axis
from kpi.showing.charts.figure import Chart, Trace, draw
from kpi.showing.charts.palette import SCREEN, Palette
from kpi.showing.charts.references import is_within_reach, reference_note
from kpi.showing.charts.trend import NOTE_LINE, under
from kpi.showing.charts.words import goal_sign, hover, is_divided, why_missing
from kpi.showing.language import Language
from kpi.words import N_

ROW: Final = 54
FOOT: Final = 24
STROKE: Final = 0.2
"""Pixels of a row and of the axis; half the height of a stroke, of a row's."""


@dataclass(frozen=True)
class Dot:
    """A row: its name, and a value that may have an interval, a goal and a reference."""

    name: str
    value: Value
    quiet: bool = False
    """In grey: what the other rows are compared with."""


def dots(rows: Sequence[Dot], language: Language, *, title: str, palette: Palette = SCREEN) -> Chart:
    """The rows from the top down, all of one KPI or of KPIs of one unit."""
    numbers = [x for row in rows for x in (row.value.value, row.value.high)]
    numbers += [row.value.goal.target for row in rows if row.value.goal]
    near = [is_within_reach(row.value.reference, numbers) for row in rows]
    numbers += [
        row.value.reference.value for row, it in zip(rows, near, strict=True) if row.value.reference and it
    ]
    notes = [
        line
        for row, it in zip(rows, near, strict=True)
        for line in reference_note(row.value.reference, language, drawn=it, of=row.name, sign="┊")
    ]
    foot = FOOT + (NOTE_LINE * len(notes) + 4 if notes else 0)
    layout: dict[str, Any] = {
        "xaxis": value_axis(numbers, rows[0].value.unit, language),
        "yaxis": {"range": [len(rows) - 0.65, -0.65], "visible": False, "fixedrange": True},
        "shapes": [
            shape
            for place, row in enumerate(rows)
            for shape in _strokes(place, row.value, palette, near[place])
        ],
        "annotations": [
            *(words for place, row in enumerate(rows) for words in _over(place, row, language, palette)),
            *under(notes, FOOT, palette),
        ],
        "margin": {"l": 14, "r": 20, "t": 0, "b": foot},
    }
    alt = language.say(
        N_("{title}. {rows}."), title=title, rows="; ".join(_told(row, language) for row in rows)
    )
    return Chart(title, draw([_points(rows, language, palette)], layout, ROW * len(rows) + foot), alt)


def interval_text(value: Value, language: Language) -> str:
    """How far a share could be off: "entre 0,9 % y 4,2 %"; nothing without an interval."""
    if value.low is None or value.high is None:
        return ""
    return language.say(
        N_("between {low} and {high}"),
        low=language.value(value.low, value.unit),
        high=language.value(value.high, value.unit),
    )


def error_bars(values: Sequence[Value], colours: Sequence[str] | str) -> dict[str, Any]:
    """The intervals of some points, as Plotly takes them: how far each reaches up and down."""
    return {
        "type": "data",
        "symmetric": False,
        "array": [
            (value.high or 0.0) - (value.value or 0.0) if value.high is not None else 0.0 for value in values
        ],
        "arrayminus": [
            (value.value or 0.0) - value.low if value.low is not None else 0.0 for value in values
        ],
        "color": colours,
        "thickness": 2,
        "width": 4,
    }


def named_over(groups: Sequence[tuple[str, str, str]], palette: Palette) -> dict[str, Any]:
    """What the colours of a chart are, on a line over it: sign, name and colour of each group."""
    return {
        "text": "   ".join(
            f"<span style='color:{colour}'>{sign}</span> {name}" for sign, name, colour in groups
        ),
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "yshift": 4,
        "showarrow": False,
        "font": {"size": 12, "color": palette.goal},
    }


def _points(rows: Sequence[Dot], language: Language, palette: Palette) -> Trace:
    known = [(place, row) for place, row in enumerate(rows) if row.value.value is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row.value.value for _, row in known],
        "y": [place for place, _ in known],
        "marker": {
            "size": 11,
            "color": [palette.past if row.quiet else palette.actual for _, row in known],
        },
        "error_x": error_bars([row.value for _, row in known], palette.past),
        "hovertext": [_hover(row, language) for _, row in known],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _hover(row: Dot, language: Language) -> str:
    interval = interval_text(row.value, language)
    said = hover(row.value, language, name=row.name)
    return f"{said}<br>{interval}" if interval else said


def _strokes(place: int, value: Value, palette: Palette, near: bool) -> list[dict[str, Any]]:
    """The goal's stroke, and the reference's where it is `near` enough."""
    found = []
    if value.goal:
        found.append(_stroke(place, value.goal.target, {"color": palette.goal, "width": 3}))
    if value.reference and near:
        found.append(
            _stroke(place, value.reference.value, {"color": palette.past, "width": 2, "dash": "dot"})
        )
    return found


def _stroke(place: int, x: float, line: dict[str, Any]) -> dict[str, Any]:
    return {"type": "line", "x0": x, "x1": x, "y0": place - STROKE, "y1": place + STROKE, "line": line}


def _over(place: int, row: Dot, language: Language, palette: Palette) -> list[dict[str, Any]]:
    """The row's name at the left; value, cases and goal at the right."""
    over = {
        "showarrow": False,
        "xref": "paper",
        "y": place - 0.18,
        "yanchor": "bottom",
        "font": {"size": 13, "color": palette.goal},
    }
    return [
        {**over, "x": 0, "xanchor": "left", "text": row.name},
        {**over, "x": 1, "xanchor": "right", "text": _right(row.value, language)},
    ]


def _right(value: Value, language: Language) -> str:
    if value.value is None:
        return f"<span style='font-size:12px'>{why_missing(value, language)}</span>"
    text = f"<b>{language.value(value.value, value.unit)}</b>"
    cases = cases_text(value, language)
    parts = [text, *([cases] if cases else []), *([goal_sign(value, language)] if value.goal else [])]
    return " · ".join(parts)


def cases_text(value: Value, language: Language) -> str:
    """What a share was divided from: "6 de 307"."""
    if not is_divided(value):
        return ""
    return language.say(
        N_("{some} of {all}"), some=int(value.numerator or 0), all=int(value.denominator or 0)
    )


def _told(row: Dot, language: Language) -> str:
    if row.value.value is None:
        return f"{row.name}: {why_missing(row.value, language).rstrip('.')}"
    parts = [language.value(row.value.value, row.value.unit), cases_text(row.value, language)]
    parts.append(interval_text(row.value, language))
    return f"{row.name}: {', '.join(filter(None, parts))}"
