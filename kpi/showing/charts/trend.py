"""One KPI over time: a line with gaps where data are missing, the goal dashed, references dotted, events marked."""

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any, Final

from kpi.answers.completeness import is_incomplete
from kpi.answers.value import Value
from kpi.catalogue.kpis import KPIS, Stock
from kpi.periods import Grain, Period, date_of, next_start
from kpi.showing.charts.axes import MONTHS_ROOM, middle, room_for, time_axis, value_axis
from kpi.showing.charts.breaks import break_lines, break_note, breaks
from kpi.showing.charts.figure import Chart, Trace, draw
from kpi.showing.charts.marks import Mark, bands, event_names, events_room
from kpi.showing.charts.palette import SCREEN, Palette
from kpi.showing.charts.references import NOTE_LETTERS, is_within_reach, reference_line, reference_note
from kpi.showing.charts.words import goal_sign, hover, label, platform_name
from kpi.showing.language import Language
from kpi.words import N_

HEIGHT: Final = 300
NOTE_LINE: Final = 15
LETTER: Final = 7
FEW_POINTS: Final = 40
"""Pixels of a line under a chart, pixels of a letter beside a line; points that may be large."""
HOLLOW: Final = N_("○ part of its days have no data")


def trend(
    values: Sequence[Value],
    language: Language,
    *,
    marks: Sequence[Mark] = (),
    data_end: int | None = None,
    gaps: Sequence[Period] = (),
    odd: Mapping[int, str] | None = None,
    title: str | None = None,
    palette: Palette = SCREEN,
) -> Chart:
    """The chart of one KPI's `values`, in time order.

    `odd` are the pieces, by their first day, that stand out: marked, with what there is to say about them. Pieces
    that run past `data_end`, that lack days, or that one of `gaps` lies in are drawn hollow.
    """
    hollow = hollows(values, data_end, gaps)
    data = [goal_line(values, palette), actual_line(values, language, hollow, palette)]
    data += odd_points(values, odd or {}, palette)
    reference = next((v.reference for v in values if v.reference), None)
    numbers = [v.value for v in values] + [v.goal.target for v in values if v.goal]
    drawn = reference if is_within_reach(reference, numbers) else None
    if drawn:
        numbers.append(drawn.value)
    pieces = [v.period for v in values]
    unit = values[0].unit
    upright = value_axis(numbers, unit, language, from_zero=not is_level(values[0].key))
    promised = goal_name(values, language, palette)
    note = [
        *break_note(values, language),
        *hollow_note(hollow, language),
        *reference_note(reference, language, drawn=drawn is not None),
    ]
    foot = MONTHS_ROOM + NOTE_LINE * len(note)
    layout: dict[str, Any] = {
        "xaxis": time_axis(pieces, language),
        "yaxis": upright,
        "shapes": [
            *bands(marks, pieces, palette),
            *break_lines(values, palette),
            *reference_line(drawn, palette),
        ],
        "annotations": [
            *event_names(marks, pieces, palette),
            *under(note, MONTHS_ROOM, palette),
            *promised,
        ],
        "margin": {
            "l": room_for(upright),
            "r": max((_width(name["text"]) for name in promised), default=12),
            "t": 16 + events_room(marks),
            "b": foot,
        },
    }
    named = title or label(values[0].key, language)
    height = HEIGHT + foot - MONTHS_ROOM
    told = " ".join([alternative(values, language, named), *hollow_note(hollow, language)])
    return Chart(named, draw(data, layout, height), told)


def is_level(key: str) -> bool:
    """Whether a KPI is a level (followers) whose line need not begin at zero."""
    return key in KPIS and isinstance(KPIS[key].formula, Stock)


def hollows(values: Sequence[Value], data_end: int | None, gaps: Sequence[Period]) -> list[bool]:
    """Which values are of a part of their days only."""
    return [v.value is not None and (runs_on(v.period, data_end) or is_incomplete(v, gaps)) for v in values]


def hollow_note(hollow: Sequence[bool], language: Language) -> list[str]:
    """What a hollow point means, where there is one."""
    return wrap(language.say(HOLLOW), NOTE_LETTERS) if any(hollow) else []


def actual_line(
    values: Sequence[Value], language: Language, hollow: Sequence[bool], palette: Palette, **extra: Any
) -> Trace:
    """The values as a line with points, broken where nothing is known; `hollow` ones say how many days they lack."""
    symbols = ["circle-open" if open_ else "circle" for open_ in hollow]
    hovers = [hover(v, language, partly=part) for v, part in zip(values, hollow, strict=True)]
    points = list(
        zip([middle(v.period) for v in values], [v.value for v in values], symbols, hovers, strict=True)
    )
    for place in reversed(breaks(values)):
        points.insert(place, (values[place].period.first.isoformat(), None, "circle", ""))
    xs, ys, symbols, hovers = (list(column) for column in zip(*points, strict=True))
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": xs,
        "y": ys,
        "connectgaps": False,
        "line": {"color": palette.actual, "width": 2.5},
        "marker": {
            "color": palette.actual,
            "size": 7 if len(values) <= FEW_POINTS else 4,
            "symbol": symbols,
        },
        "hovertext": hovers,
        "hoverinfo": "text",
        **extra,
    }


def odd_points(values: Sequence[Value], odd: Mapping[int, str], palette: Palette) -> list[Trace]:
    """A diamond around each of the `odd` pieces; it says why when it is pointed at."""
    found = [v for v in values if v.period.start in odd]
    if not found:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [middle(v.period) for v in found],
            "y": [v.value for v in found],
            "cliponaxis": False,
            "marker": {
                "symbol": "diamond-open",
                "size": 15,
                "color": palette.goal,
                "line": {"width": 2, "color": palette.goal},
            },
            "hovertext": [odd[v.period.start] for v in found],
            "hoverinfo": "text",
        }
    ]


def goal_line(values: Sequence[Value], palette: Palette, **extra: Any) -> Trace:
    """The goal of each piece, as wide as the piece: dashed, and broken where it changes."""
    xs: list[str | None] = []
    ys: list[float | None] = []
    before: float | None = None
    for value in values:
        target = value.goal.target if value.goal else None
        if xs and target != before:
            xs.append(None)
            ys.append(None)
        xs += [value.period.first.isoformat(), date_of(value.period.end).isoformat()]
        ys += [target, target]
        before = target
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "connectgaps": False,
        "line": {"color": palette.goal, "width": 1.5, "dash": "dash"},
        "hoverinfo": "skip",
        **extra,
    }


def goal_name(values: Sequence[Value], language: Language, palette: Palette) -> list[dict[str, Any]]:
    """The goal line's label, beside its right end, where no line runs through it."""
    last = next((v for v in reversed(values) if v.goal), None)
    if last is None or last.goal is None:
        return []
    return [
        {
            "text": f"{language.say(N_('goal'))}<br>{goal_sign(last, language)}",
            "x": 1,
            "xref": "paper",
            "xshift": 4,
            "y": last.goal.target,
            "xanchor": "left",
            "yanchor": "middle",
            "align": "left",
            "showarrow": False,
            "font": {"size": 12, "color": palette.goal},
        }
    ]


def _width(text: str) -> int:
    """Pixels of a label of several lines."""
    return 8 + LETTER * max(len(line) for line in text.split("<br>"))


def runs_on(piece: Period, data_end: int | None) -> bool:
    """Whether the month of `piece` was not over where the data end."""
    return data_end is not None and next_start(piece.start, Grain.MONTH) > data_end


def alternative(values: Sequence[Value], language: Language, title: str = "") -> str:
    """The chart in words: first, last, lowest and highest; without a `title`, as one of several panels."""
    known = [v for v in values if v.value is not None]
    if not known:
        return language.say(N_("{title}: there are no values to draw."), title=title)
    ordered = sorted(known, key=lambda v: v.value or 0)
    say = {
        name: f"{language.value(v.value, v.unit)} ({language.period(v.period)})"
        for name, v in (("first", known[0]), ("last", known[-1]), ("low", ordered[0]), ("high", ordered[-1]))
    }
    return language.say(
        N_("{title}, {where}: from {first} to {last}; lowest {low}, highest {high}.")
        if title
        else N_("{where}: from {first} to {last}; lowest {low}, highest {high}."),
        title=title,
        where=platform_name(known[0].platform, language),
        **say,
    )


def under(lines: Sequence[str], room: int, palette: Palette) -> list[dict[str, Any]]:
    """A note under the axis, whose labels take `room` pixels."""
    if not lines:
        return []
    return [
        {
            "text": "<br>".join(lines),
            "x": 0,
            "xref": "paper",
            "y": 0,
            "yref": "paper",
            "yshift": -room,
            "xanchor": "left",
            "yanchor": "top",
            "align": "left",
            "showarrow": False,
            "font": {"size": 11, "color": palette.goal},
        }
    ]
