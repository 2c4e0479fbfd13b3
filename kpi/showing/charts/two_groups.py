"""Two groups' shares over time, each point with its interval: what overlaps may be chance."""

from collections.abc import Sequence
from typing import Any, Final

from kpi.answers.value import Value
from kpi.periods import Period
from kpi.showing.charts.axes import MONTHS_ROOM, middle, room_for, time_axis, value_axis
from kpi.showing.charts.dots import cases_text, error_bars, interval_text, named_over
from kpi.showing.charts.figure import Chart, Trace, draw
from kpi.showing.charts.palette import SCREEN, Palette
from kpi.showing.language import Language

HEIGHT: Final = 220
HEAD: Final = 28
APART: Final = 4
"""Pixels of the plot and of the names over it; days by which the groups' points stand apart."""


def two_groups(
    first: Sequence[Value],
    second: Sequence[Value],
    language: Language,
    *,
    names: tuple[str, str],
    title: str,
    palette: Palette = SCREEN,
) -> Chart:
    """Shares of two groups, cut alike and in time order; the second in grey."""
    numbers = [x for value in (*first, *second) for x in (value.value, value.high)]
    upright = value_axis(numbers, first[0].unit, language)
    groups = ((first, names[0], palette.actual, -APART), (second, names[1], palette.past, APART))
    layout: dict[str, Any] = {
        "xaxis": time_axis([value.period for value in first], language),
        "yaxis": upright,
        "annotations": [named_over([("●", name, colour) for _, name, colour, _ in groups], palette)],
        "margin": {"l": room_for(upright), "r": 12, "t": HEAD, "b": MONTHS_ROOM},
    }
    data = [_points(values, name, colour, shift, language) for values, name, colour, shift in groups]
    alt = " ".join([f"{title}.", *(_told(values, name, language) for values, name, _, _ in groups)])
    return Chart(title, draw(data, layout, HEIGHT + HEAD + MONTHS_ROOM), alt)


def _points(values: Sequence[Value], name: str, colour: str, shift: int, language: Language) -> Trace:
    known = [value for value in values if value.value is not None]
    moved = [Period(value.period.start + shift, value.period.end + shift) for value in known]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [middle(period) for period in moved],
        "y": [value.value for value in known],
        "marker": {"size": 8, "color": colour},
        "error_y": error_bars(known, colour),
        "hovertext": [_hover(value, name, language) for value in known],
        "hoverinfo": "text",
    }


def _hover(value: Value, name: str, language: Language) -> str:
    said = f"<b>{language.value(value.value, value.unit)}</b> · {cases_text(value, language)}"
    return "<br>".join(
        [f"<b>{name}</b>", language.period(value.period), said, interval_text(value, language)]
    )


def _told(values: Sequence[Value], name: str, language: Language) -> str:
    known = [value for value in values if value.value is not None]
    parts = (f"{language.period(value.period)} {language.value(value.value, value.unit)}" for value in known)
    return f"{name}: {'; '.join(parts)}."
