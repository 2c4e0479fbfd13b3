"""One KPI over time: a line with gaps where data are missing, the goal dashed, references dotted, events marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, Final

from kpi.answers.value import Value
from kpi.catalogue.kpis import KPIS, Stock
from kpi.catalogue.references import Reference
from kpi.periods import Grain, Period, date_of, next_start
from kpi.showing.charts.axes import MONTHS_ROOM, middle, room_for, time_axis, value_axis
from kpi.showing.charts.figure import Chart, Trace, draw
from kpi.showing.charts.palette import SCREEN, Palette
from kpi.showing.charts.words import goal_sign, hover, label, platform_name
from kpi.showing.language import Language
from kpi.words import N_

HEIGHT: Final = 300
LONGEST_EVENT: Final = 34
EVENT_LINE: Final = 13
EVENT_LINES: Final = 3
NOTE_LETTERS: Final = 46
NOTE_LINE: Final = 15
LETTER: Final = 7
MOST_ABOVE: Final = 3
"""A reference may be so many times the highest figure or goal; what is further up is named, not drawn."""
"""Letters of a line under a chart, pixels of such a line, pixels of a letter beside a line."""


@dataclass(frozen=True)
class Mark:
    """Something that happened, to be marked on the time axis."""

    period: Period
    title: str


def trend(
    values: Sequence[Value],
    language: Language,
    *,
    marks: Sequence[Mark] = (),
    data_end: int | None = None,
    title: str | None = None,
    palette: Palette = SCREEN,
) -> Chart:
    """The chart of one KPI's `values`, in time order. Pieces that run past `data_end` are drawn hollow."""
    data = [goal_line(values, palette), actual_line(values, language, data_end, palette)]
    reference = next((v.reference for v in values if v.reference), None)
    numbers = [v.value for v in values] + [v.goal.target for v in values if v.goal]
    drawn = reference if is_within_reach(reference, numbers) else None
    if drawn:
        numbers.append(drawn.value)
    pieces = [v.period for v in values]
    unit = values[0].unit
    upright = value_axis(numbers, unit, language, from_zero=not is_level(values[0].key))
    promised = goal_name(values, language, palette)
    note = reference_note(reference, language, drawn=drawn is not None)
    foot = MONTHS_ROOM + NOTE_LINE * len(note)
    layout: dict[str, Any] = {
        "xaxis": time_axis(pieces, language),
        "yaxis": upright,
        "shapes": [*_bands(marks, pieces, palette), *_reference_line(drawn, palette)],
        "annotations": [
            *_event_names(marks, pieces, palette),
            *under(note, MONTHS_ROOM, palette),
            *promised,
        ],
        "margin": {
            "l": room_for(upright),
            "r": max((_width(name["text"]) for name in promised), default=12),
            "t": 16 + EVENT_LINE * min(len(marks), EVENT_LINES),
            "b": foot,
        },
    }
    named = title or label(values[0].key, language)
    height = HEIGHT + foot - MONTHS_ROOM
    return Chart(named, draw(data, layout, height), alternative(values, language, named))


def is_level(key: str) -> bool:
    """Whether a KPI is a level (followers) whose line need not begin at zero."""
    return key in KPIS and isinstance(KPIS[key].formula, Stock)


def actual_line(
    values: Sequence[Value], language: Language, data_end: int | None, palette: Palette, **extra: Any
) -> Trace:
    hollow = [runs_on(v.period, data_end) for v in values]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [middle(v.period) for v in values],
        "y": [v.value for v in values],
        "connectgaps": False,
        "line": {"color": palette.actual, "width": 2.5},
        "marker": {
            "color": palette.actual,
            "size": 7,
            "symbol": ["circle-open" if open_ else "circle" for open_ in hollow],
        },
        "hovertext": [hover(v, language) for v in values],
        "hoverinfo": "text",
        **extra,
    }


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


def _inside(marks: Sequence[Mark], pieces: Sequence[Period]) -> list[Mark]:
    """The marks within the chart, each once: an event on two platforms is drawn once where they are together."""
    seen = (m for m in marks if m.period.start < pieces[-1].end and m.period.end > pieces[0].start)
    return list(dict.fromkeys(seen))


def _bands(marks: Sequence[Mark], pieces: Sequence[Period], palette: Palette) -> list[dict[str, Any]]:
    return [
        {
            "type": "rect",
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "x0": mark.period.first.isoformat(),
            "x1": date_of(mark.period.end).isoformat(),
            "fillcolor": palette.past,
            "opacity": 0.18,
            "line": {"width": 0},
            "layer": "below",
        }
        for mark in _inside(marks, pieces)
    ]


def _event_names(marks: Sequence[Mark], pieces: Sequence[Period], palette: Palette) -> list[dict[str, Any]]:
    """Names over the plot, on three lines in turn so that neighbours do not cover each other."""
    middle_of_time = (pieces[0].start + pieces[-1].end) / 2
    return [
        {
            "text": mark.title if len(mark.title) <= LONGEST_EVENT else mark.title[: LONGEST_EVENT - 1] + "…",
            "hovertext": mark.title,
            "x": mark.period.first.isoformat()
            if mark.period.start < middle_of_time
            else date_of(mark.period.end).isoformat(),
            "y": 1,
            "yref": "paper",
            "yshift": 2 + EVENT_LINE * (place % EVENT_LINES),
            "xanchor": "left" if mark.period.start < middle_of_time else "right",
            "yanchor": "bottom",
            "showarrow": False,
            "font": {"size": 11, "color": palette.goal},
        }
        for place, mark in enumerate(_inside(marks, pieces))
    ]


def _reference_line(reference: Reference | None, palette: Palette) -> list[dict[str, Any]]:
    if reference is None:
        return []
    line = {"color": palette.past, "width": 1.5, "dash": "dot"}
    return [
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": reference.value, "y1": reference.value}
        | {"line": line}
    ]


def is_within_reach(reference: Reference | None, numbers: Sequence[float | None]) -> bool:
    """Whether a reference can be drawn without pressing the figures and goals themselves flat."""
    highest = max((abs(number) for number in numbers if number is not None), default=0.0)
    return reference is not None and reference.value <= MOST_ABOVE * highest


def reference_note(
    reference: Reference | None, language: Language, *, drawn: bool = True, of: str = "", sign: str = "┈┈"
) -> list[str]:
    """What a dotted line means, in lines short enough for a phone; `of` is the platform that it goes for.

    A reference that is not `drawn` is named all the same, without the line's sign.
    """
    if reference is None:
        return []
    named = f"{of}: " if of else ""
    if not drawn:
        far = language.say(
            N_("beyond this chart: {reference}"), reference=reference_text(reference, language)
        )
        return wrap(f"{named}{far}", NOTE_LETTERS)
    return wrap(f"{sign} {named}{reference_text(reference, language)}", NOTE_LETTERS)


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


def reference_text(reference: Reference, language: Language) -> str:
    """A reference with its source: "2 % vuelve tras un Me gusta (Ibermática, 2012)"."""
    return f"{language.say(reference.label)} ({reference.source}, {reference.year})"
