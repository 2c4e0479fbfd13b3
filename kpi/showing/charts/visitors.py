"""New and returning visitors over time: a bar for each month, the returning ones at its foot."""

from collections.abc import Sequence
from typing import Any, Final

from kpi.answers.value import Value
from kpi.catalogue.units import Unit
from kpi.showing.charts.axes import MONTHS_ROOM, middle, room_for, time_axis, value_axis
from kpi.showing.charts.dots import named_over
from kpi.showing.charts.figure import Chart, Trace, draw
from kpi.showing.charts.palette import SCREEN, Palette
from kpi.showing.charts.trend import NOTE_LINE, hollows, under
from kpi.showing.charts.words import label, why_missing
from kpi.showing.language import Language
from kpi.words import N_

HEIGHT: Final = 210
HEAD: Final = 28
HATCHED: Final = N_("▨ part of its days have no data")


def visitors(
    new: Sequence[Value],
    returning: Sequence[Value],
    language: Language,
    *,
    data_end: int | None,
    title: str,
    palette: Palette = SCREEN,
) -> Chart:
    """Two measures cut alike, in time order; a piece of which only part of the days is known is hatched."""
    partly = [
        a or b for a, b in zip(hollows(new, data_end, ()), hollows(returning, data_end, ()), strict=True)
    ]
    both = [(a.value or 0.0) + (b.value or 0.0) for a, b in zip(new, returning, strict=True)]
    upright = value_axis(both, Unit.COUNT, language)
    note = [language.say(HATCHED)] if any(partly) else []
    foot = MONTHS_ROOM + NOTE_LINE * len(note)
    hovers = [_hover(a, b, language) for a, b in zip(new, returning, strict=True)]
    named = [
        ("■", label(row[0].key, language), colour)
        for row, colour in ((returning, palette.actual), (new, palette.past))
    ]
    layout: dict[str, Any] = {
        "barmode": "stack",
        "bargap": 0.3,
        "xaxis": time_axis([value.period for value in new], language),
        "yaxis": upright,
        "annotations": [named_over(named, palette), *under(note, MONTHS_ROOM, palette)],
        "margin": {"l": room_for(upright), "r": 12, "t": HEAD, "b": foot},
    }
    data = [
        _bars(returning, hovers, partly, palette.actual),
        _bars(new, hovers, partly, palette.past),
    ]
    alt = " ".join(
        [
            f"{title}.",
            *(hover.replace("<b>", "").replace("</b>", "").replace("<br>", "; ") + "." for hover in hovers),
        ]
    )
    return Chart(title, draw(data, layout, HEIGHT + HEAD + foot), alt)


def _bars(values: Sequence[Value], hovers: Sequence[str], partly: Sequence[bool], colour: str) -> Trace:
    return {
        "type": "bar",
        "x": [middle(value.period) for value in values],
        "y": [value.value for value in values],
        "marker": {
            "color": colour,
            "pattern": {"shape": ["/" if part else "" for part in partly], "fillmode": "overlay"},
        },
        "hovertext": list(hovers),
        "hoverinfo": "text",
    }


def _hover(new: Value, returning: Value, language: Language) -> str:
    lines = [f"<b>{language.period(new.period)}</b>"]
    for value in (returning, new):
        said = (
            language.number(value.value)
            if value.value is not None
            else why_missing(value, language).rstrip(".")
        )
        lines.append(f"{label(value.key, language)}: {said}")
    return "<br>".join(lines)
