"""Two figures of one row side by side: a grey ring for the one, a filled dot for the other, a line between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from kpi.catalogue.units import Unit
from kpi.showing.charts.axes import value_axis
from kpi.showing.charts.figure import Chart, draw
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
        {**shared, "x": [row.ring for row in rows], "marker": ring},
        {**shared, "x": [row.dot for row in rows], "marker": {"size": 11, "color": palette.actual}},
    ]
    layout: dict[str, Any] = {
        "xaxis": axis,
        "yaxis": {"range": [len(rows) - 0.6, -0.75], "visible": False, "fixedrange": True},
        "shapes": [_between(place, row, palette) for place, row in enumerate(rows) if _both(row)],
        "annotations": [
            words for place, row in enumerate(rows) for words in _over(place, row, unit, language, palette)
        ],
        "margin": {"l": 12, "r": 22, "t": 0, "b": FOOT},
    }
    alt = f"{title}. {' '.join(told.replace('<br>', ', ') + '.' for told in said)}"
    return Chart(title, draw(data, layout, ROW * len(rows) + FOOT), alt)


def _both(row: Pair) -> bool:
    return row.ring is not None and row.dot is not None


def _between(place: int, row: Pair, palette: Palette) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": row.ring,
        "x1": row.dot,
        "y0": place,
        "y1": place,
        "layer": "below",
        "line": {"color": palette.past, "width": 2},
    }


def _over(place: int, row: Pair, unit: Unit, language: Language, palette: Palette) -> list[dict[str, Any]]:
    """The row's name at the left and both figures at the right, over its line."""
    over = {
        "showarrow": False,
        "xref": "paper",
        "y": place - 0.22,
        "yanchor": "bottom",
        "font": {"size": 13, "color": palette.goal},
    }
    figures = (
        f"<span style='color:{palette.actual}'>●</span> <b>{language.value(row.dot, unit)}</b>   "
        f"<span style='color:{palette.past}'>○</span> {language.value(row.ring, unit)}"
    )
    return [
        {**over, "x": 0, "xanchor": "left", "text": row.name},
        {**over, "x": 1, "xanchor": "right", "text": figures},
    ]


def _said(row: Pair, unit: Unit, language: Language, names: tuple[str, str]) -> str:
    parts = (
        f"{name}: {language.value(figure, unit)}"
        for name, figure in zip(names, (row.ring, row.dot), strict=True)
    )
    return "<br>".join([row.name, *parts])
