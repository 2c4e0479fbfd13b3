"""The week's hours as heat maps: what came in, how long it waited, how many agents it takes."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from kpi.answers.heat_map import HourOfWeek
from kpi.answers.staffing import StaffedHour, Staffing
from kpi.catalogue.units import Quantity, Unit
from kpi.rollup.buckets import DAY, HOUR, MINUTE
from kpi.showing.charts.figure import Chart
from kpi.showing.charts.heat import heat
from kpi.showing.charts.palette import SCREEN, Palette
from kpi.showing.language import Language
from kpi.words import N_

CLASSES = 5

CELLS = 1_024
"""Cells of which what they say is remembered: a week has 168, and a page is drawn again at every click."""
WAITS = (15 * MINUTE, HOUR, 4 * HOUR, DAY)
LATE = (0.05, 0.1, 0.25, 0.5)


def came_in(
    hours: Sequence[HourOfWeek], language: Language, *, title: str, palette: Palette = SCREEN
) -> Chart:
    """How many messages came in each hour of the week."""
    amounts = [hour.inbound for hour in hours]
    limits = count_limits(max(amounts, default=0))
    hovers = [_came_in(hour, language) for hour in hours]
    shown = [amount or None for amount in amounts]
    names = count_names(limits, max(amounts, default=0), language)
    alt = _alternative(title, hours, amounts, [language.number(amount) for amount in amounts], language)
    return heat(shown, hovers, limits, names, language, title=title, alt=alt, palette=palette)


def waited(
    hours: Sequence[HourOfWeek], language: Language, *, title: str, palette: Palette = SCREEN
) -> Chart:
    """The median wait of the questions that came in each hour of the week and were answered."""
    amounts = [hour.median for hour in hours]
    said = [language.value(amount, Unit.SECONDS) for amount in amounts]
    hovers = [_waited(hour, language) for hour in hours]
    ends = [language.value(limit, Unit.SECONDS, trim=True) for limit in WAITS]
    names = [*(language.say(N_("up to {upto}"), upto=end) for end in ends), language.say(N_("longer"))]
    alt = _alternative(title, hours, [amount or 0.0 for amount in amounts], said, language)
    return heat(amounts, hovers, WAITS, names, language, title=title, alt=alt, palette=palette)


def late(hours: Sequence[HourOfWeek], language: Language, *, title: str, palette: Palette = SCREEN) -> Chart:
    """Of the questions that came in each hour of the week and are due, the share not answered within 24 hours."""
    amounts = [late_share(hour) for hour in hours]
    said = [language.value(amount, Unit.SHARE) for amount in amounts]
    hovers = [_late(hour, language) for hour in hours]
    ends = [language.value(limit, Unit.SHARE, trim=True) for limit in LATE]
    names = [*(language.say(N_("up to {upto}"), upto=end) for end in ends), language.say(N_("more"))]
    alt = _alternative(title, hours, [amount or 0.0 for amount in amounts], said, language)
    return heat(amounts, hovers, LATE, names, language, title=title, alt=alt, palette=palette)


def late_share(hour: HourOfWeek) -> float | None:
    """Of the questions of an hour that are due, the share not answered within 24 hours."""
    in_time = hour.share_within_24h
    return None if in_time is None else 1 - in_time


def agents(found: Staffing, language: Language, *, title: str, palette: Palette = SCREEN) -> Chart:
    """How many agents each open hour of the typical week needs; closed hours and those without a question are empty."""
    amounts = [hour.agents for hour in found.hours]
    limits = count_limits(max(amounts, default=0))
    hovers = [_agents(hour, language) for hour in found.hours]
    said = [language.number(amount) for amount in amounts]
    alt = _alternative(title, found.hours, amounts, said, language)
    return heat(
        [amount or None for amount in amounts],
        hovers,
        limits,
        count_names(limits, max(amounts, default=0), language),
        language,
        title=title,
        alt=alt,
        palette=palette,
    )


def count_limits(most: float) -> tuple[float, ...]:
    """The ends of at most five classes of counts of equal width, a round one."""
    width = max(1, math.ceil(most / CLASSES))
    if width > 10:
        size = 10 ** math.floor(math.log10(width))
        width = math.ceil(2 * width / size) * size // 2
    classes = max(1, min(CLASSES, math.ceil(most / width)))
    return tuple(width * number for number in range(1, classes))


def count_names(limits: Sequence[float], most: float, language: Language) -> list[str]:
    """The classes of counts up to `most`: "1–3", "4–6", "7–8"; a single number where the class holds one."""
    ends = [int(limit) for limit in limits]
    begins = [1, *(end + 1 for end in ends)]
    return [
        language.number(begin) if end <= begin else f"{language.number(begin)}–{language.number(end)}"
        for begin, end in zip(begins, [*ends, int(most)], strict=True)
    ]


@lru_cache(maxsize=CELLS)
class InWeek(Protocol):
    """An hour of the week: its weekday, 0 being Monday, and its hour."""

    @property
    def weekday(self) -> int: ...
    @property
    def hour(self) -> int: ...


def hour_name(hour: InWeek, language: Language) -> str:
    """An hour of the week: "Monday, 9–10 h"."""
    return language.say(
        N_("{weekday}, {hour}–{next} h"),
        weekday=language.weekday(hour.weekday),
        hour=str(hour.hour),
        next=str(hour.hour + 1),
    )


@lru_cache(maxsize=CELLS)
def _came_in(hour: HourOfWeek, language: Language) -> str:
    messages = language.plural(N_("{count} message"), N_("{count} messages"), hour.inbound)
    questions = language.plural(N_("{count} new question"), N_("{count} new questions"), hour.opened)
    return f"<b>{hour_name(hour, language)}</b><br>{messages}<br>{questions}"


@lru_cache(maxsize=CELLS)
def _waited(hour: HourOfWeek, language: Language) -> str:
    lines = [f"<b>{hour_name(hour, language)}</b>"]
    if hour.median is not None and hour.p90 is not None:
        lines.append(language.say(N_("half within {wait}"), wait=Quantity(hour.median, Unit.SECONDS)))
        lines.append(language.say(N_("nine in ten within {wait}"), wait=Quantity(hour.p90, Unit.SECONDS)))
    lines.append(language.say(N_("{some} of {all} questions answered"), some=hour.answered, all=hour.opened))
    return "<br>".join(lines)


@lru_cache(maxsize=CELLS)
def _late(hour: HourOfWeek, language: Language) -> str:
    said = language.say(
        N_("{some} of {all} questions not answered within 24 hours"),
        some=hour.due - hour.within_24h,
        all=hour.due,
    )
    return f"<b>{hour_name(hour, language)}</b><br>{said}"


@lru_cache(maxsize=CELLS)
def _agents(hour: StaffedHour, language: Language) -> str:
    lines = [f"<b>{hour_name(hour, language)}</b>"]
    if not hour.is_open:
        return "<br>".join([*lines, language.say(N_("closed"))])
    lines.append(language.plural(N_("{count} agent"), N_("{count} agents"), hour.agents))
    lines.append(language.say(N_("{number} questions an hour"), number=language.number(hour.arrivals)))
    if hour.in_time is not None:
        lines.append(language.say(N_("{share} in time"), share=Quantity(hour.in_time, Unit.SHARE)))
    return "<br>".join(lines)


def _alternative(
    title: str,
    hours: Sequence[HourOfWeek] | Sequence[StaffedHour],
    amounts: Sequence[float],
    said: Sequence[str],
    language: Language,
) -> str:
    """The chart in words: its three highest hours."""
    highest = sorted(range(len(hours)), key=lambda place: -amounts[place])[:3]
    told = "; ".join(f"{hour_name(hours[place], language)}: {said[place]}" for place in highest)
    return language.say(N_("{title}. Highest: {hours}."), title=title, hours=told)
