"""Two figures of one row side by side: a grey ring for the one, a filled dot for the other, a line between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from kpi.catalogue.units import Unit
from kpi.showing.charts.axes import value_axis
from kpi.showing.charts.figure import Chart, Trace, draw
from kpi.showing.charts.palette import SCREEN, Palette
from kpi.showing.language import Language

ROW: Final = 46
FOOT: Final = 24
"""Pixels of a row and of the axis."""


@dataclass(frozen=True)
class Pair:
    """A row: its name and two figures of one unit, of which either may be missing."""

    name: str
    ring: float | None
    dot: float | None


def pairs(
    rows: Sequence[Pair],
    unit: Unit,
    language: Language,
    *,
    names: tuple[str, str],
    title: str,
    palette: Palette = SCREEN,
) -> Chart:
    """The rows from the top down; `names` say what the ring and what the dot is."""
    places = list(range(len(rows)))
    axis = value_axis([x for row in rows for x in (row.ring, row.dot)], unit, language)
    few = slice(None, None, max(1, (len(axis["tickvals"]) - 1) // 3))
    axis |= {"tickvals": axis["tickvals"][few], "ticktext": axis["ticktext"][few]}
    said = [_said(row, unit, language, names) for row in rows]
    shared = {
        "type": "scatter",
        "mode": "markers",
        "y": places,
        "hovertext": said,
        "hoverinfo": "text",
        "cliponaxis": False,
    }
    ring = {"symbol": "circle-open", "size": 11, "color": palette.past, "line": {"width": 2.5}}
    data = [
        _between(rows, palette),
        {**shared, "x": [row.ring for row in rows], "marker": ring},
        {**shared, "x": [row.dot for row in rows], "marker": {"size": 11, "color": palette.actual}},
        *_over(rows, axis["range"], unit, language, palette),
    ]
    layout: dict[str, Any] = {
        "xaxis": axis,
        "yaxis": {"range": [len(rows) - 0.6, -0.75], "visible": False, "fixedrange": True},
        "margin": {"l": 12, "r": 22, "t": 0, "b": FOOT},
    }
    alt = f"{title}. {' '.join(told.replace('<br>', ', ') + '.' for told in said)}"
    return Chart(title, draw(data, layout, ROW * len(rows) + FOOT), alt)


def _between(rows: Sequence[Pair], palette: Palette) -> Trace:
    """A line from ring to dot in each row that has both."""
    ends = [(x, place) for place, row in enumerate(rows) if _both(row) for x in (row.ring, row.dot, None)]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for x, _ in ends],
        "y": [place for _, place in ends],
        "line": {"color": palette.past, "width": 2},
        "hoverinfo": "skip",
    }


def _both(row: Pair) -> bool:
    return row.ring is not None and row.dot is not None


def _over(
    rows: Sequence[Pair], ends: Sequence[float], unit: Unit, language: Language, palette: Palette
) -> list[Trace]:
    """Each row's name at the left and both figures at the right, over its line."""
    figures = [
        f"<span style='color:{palette.actual}'>●</span> <b>{language.value(row.dot, unit)}</b>   "
        f"<span style='color:{palette.past}'>○</span> {language.value(row.ring, unit)}"
        for row in rows
    ]
    shared = {
        "type": "scatter",
        "mode": "text",
        "y": [place - 0.2 for place in range(len(rows))],
        "textfont": {"size": 13, "color": palette.goal},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    sides = ((ends[0], "top right", [row.name for row in rows]), (ends[1], "top left", figures))
    return [{**shared, "x": [x] * len(rows), "text": text, "textposition": side} for x, side, text in sides]


def _said(row: Pair, unit: Unit, language: Language, names: tuple[str, str]) -> str:
    parts = (
        f"{name}: {language.value(figure, unit)}"
        for name, figure in zip(names, (row.ring, row.dot), strict=True)
    )
    return "<br>".join([row.name, *parts])
