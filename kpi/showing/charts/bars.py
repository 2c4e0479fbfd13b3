"""Classes in their order, a bar each: how many waited so long, how many have been open for so long."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from kpi.showing.charts.axes import QUIET
from kpi.showing.charts.figure import Chart, Trace, draw
from kpi.showing.charts.palette import SCREEN, Palette
from kpi.showing.charts.trend import NOTE_LINE, under

ROW: Final = 28
FOOT: Final = 8
STROKE: Final = 14
BAR: Final = 0.62
LETTER: Final = 7.2
DIGIT: Final = 6.2
PHONE: Final = 350
LEAST_ROOM: Final = 0.42
MOST_ROOM: Final = 0.9
"""Pixels of a row, under the last one, and of a stroke; the bar's share of it; pixels of a letter of a name and of the words beside a bar; the width of a chart on a phone; what is left free beside the longest bar, in its lengths."""


@dataclass(frozen=True)
class Bar:
    """A class: its name, its amount, the words beside the bar and those on pointing at it.

    `before` is the same amount earlier, marked in grey. A `hatched` bar is not settled yet.
    """

    name: str
    amount: float
    said: str
    hover: str
    before: float | None = None
    hatched: bool = False


def bars(
    rows: Sequence[Bar],
    *,
    title: str,
    alt: str,
    limit: int | None = None,
    notes: Sequence[str] = (),
    palette: Palette = SCREEN,
) -> Chart:
    """The bars from the top down, and `notes` on what is drawn beside them. `limit` is a dashed line under so many rows."""
    places = list(range(len(rows)))
    most = max([row.amount for row in rows] + [row.before or 0.0 for row in rows] + [0.0]) or 1.0
    left = 16 + round(LETTER * max(len(row.name) for row in rows))
    trace = {
        "type": "bar",
        "orientation": "h",
        "y": places,
        "x": [row.amount for row in rows],
        "width": BAR,
        "marker": {
            "color": palette.actual,
            "cornerradius": 3,
            "pattern": {"shape": ["/" if row.hatched else "" for row in rows], "fillmode": "overlay"},
        },
        "hovertext": [row.hover for row in rows],
        "hoverinfo": "text",
    }
    layout: dict[str, Any] = {
        "xaxis": {**QUIET, "range": [0, most * (1 + _room(rows, PHONE - left))], "showticklabels": False},
        "yaxis": {
            **QUIET,
            "range": [len(rows) - 0.4, -0.6],
            "ticks": "",
            "tickmode": "array",
            "tickvals": places,
            "ticktext": [row.name for row in rows],
        },
        "shapes": _limit(limit, palette),
        "annotations": under(notes, FOOT, palette),
        "margin": {
            "l": left,
            "r": 8,
            "t": 4,
            "b": FOOT + NOTE_LINE * len(notes),
        },
    }
    return Chart(
        title,
        draw(
            [trace, _before(rows, palette), _words(rows, palette)],
            layout,
            ROW * len(rows) + 4 + FOOT + NOTE_LINE * len(notes),
        ),
        alt,
    )


def _room(rows: Sequence[Bar], width: float) -> float:
    """What is left free beside the longest bar, so that its words fit in a chart of `width` pixels."""
    words = 8 + DIGIT * max(len(row.said) for row in rows)
    return min(MOST_ROOM, max(LEAST_ROOM, words / max(width - words, 1)))


def _before(rows: Sequence[Bar], palette: Palette) -> Trace:
    """A grey stroke over each bar, where it ended before."""
    stroke = {"symbol": "line-ns-open", "size": STROKE, "color": palette.past, "line": {"width": 2.5}}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row.before or None for row in rows],  # a stroke at nothing would look like an axis
        "y": list(range(len(rows))),
        "marker": stroke,
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _words(rows: Sequence[Bar], palette: Palette) -> Trace:
    """Beside each bar what it is; past the grey stroke, where that lies further out. Many annotations cost more."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [max(row.amount, row.before or 0.0) for row in rows],
        "y": list(range(len(rows))),
        "text": [f"\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}{row.said}" for row in rows],
        "textposition": "middle right",
        "textfont": {"color": palette.goal, "size": 12},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _limit(limit: int | None, palette: Palette) -> list[dict[str, Any]]:
    if limit is None:
        return []
    line = {"color": palette.goal, "width": 1.5, "dash": "dash"}
    under_row = limit - 0.5
    return [
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": under_row, "y1": under_row, "line": line}
    ]
