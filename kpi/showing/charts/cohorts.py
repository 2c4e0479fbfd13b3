"""The triangle of cohorts: a row for whoever came first in a month or week, a column for the days since.

The darker a cell, the more of them were back by then. A cell whose days have not passed stays empty: it is not low,
nobody knows it yet.
"""

from collections.abc import Sequence
from typing import Any, Final

from kpi.answers.triangle import Cohort, Returned
from kpi.answers.value import Missing
from kpi.catalogue.units import Unit
from kpi.periods import Grain, Period, start_of, whole_months
from kpi.showing.charts.axes import QUIET
from kpi.showing.charts.figure import Chart, draw
from kpi.showing.charts.palette import SCREEN, Palette
from kpi.showing.language import Language
from kpi.words import N_

WEEK: Final = 7
ROW: Final = 30
HEAD: Final = 26
LETTER: Final = 6.6
DEEPEST: Final = 5
"""Pixels of a row, of the days' names and of a letter; how many of the ten shades a cell may have, so that its figure
can be read on each of them."""


def cohorts(rows: Sequence[Cohort], language: Language, *, title: str, palette: Palette = SCREEN) -> Chart:
    """The cohorts from the top down, the earliest first; all have the same numbers of days."""
    days = [one.days for one in rows[0].returned]
    shares = [[one.share for one in row.returned] for row in rows]
    most = max((share for row in shares for share in row if share is not None), default=0.0) or 1.0
    names = [row_name(row, language) for row in rows]
    trace = {
        "type": "heatmap",
        "x": list(range(len(days))),
        "y": list(range(len(rows))),
        "z": shares,
        "zmin": 0,
        "zmax": most,
        "colorscale": _scale(palette),
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hoverongaps": False,
        "hovertext": [[_hover(row, one, language) for one in row.returned] for row in rows],
        "hoverinfo": "text",
    }
    layout: dict[str, Any] = {
        "xaxis": {
            **QUIET,
            "side": "top",
            "ticks": "",
            "tickmode": "array",
            "tickvals": list(range(len(days))),
            "ticktext": [f"{day}\N{NO-BREAK SPACE}d" for day in days],
        },
        "yaxis": {
            **QUIET,
            "range": [len(rows) - 0.5, -0.5],
            "ticks": "",
            "tickmode": "array",
            "tickvals": list(range(len(rows))),
            "ticktext": names,
        },
        "annotations": [
            _figure(x, y, one, language, palette)
            for y, row in enumerate(rows)
            for x, one in enumerate(row.returned)
            if one.share is not None
        ],
        "margin": {"l": 12 + round(LETTER * max(map(len, names))), "r": 8, "t": HEAD, "b": 4},
    }
    alt = " ".join([title + ".", *(_told(row, language) for row in rows)])
    return Chart(title, draw([trace], layout, HEAD + ROW * len(rows) + 4), alt)


def piece_name(piece: Period, language: Language) -> str:
    """A cohort's month, or the first day of its week, short: "oct 2026", "5 oct 2026"; its days where it is cut."""
    if whole_months(piece):
        return language.short_month(piece.first)
    is_week = piece.start == start_of(piece.start, Grain.WEEK) and piece.days == WEEK
    return language.date(piece.first) if is_week else language.period(piece)


def row_name(row: Cohort, language: Language) -> str:
    return f"{piece_name(row.period, language)} · {language.number(row.size)}"


def share_text(one: Returned, language: Language) -> str:
    """A cell in words, for the table beneath: the share with its interval, or that it is too early."""
    if one.share is not None and one.low is not None and one.high is not None:
        share, low, high = (language.value(x, Unit.SHARE) for x in (one.share, one.low, one.high))
        return f"{share} ({low} – {high})"
    return language.say(N_("too early")) if one.missing is Missing.NOT_COMPLETE else "—"


def _scale(palette: Palette) -> list[list[float | str]]:
    """A few shades without transitions, from the lightest on."""
    shades = palette.shades[:DEEPEST]
    return [[edge / DEEPEST, shade] for place, shade in enumerate(shades) for edge in (place, place + 1)]


def _figure(x: int, y: int, one: Returned, language: Language, palette: Palette) -> dict[str, Any]:
    """A cell's share in per cent; the sign stands in the title."""
    per_cent = (one.share or 0.0) * 100
    text = language.number(per_cent, 0 if per_cent >= 10 or not per_cent else 1)
    return {
        "x": x,
        "y": y,
        "text": text,
        "showarrow": False,
        "font": {"size": 12, "color": palette.goal},
    }


def _hover(row: Cohort, one: Returned, language: Language) -> str:
    if one.share is None:
        return ""
    lines = [
        f"<b>{language.period(row.period)}</b>",
        language.say(
            N_("{some} of {all} back within {days}"),
            some=one.returned,
            all=row.size,
            days=days_text(one.days, language),
        ),
        share_text(one, language),
    ]
    return "<br>".join(lines)


def days_text(days: int, language: Language) -> str:
    return language.plural(N_("{count} day"), N_("{count} days"), days)


def _told(row: Cohort, language: Language) -> str:
    """A row in words: its size and the latest cell that is known."""
    known = [one for one in row.returned if one.share is not None]
    name = f"{language.period(row.period)}: {language.number(row.size)}"
    if not known:
        return f"{name}."
    last = known[-1]
    return language.say(
        N_("{name}, {share} back within {days}."),
        name=name,
        share=language.value(last.share, Unit.SHARE),
        days=days_text(last.days, language),
    )
