"""Axes that speak the reader's language: few round ticks, each with its unit."""

import math
from collections.abc import Sequence
from typing import Any, Final

from kpi.catalogue.units import Unit
from kpi.periods import Grain, Period, date_of, start_of
from kpi.showing.language import Language

Axis = dict[str, Any]

GRIDLINES: Final = 5
DAY: Final = 86_400
STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
TIME_STEPS: Final = (
    *(1, 2, 5, 10, 15, 30),
    *(60 * m for m in (1, 2, 5, 10, 15, 30)),
    *(3_600 * h for h in (1, 2, 3, 4, 6, 12)),
    *(DAY * d for d in (1, 2, 5, 7, 14, 28)),
)
MONTHS_ROOM: Final = 36
"""Pixels that two lines of month names need under an axis."""
GRID: Final = "rgba(128,140,156,0.22)"


def ticks(low: float, high: float, unit: Unit) -> list[float]:
    """Round numbers from at or under `low` to at or over `high`, at most `GRIDLINES` steps apart or so."""
    span = high - low
    if span <= 0:
        return [low]
    step = _step_of(span, unit)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [step * place for place in range(first, last + 1)]


def _step_of(span: float, unit: Unit) -> float:
    if unit is Unit.SECONDS:
        return _time_step(span)
    step = _step(span)
    if unit is Unit.COUNT and not step.is_integer():  # nobody counts half a message
        return _step(GRIDLINES * math.ceil(step))
    return step


def _step(span: float) -> float:
    rough = span / GRIDLINES
    size = 10.0 ** math.floor(math.log10(rough))
    return next(step * size for step in STEPS if step * size >= rough * 0.999_999)


def _time_step(span: float) -> float:
    rough = span / GRIDLINES
    return next((float(step) for step in TIME_STEPS if step >= rough), _step(span / DAY) * DAY)


MOST_DAYS: Final = 93
MOST_MONDAYS: Final = 6
"""Days of an axis that names days, and how many of them it names."""

QUIET: Final[Axis] = {
    "showgrid": False,
    "zeroline": False,
    "fixedrange": True,
    "automargin": False,
    "title": {"text": ""},
}


def value_axis(
    numbers: Sequence[float | None], unit: Unit, language: Language, *, from_zero: bool = True
) -> Axis:
    """An axis that holds all `numbers`, with ticks written as values of `unit`.

    Bars need `from_zero`. A line of large numbers that hardly move (followers) may begin where it begins.
    """
    known = [x for x in numbers if x is not None]
    high = max(known, default=0.0)
    low = min([0.0, *known] if from_zero else known, default=0.0)
    marks = ticks(low, high if high > low else low + (abs(low) or 1), unit)
    return {
        "range": [marks[0], marks[-1] + (marks[-1] - marks[0]) * 0.04],
        "tickmode": "array",
        "tickvals": marks,
        "ticktext": [tick_text(mark, unit, language) for mark in marks],
        "gridcolor": GRID,
        "zeroline": False,
        "showline": False,
        "fixedrange": True,
        "automargin": False,  # the theme's own margins leave a gap for a title that we do not have
        "title": {"text": ""},
    }


def room_for(axis: Axis) -> int:
    """Pixels that the ticks of an upright axis need at its left."""
    return 14 + round(6.6 * max((len(text) for text in axis["ticktext"]), default=0))


def tick_text(mark: float, unit: Unit, language: Language) -> str:
    """A tick: the value with its unit, without the words that the chart's title says already."""
    if unit is Unit.PER_POST:
        return language.number(mark)
    return language.value(mark, unit, trim=True)


def time_axis(pieces: Sequence[Period], language: Language, *, labels: int = 6) -> Axis:
    """An axis of days over `pieces`, with at most `labels` months named."""
    if not pieces:
        return {"visible": False}
    whole = Period(pieces[0].start, pieces[-1].end)
    if whole.days <= MOST_DAYS and pieces[0].days == 1:
        return _axis_of_days(whole, language)
    months = [p.start for p in whole.cut(Grain.MONTH) if p.start == start_of(p.start, Grain.MONTH)]
    every = max(1, math.ceil(len(months) / labels))
    named = months[(len(months) - 1) % every :: every]
    return {
        "type": "date",
        "range": [whole.first.isoformat(), date_of(whole.end).isoformat()],
        "tickmode": "array",
        "tickvals": [middle(Period(m, m + 30)) for m in named],
        "ticktext": _month_texts(named, language),
        **QUIET,
    }


def _axis_of_days(whole: Period, language: Language) -> Axis:
    """Days, of which the Mondays are named; the year stands under the first."""
    mondays = [day for day in range(whole.start, whole.end) if date_of(day).weekday() == 0]
    named = mondays[:: 1 + len(mondays) // MOST_MONDAYS] or [whole.start]
    dates = [language.date(date_of(day)).rsplit(None, 1) for day in named]
    return {
        "type": "date",
        "range": [date_of(whole.start - 1).isoformat(), date_of(whole.end).isoformat()],
        "tickmode": "array",
        "tickvals": [date_of(day).isoformat() for day in named],
        "ticktext": [day if place else f"{day}<br>{year}" for place, (day, year) in enumerate(dates)],
        **QUIET,
    }


def _month_texts(months: Sequence[int], language: Language) -> list[str]:
    """The months' short names, each with its year under it where the year is another than before."""
    texts, told = [], ""
    for month in months:
        name, _, year = language.short_month(date_of(month)).partition(" ")
        texts.append(name if year == told else f"{name}<br>{year}")
        told = year
    return texts


def middle(piece: Period) -> str:
    """The day at which a piece of time is drawn: its middle, so that events lie where they happened."""
    return date_of((piece.start + piece.end - 1) // 2).isoformat()
