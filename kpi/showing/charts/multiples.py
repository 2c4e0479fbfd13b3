"""Small multiples: one panel per platform, all on one scale, so that they can be compared."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kpi.answers.value import Value
from kpi.periods import Period
from kpi.showing.charts.axes import MONTHS_ROOM, Axis, room_for, time_axis, value_axis
from kpi.showing.charts.figure import Chart, Trace, draw
from kpi.showing.charts.palette import SCREEN, Palette
from kpi.showing.charts.trend import (
    NOTE_LINE,
    actual_line,
    alternative,
    goal_line,
    hollow_note,
    hollows,
    is_level,
    under,
)
from kpi.showing.charts.words import figure, hover, label, platform_name
from kpi.showing.language import Language

COLUMNS: Final = 2
ROW: Final = 118
GAP: Final = 0.06
NARROWEST: Final = 300
TITLE: Final = 24
FOOT: Final = 14
"""Pixels of a panel, its title and what is left free under it, of the plot on a phone; `GAP` is a share of the width."""


def multiples(
    by_platform: Mapping[str, Sequence[Value]],
    language: Language,
    *,
    data_end: int | None = None,
    gaps: Mapping[str, Sequence[Period]] | None = None,
    title: str | None = None,
    palette: Palette = SCREEN,
    one_scale: bool = True,
) -> Chart:
    """A panel for each platform of `by_platform` (its values in time order).

    On `one_scale` every panel has the same axes. Else each has its own, from its lowest to its highest value:
    ups and downs can be seen, heights cannot be compared. Values that run past `data_end`, that lack days, or in
    whose period one of their platform's `gaps` lies are drawn hollow.
    """
    everything = [value for values in by_platform.values() for value in values]
    key = everything[0].key
    shared = _scale(everything, language, from_zero=not is_level(key))
    scales = {
        platform: shared if one_scale else _scale(values, language, from_zero=False)
        for platform, values in by_platform.items()
    }
    rows = -(-len(by_platform) // COLUMNS)
    hollow = {
        platform: hollows(values, data_end, (gaps or {}).get(platform, ()))
        for platform, values in by_platform.items()
    }
    room = max(map(room_for, scales.values()))
    gap = GAP if one_scale else max(GAP, room / NARROWEST)
    note = hollow_note([each for row in hollow.values() for each in row], language)
    foot = MONTHS_ROOM + NOTE_LINE * len(note)
    data: list[Trace] = []
    layout: dict[str, Any] = {
        "annotations": under(note, MONTHS_ROOM, palette),
        "margin": {"l": room, "r": 8, "t": 0, "b": foot},
    }
    for place, (platform, values) in enumerate(by_platform.items()):
        axis = "" if place == 0 else str(place + 1)
        name = platform_name(platform, language)
        on = {"xaxis": f"x{axis}", "yaxis": f"y{axis}"}
        line = actual_line(values, language, hollow[platform], palette, **on)
        line["hovertext"] = [
            hover(v, language, name=name, partly=part)
            for v, part in zip(values, hollow[platform], strict=True)
        ]
        line["marker"]["size"] = [7 if part else 4 for part in hollow[platform]]
        data += [goal_line(values, palette, **on), line]
        box = _box(place, rows, gap)
        layout |= _axes(axis, box, values, scales[platform], language)
        layout[f"yaxis{axis}"]["showticklabels"] = not one_scale or place % COLUMNS == 0
        layout[f"xaxis{axis}"]["showticklabels"] = place + COLUMNS >= len(by_platform)
        layout["annotations"].append(_panel_title(box, name, values, language, palette))
    named = title or label(key, language)
    told = " ".join(alternative(values, language) for values in by_platform.values())
    return Chart(named, draw(data, layout, _height(rows) + foot), " ".join([f"{named}. {told}", *note]))


def _scale(values: Sequence[Value], language: Language, *, from_zero: bool) -> Axis:
    """The upright axis that holds all of `values` and their goals."""
    numbers = [v.value for v in values] + [v.goal.target for v in values if v.goal]
    return value_axis(numbers, values[0].unit, language, from_zero=from_zero)


def _height(rows: int) -> int:
    """Pixels of the plot: under the last row there is nothing to leave free."""
    return ROW * rows - FOOT


def _box(place: int, rows: int, gap: float) -> tuple[list[float], list[float]]:
    """Where a panel lies in the plot, as shares of its width and height, without its title line."""
    row, column = divmod(place, COLUMNS)
    width = (1 - gap * (COLUMNS - 1)) / COLUMNS
    left = column * (width + gap)
    height = _height(rows)
    top = 1 - (row * ROW + TITLE) / height
    bottom = 1 - ((row + 1) * ROW - FOOT) / height
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
    box: tuple[list[float], list[float]],
    name: str,
    values: Sequence[Value],
    language: Language,
    palette: Palette,
) -> dict[str, Any]:
    last = next((v for v in reversed(values) if v.value is not None), None)
    text = f"<b>{name}</b>" + (f"  {figure(last, language)}" if last else "")
    return {
        "text": text,
        "x": box[0][0],
        "y": box[1][1],
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 13, "color": palette.goal},
    }
