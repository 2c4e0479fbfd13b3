"""Where a platform began to count otherwise: the line is broken there, and a note says so."""

from collections.abc import Sequence
from itertools import pairwise
from textwrap import wrap
from typing import Any, Final

from kpi.answers.value import Value
from kpi.showing.charts.palette import Palette
from kpi.showing.charts.references import NOTE_LETTERS
from kpi.showing.language import Language
from kpi.words import N_

COUNTED_OTHERWISE: Final = N_(
    "│ from {day} on the platform counts views, before that impressions: two series"
)


def breaks(values: Sequence[Value]) -> list[int]:
    """The places of the values from which on a platform counts by another definition than up to the one before."""
    known = [place for place, value in enumerate(values) if value.definition is not None]
    return [
        later for earlier, later in pairwise(known) if values[earlier].definition != values[later].definition
    ]


def break_note(values: Sequence[Value], language: Language) -> list[str]:
    """From when on the platform counts otherwise, one line each."""
    return [
        line
        for place in breaks(values)
        for line in wrap(language.say(COUNTED_OTHERWISE, day=values[place].period.first), NOTE_LETTERS)
    ]


def break_lines(values: Sequence[Value], palette: Palette) -> list[dict[str, Any]]:
    line = {"color": palette.past, "width": 1.5}
    days = [values[place].period.first.isoformat() for place in breaks(values)]
    return [
        {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": day, "x1": day, "line": line}
        for day in days
    ]
