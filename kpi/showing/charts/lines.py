"""Several KPIs of one unit over time, each line named at its right end with its last value, its goal dashed."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kpi.answers.value import Value
from kpi.periods import Period
from kpi.showing.charts.axes import MONTHS_ROOM, room_for, time_axis, value_axis
from kpi.showing.charts.figure import Chart, Trace, draw
from kpi.showing.charts.marks import Mark, bands, event_names, events_room
from kpi.showing.charts.palette import SCREEN, Palette
from kpi.showing.charts.trend import (
    NOTE_LINE,
    actual_line,
    alternative,
    goal_line,
    hollow_note,
    hollows,
    under,
)
from kpi.showing.charts.words import goal_sign, label
from kpi.showing.language import Language
from kpi.words import N_

HEIGHT: Final = 240
NAME_LINE: Final = 15
LETTER: Final = 7
"""Pixels of the plot, of a line of a name beside it, and of its letters."""


def lines(
    rows: Mapping[str, Sequence[Value]],
    names: Mapping[str, str],
    language: Language,
    *,
    marks: Sequence[Mark] = (),
    data_end: int | None = None,
    gaps: Sequence[Period] = (),
    title: str,
    palette: Palette = SCREEN,
) -> Chart:
    """A line for each KPI of `rows`, in time order and cut alike; `names` are their short ones, for the line's end.

    Pieces that run past `data_end`, that lack days, or that one of `gaps` lies in are drawn hollow.
    """
    everything = [value for values in rows.values() for value in values]
    pieces = [value.period for value in next(iter(rows.values()))]
    numbers = [x for v in everything for x in (v.value, v.goal.target if v.goal else None)]
    upright = value_axis(numbers, everything[0].unit, language)
    hollow = {key: hollows(values, data_end, gaps) for key, values in rows.items()}
    note = hollow_note([one for row in hollow.values() for one in row], language)
    colours = dict(zip(rows, palette.lines, strict=False))
    ends = _ends(rows, names, colours, upright["range"], language)
    foot = MONTHS_ROOM + NOTE_LINE * len(note)
    head = 16 + events_room(marks)
    layout: dict[str, Any] = {
        "xaxis": time_axis(pieces, language),
        "yaxis": upright,
        "shapes": bands(marks, pieces, palette),
        "annotations": [
            *event_names(marks, pieces, palette),
            *under(note, MONTHS_ROOM, palette),
            *ends,
        ],
        "margin": {
            "l": room_for(upright),
            "r": 12 + LETTER * max(len(line) for end in ends for line in end["text"].split("<br>")),
            "t": head,
            "b": foot,
        },
    }
    data = [
        _goal(values, colours[key], palette) for key, values in rows.items() if any(v.goal for v in values)
    ]
    data += [_line(values, language, hollow[key], colours[key], palette) for key, values in rows.items()]
    told = " ".join(alternative(values, language, label(key, language)) for key, values in rows.items())
    return Chart(title, draw(data, layout, HEIGHT + head + foot), " ".join([told, *note]))


def _line(
    values: Sequence[Value], language: Language, hollow: Sequence[bool], colour: str, palette: Palette
) -> Trace:
    line = actual_line(values, language, hollow, palette)
    line["line"] = {**line["line"], "color": colour}
    line["marker"] = {**line["marker"], "color": colour}
    return line


def _goal(values: Sequence[Value], colour: str, palette: Palette) -> Trace:
    """The goal of a line, in its colour."""
    line = goal_line(values, palette)
    return {**line, "line": {**line["line"], "color": colour}}


def _ends(
    rows: Mapping[str, Sequence[Value]],
    names: Mapping[str, str],
    colours: Mapping[str, str],
    within: Sequence[float],
    language: Language,
) -> list[dict[str, Any]]:
    """The lines' names beside their ends, and those of their goals, moved apart where two lie close to each other."""
    labels: list[tuple[float, str, str]] = []
    for key, values in rows.items():
        last = next((v for v in reversed(values) if v.value is not None), None)
        if last is not None and last.value is not None:
            said = language.value(last.value, last.unit)
            labels.append((last.value, f"{names[key]}<br><b>{said}</b>", colours[key]))
        promised = next((v for v in reversed(values) if v.goal), None)
        if promised is not None and promised.goal is not None:
            said = f"{language.say(N_('goal'))}<br>{goal_sign(promised, language)}"
            labels.append((promised.goal.target, said, colours[key]))
    room = (within[1] - within[0]) * 2.3 * NAME_LINE / HEIGHT
    found: list[dict[str, Any]] = []
    free = within[0]
    for end, text, colour in sorted(labels):
        place = max(end, free)
        free = place + room
        found.append(_end(text, place, colour))
    return found


def _end(text: str, place: float, colour: str) -> dict[str, Any]:
    return {
        "text": text,
        "x": 1,
        "xref": "paper",
        "xshift": 6,
        "y": place,
        "xanchor": "left",
        "yanchor": "middle",
        "align": "left",
        "showarrow": False,
        "font": {"size": 12, "color": colour},
    }
