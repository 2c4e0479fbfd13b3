"""The waits, the shares answered in time and the backlog over time, with gaps and events."""

from collections.abc import Hashable, Sequence
from typing import Final

import streamlit as st

from kpi.answers.comparison import compare
from kpi.answers.value import Value
from kpi.catalogue.kpis import Clock
from kpi.periods import Grain, Period
from kpi.showing.changes import change_text
from kpi.showing.charts.lines import lines
from kpi.showing.charts.trend import trend
from kpi.showing.charts.words import figure, label
from kpi.words import N_, Message
from pages.response.numbers import MEDIAN, P90, SHARES, WAITING, ResponseNumbers
from pages.shared.data import gaps, marks
from pages.shared.drawn import Drawn, drawn, show_drawn
from pages.shared.explain import number
from pages.shared.remember import remembered
from pages.shared.sections import section
from pages.shared.state import Choice, say
from pages.shared.tables import time_columns

SHORT = {
    "answered_within_1h": N_("in 1 h"),
    "answered_within_24h": N_("in 24 h"),
    "answered_within_goal": N_("as promised"),
}
LEADING: Final = "answered_within_24h"
"""The share that the page's own title is about."""


def show_waits(choice: Choice, found: ResponseNumbers, clock: Clock) -> None:
    """The median and the 90th percentile side by side."""
    section(say(N_("How long questions wait")), "waits", say(N_("Waits")))
    for column, key in zip(st.columns(2), (MEDIAN[clock], P90[clock]), strict=True):
        with column:
            _show_trend(choice, found, key)


def show_shares(choice: Choice, found: ResponseNumbers) -> None:
    """The shares answered within an hour, a day, and the promised time."""
    section(say(N_("Answered in time")), "in-time")
    if not any(_is_known(found.history[key]) for key in SHARES):
        st.info(say(N_("No question was due in this time.")))
        return
    show_drawn(_shares(choice.seen, found.grain, choice, found), "response.shares")
    if not _is_known(found.history["answered_within_goal"]):
        st.caption(say(N_("No reply time was promised for this time: set a goal for it on the Goals page.")))


@remembered(64)
def _shares(seen: Hashable, grain: Grain, _choice: Choice, _found: ResponseNumbers) -> Drawn:  # noqa: ARG001  (key it)
    language = _choice.language
    rows = _from_first_known({key: _found.history[key] for key in SHARES if _is_known(_found.history[key])})
    values = next(iter(rows.values()))
    leading = LEADING if LEADING in rows else next(iter(rows))
    chart = lines(
        rows,
        {key: say(SHORT[key]) for key in rows},
        language,
        marks=marks(_choice, Period(values[0].period.start, values[-1].period.end)),
        data_end=_choice.covered.end if _choice.covered else None,
        gaps=_gaps(_choice, SHARES[0]),
        title=_finding(_found.now[leading], _found.before[leading], _choice),
    )
    columns: dict[str, Sequence[str]] = {
        say(N_("Period")): [language.period(value.period) for value in values]
    }
    for key, row in rows.items():
        columns[label(key, language)] = [number(value, language) for value in row]
    return drawn(chart, columns, language)


def show_backlog(choice: Choice, found: ResponseNumbers) -> None:
    """How many wait at the end of each piece of time, and for how long the oldest has waited."""
    section(say(N_("Who still waits")), "open")
    for column, key in zip(st.columns(2), WAITING, strict=True):
        with column:
            _show_trend(choice, found, key)


def _show_trend(choice: Choice, found: ResponseNumbers, key: str) -> None:
    if not _is_known(found.history[key]):
        st.info(say(N_("{kpi}: no value in this time."), kpi=label(key, choice.language)))
        return
    show_drawn(_trend(choice.seen, found.grain, key, choice, found), f"response.{key}")


@remembered(256)
def _trend(seen: Hashable, grain: Grain, key: str, _choice: Choice, _found: ResponseNumbers) -> Drawn:  # noqa: ARG001
    values, language = _known_part(_found.history[key]), _choice.language
    chart = trend(
        values,
        language,
        marks=marks(_choice, Period(values[0].period.start, values[-1].period.end)),
        data_end=_choice.covered.end if _choice.covered else None,
        gaps=_gaps(_choice, key),
        title=_finding(_found.now[key], _found.before[key], _choice),
    )
    return drawn(chart, time_columns(values, language), language)


def _finding(now: Value, before: Value, choice: Choice) -> str:
    """The chart's title: the value of the period, and how it changed where that can be said."""
    name = label(now.key, choice.language)
    if now.value is None:
        return name
    if isinstance(compare(now, before), Message):  # the tiles say why
        return say(N_("{kpi}: {value}"), kpi=name, value=figure(now, choice.language))
    return say(
        N_("{kpi}: {value}, {change}"),
        kpi=name,
        value=figure(now, choice.language),
        change=change_text(now, before, choice.language),
    )


def _gaps(choice: Choice, key: str) -> list[Period]:
    return [gap for of_platform in gaps(choice, key).values() for gap in of_platform]


def _is_known(values: Sequence[Value]) -> bool:
    return any(value.value is not None for value in values)


def _known_part(values: Sequence[Value]) -> Sequence[Value]:
    """Without the time before the KPI was first known; nothing where it never is."""
    return values[_first(values) :] if _is_known(values) else ()


def _from_first_known(rows: dict[str, tuple[Value, ...]]) -> dict[str, Sequence[Value]]:
    """All of them from the first piece on in which any is known."""
    first = min(_first(values) for values in rows.values())
    return {key: values[first:] for key, values in rows.items()}


def _first(values: Sequence[Value]) -> int:
    return next(place for place, value in enumerate(values) if value.value is not None)
