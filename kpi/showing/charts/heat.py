"""Weekday by hour: a cell for each hour of the week, in a few classes from little to much.

Classes instead of a sliding scale: a reader finds the same shade again in the legend, and waits from minutes to days
keep apart. What is missing or nothing stays empty.
"""

from collections.abc import Sequence
from typing import Any, Final

from kpi.showing.charts.axes import QUIET
from kpi.showing.charts.figure import Chart, draw
from kpi.showing.charts.palette import SCREEN, Palette
from kpi.showing.language import Language
from kpi.showing.schedules import weekday_names

DAYS: Final = 7
HOURS: Final = 24
NAMED: Final = (0, 6, 12, 18)
ROW: Final = 26
TOP: Final = 4
HOURS_ROOM: Final = 30
LEGEND_LINE: Final = 18
LEGEND_LETTERS: Final = 40
"""Pixels of a row, over the cells, of the hours' names and of a line of the legend; letters of such a line."""


def heat(
    amounts: Sequence[float | None],
    hovers: Sequence[str],
    limits: Sequence[float],
    names: Sequence[str],
    language: Language,
    *,
    title: str,
    alt: str,
    palette: Palette = SCREEN,
) -> Chart:
    """The 168 hours of the week, Monday at midnight first; None leaves a cell empty.

    A class holds what is above the limit before and up to its own of `limits`; one more class has what is above all
    of them. `names` are those of the classes, for the legend.
    """
    shades = palette.ramp(len(names))
    classes = [None if amount is None else sum(amount > limit for limit in limits) for amount in amounts]
    rows = [classes[day * HOURS : (day + 1) * HOURS] for day in range(DAYS)]
    told = [list(hovers[day * HOURS : (day + 1) * HOURS]) for day in range(DAYS)]
    legend = _legend(names, shades)
    foot = HOURS_ROOM + LEGEND_LINE * len(legend) + 4
    trace = {
        "type": "heatmap",
        "z": rows,
        "zmin": -0.5,
        "zmax": len(names) - 0.5,
        "colorscale": _steps(shades),
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hovertext": told,
        "hoverinfo": "text",
        "hoverongaps": False,
    }
    layout: dict[str, Any] = {
        "xaxis": {
            **QUIET,
            "range": [-0.5, HOURS - 0.5],
            "ticks": "",
            "tickmode": "array",
            "tickvals": [hour - 0.5 for hour in (*NAMED, HOURS)],
            "ticktext": [f"{hour}\N{NO-BREAK SPACE}h" for hour in (*NAMED, HOURS)],
        },
        "yaxis": {
            **QUIET,
            "range": [DAYS - 0.5, -0.5],
            "ticks": "",
            "tickmode": "array",
            "tickvals": list(range(DAYS)),
            "ticktext": weekday_names(language, "abbreviated"),
        },
        "annotations": _legend_words(legend, palette),
        "margin": {"l": 40, "r": 18, "t": TOP, "b": foot},
    }
    return Chart(title, draw([trace], layout, TOP + ROW * DAYS + foot), alt)


def _steps(shades: Sequence[str]) -> list[list[float | str]]:
    """A scale of colours without transitions."""
    count = len(shades)
    return [[edge / count, shade] for place, shade in enumerate(shades) for edge in (place, place + 1)]


def _legend(names: Sequence[str], shades: Sequence[str]) -> list[str]:
    """The classes' squares and names, on lines short enough for a phone."""
    lines: list[str] = []
    letters = LEGEND_LETTERS
    for name, shade in zip(names, shades, strict=True):
        words = name.replace(" ", "\N{NO-BREAK SPACE}")
        square = f"<span style='color:{shade};font-size:15px'>■</span>\N{NO-BREAK SPACE}{words}"
        if letters + len(name) + 4 > LEGEND_LETTERS:
            lines.append(square)
            letters = 0
        else:
            lines[-1] += f"\N{NO-BREAK SPACE}\N{NO-BREAK SPACE} {square}"
        letters += len(name) + 4
    return lines


def _legend_words(lines: Sequence[str], palette: Palette) -> list[dict[str, Any]]:
    return [
        {
            "text": "<br>".join(lines),
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "yref": "paper",
            "y": 0,
            "yanchor": "top",
            "yshift": -HOURS_ROOM,
            "align": "left",
            "showarrow": False,
            "font": {"size": 12, "color": palette.goal},
        }
    ]
