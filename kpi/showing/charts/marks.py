"""Events on a time axis: a band behind the lines, and the name over it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from kpi.periods import Period, date_of
from kpi.showing.charts.palette import Palette

LONGEST_EVENT: Final = 34
EVENT_LINE: Final = 13
EVENT_LINES: Final = 3
"""Letters of a name; pixels of a line of names, and how many lines there are."""


@dataclass(frozen=True)
class Mark:
    """Something that happened, to be marked on the time axis."""

    period: Period
    title: str


def events_room(marks: Sequence[Mark]) -> int:
    """Pixels over the plot for the names of the marks."""
    return EVENT_LINE * min(len(marks), EVENT_LINES)


def _inside(marks: Sequence[Mark], pieces: Sequence[Period]) -> list[Mark]:
    """The marks within the chart, each once: an event on two platforms is drawn once where they are together."""
    seen = (m for m in marks if m.period.start < pieces[-1].end and m.period.end > pieces[0].start)
    return list(dict.fromkeys(seen))


def bands(marks: Sequence[Mark], pieces: Sequence[Period], palette: Palette) -> list[dict[str, Any]]:
    """The time of each event as a band behind the lines."""
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


def event_names(marks: Sequence[Mark], pieces: Sequence[Period], palette: Palette) -> list[dict[str, Any]]:
    """Names over the plot, on three lines in turn so that neighbours do not cover each other."""
    middle_of_time = (pieces[0].start + pieces[-1].end) / 2
    return [
        {
            "text": mark.title if len(mark.title) <= LONGEST_EVENT else mark.title[: LONGEST_EVENT - 1] + "…",
            "hovertext": mark.title,
            "x": date_of(max(mark.period.start, pieces[0].start)).isoformat()
            if mark.period.start < middle_of_time
            else date_of(min(mark.period.end, pieces[-1].end)).isoformat(),
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
