"""Small multiples: one panel per platform, all on one scale, so that they can be compared."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kpi.answers.value import Value
from kpi.showing.charts.axes import time_axis, value_axis
from kpi.showing.charts.figure import Chart, Trace, draw
from kpi.showing.charts.palette import SCREEN, Palette
from kpi.showing.charts.trend import actual_line, alternative, goal_line, is_level
from kpi.showing.charts.words import hover, label, platform_name
from kpi.showing.language import Language

COLUMNS: Final = 2
ROW: Final = 150
GAP: Final = 0.06
TITLE: Final = 26


def multiples(
    by_platform: Mapping[str, Sequence[Value]],
    language: Language,
    *,
    data_end: int | None = None,
    title: str | None = None,
    palette: Palette = SCREEN,
) -> Chart:
    """A panel for each platform of `by_platform` (its values in time order); every panel has the same axes."""
    everything = [value for values in by_platform.values() for value in values]
    key = everything[0].key
    numbers = [v.value for v in everything] + [v.goal.target for v in everything if v.goal]
    scale = value_axis(numbers, everything[0].unit, language, from_zero=not is_level(key))
    rows = -(-len(by_platform) // COLUMNS)
    height = ROW * rows
    data: list[Trace] = []
    layout: dict[str, Any] = {"annotations": [], "margin": {"l": 4, "r": 4, "t": 4, "b": 4}}
    for place, (platform, values) in enumerate(by_platform.items()):
        axis = "" if place == 0 else str(place + 1)
        name = platform_name(platform, language)
        on = {"xaxis": f"x{axis}", "yaxis": f"y{axis}"}
        line = actual_line(values, language, data_end, palette, **on)
        line["hovertext"] = [hover(v, language, name=name) for v in values]
        line["marker"]["size"] = 4
        data += [goal_line(values, palette, **on), line]
        box = _box(place, rows, height)
        layout |= _axes(axis, box, values, scale, language)
        layout["annotations"].append(_panel_title(box, name, values, language))
    named = title or label(key, language)
    told = " ".join(alternative(v, language, platform_name(p, language)) for p, v in by_platform.items())
    return Chart(named, draw(data, layout, height), f"{named}. {told}")


def _box(place: int, rows: int, height: int) -> tuple[list[float], list[float]]:
    """Where a panel lies in the figure, as shares of its width and height, without its title line."""
    row, column = divmod(place, COLUMNS)
    width = (1 - GAP * (COLUMNS - 1)) / COLUMNS
    left = column * (width + GAP)
    top = 1 - row / rows - TITLE / height
    bottom = 1 - (row + 1) / rows + (30 / height)
    return [left, left + width], [bottom, top]


def _axes(
    axis: str,
    box: tuple[list[float], list[float]],
    values: Sequence[Value],
    scale: Mapping[str, Any],
    language: Language,
) -> dict[str, Any]:
    across, upwards = box
    few = scale["tickvals"][:: max(1, (len(scale["tickvals"]) - 1) // 2)]
    texts = dict(zip(scale["tickvals"], scale["ticktext"], strict=True))
    time = time_axis([v.period for v in values], language, labels=3)
    return {
        f"xaxis{axis}": {**time, "domain": across, "anchor": f"y{axis}"},
        f"yaxis{axis}": {
            **scale,
            "tickvals": few,
            "ticktext": [texts[mark] for mark in few],
            "domain": upwards,
            "anchor": f"x{axis}",
            "tickfont": {"size": 11},
        },
    }


def _panel_title(
    box: tuple[list[float], list[float]], name: str, values: Sequence[Value], language: Language
) -> dict[str, Any]:
    last = next((v for v in reversed(values) if v.value is not None), None)
    text = f"<b>{name}</b>" + (f"  {language.value(last.value, last.unit)}" if last else "")
    return {
        "text": text,
        "x": box[0][0],
        "y": box[1][1],
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 13},
    }
