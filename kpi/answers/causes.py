"""Where a goal was missed: on which days of the week or at which time of day, with which format, or on which platform.

A ratio lies below its goal by the sum over its parts of w · (r − goal), where r is the part's own ratio and w its
share of the cases. A part is named when it explains at least two thirds of the gap, and clearly more than its share of
the cases: that Mondays, with half of the questions, bring half of the gap says nothing about Mondays. Parts that are
not the whole, as where a source gives some figures for several days together, say nothing either. A median or a
percentile above its goal is a ratio below one: too few of the answers came within the goal.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import isclose
from typing import Final

from sqlalchemy import Connection

from kpi.answers.contribution import Part, whole
from kpi.answers.heat_map import HOURS_OF_DAY, answered_within, heat_map
from kpi.answers.question import Question
from kpi.answers.splits import Dimension, dimensions, parts_of
from kpi.answers.value import SHORT, Value
from kpi.catalogue.formats import FORMATS
from kpi.catalogue.kpis import KPIS, Clock, Percentile, Ratio
from kpi.platforms import BY_KEY
from kpi.words import N_, Message

MOST_OF_IT: Final = 2 / 3
MORE_THAN_ITS_SHARE: Final = 1.5
WEEKEND: Final = frozenset({"5", "6"})
WEEKDAYS: Final = (
    N_("Mondays"),
    N_("Tuesdays"),
    N_("Wednesdays"),
    N_("Thursdays"),
    N_("Fridays"),
    N_("Saturdays"),
    N_("Sundays"),
)
WEEKENDS: Final = N_("weekends")
NIGHT_ENDS, AFTERNOON_BEGINS, NIGHT_BEGINS = 7, 14, 22
NIGHTS: Final = N_("questions that come at night")
MORNINGS: Final = N_("questions that come in the morning")
AFTERNOONS: Final = N_("questions that come in the afternoon and evening")
OF_FORMAT: Final = N_("posts of the format “{format}”")
HOURLY: Final = "answered_within_24h"
"""The share that is known by the hour too."""

Parts = Mapping[str, Part]
Gap = tuple[str, float, float]
"""A part's name, its share of the gap and its share of the cases."""


def cause_of(connection: Connection, question: Question, value: Value) -> Message | None:
    """What most of the gap to the goal comes from: a platform, weekends or a weekday, a time of day, a format; None
    where nothing stands out.

    Only for shares and reply times with a goal that is missed, came close or is at risk; `question` says whose value
    it is.
    """
    if value.goal is None or value.value is None or value.status not in SHORT:
        return None
    platforms = (value.platform,) if value.platform else question.platforms
    asked = Question(question.institution_id, value.period, platforms, (value.key,))
    formula = KPIS[value.key].formula
    if isinstance(formula, Percentile):
        return _of_waits(connection, asked, formula, value.goal.target)
    return _of_share(connection, asked, value) if isinstance(formula, Ratio) else None


def _of_share(connection: Connection, asked: Question, value: Value) -> Message | None:
    for dimension in dimensions(value.key):
        if dimension is Dimension.PLATFORM and value.platform is not None:
            continue
        parts = parts_of(connection, asked, dimension)
        if dimension is Dimension.WEEKDAY:
            parts = _weekends(parts)
        if name := _outstanding(_gaps(parts, value)):
            return _named(dimension, name)
    if value.key != HOURLY or value.goal is None:
        return None
    hours = [(one.within_24h, one.due) for one in heat_map(connection, asked)]
    name = _outstanding(_gaps(_times_of_day(hours), value))
    return Message(name) if name else None


def _of_waits(connection: Connection, asked: Question, formula: Percentile, limit: float) -> Message | None:
    """Of the waits on the calendar's clock, which are known by the hour: when those came that waited too long."""
    if formula.first or formula.clock is not Clock.CALENDAR:
        return None
    hours = answered_within(connection, asked, limit)
    target = formula.share
    if name := _outstanding(_gaps_to(_weekends(_days(hours)), target)):
        return _named(Dimension.WEEKDAY, name)
    name = _outstanding(_gaps_to(_times_of_day(hours), target))
    return Message(name) if name else None


def _named(dimension: Dimension, name: str) -> Message:
    if dimension is Dimension.PLATFORM:
        return Message(BY_KEY[name].label)
    if dimension is Dimension.FORMAT:
        return Message(OF_FORMAT, {"format": Message(FORMATS[name]) if name in FORMATS else name})
    return Message(WEEKENDS if name == WEEKENDS else WEEKDAYS[int(name)])


def _days(hours: Sequence[tuple[int, int]]) -> Parts:
    """Numerator and denominator of each weekday, from those of the 168 hours of the week."""
    return _added((str(place // HOURS_OF_DAY), *counts) for place, counts in enumerate(hours))


def _times_of_day(hours: Sequence[tuple[int, int]]) -> Parts:
    return _added((_time_of_day(place % HOURS_OF_DAY), *counts) for place, counts in enumerate(hours))


def _time_of_day(hour: int) -> str:
    if NIGHT_ENDS <= hour < AFTERNOON_BEGINS:
        return MORNINGS
    return AFTERNOONS if AFTERNOON_BEGINS <= hour < NIGHT_BEGINS else NIGHTS


def _added(rows: Iterable[tuple[str, int, int]]) -> Parts:
    found: dict[str, Part] = {}
    for name, top, bottom in rows:
        before = found.get(name, Part(0.0, 0.0))
        found[name] = Part(before.numerator + top, (before.denominator or 0) + bottom)
    return {name: part for name, part in found.items() if part.denominator}


def _weekends(parts: Mapping[str, Part]) -> dict[str, Part]:
    """The weekdays, Saturday and Sunday as one."""
    together = [part for name, part in parts.items() if name in WEEKEND]
    rest = {name: part for name, part in parts.items() if name not in WEEKEND}
    if not together:
        return rest
    top = sum(part.numerator for part in together)
    return rest | {WEEKENDS: Part(top, sum(part.denominator or 0 for part in together))}


def _gaps(parts: Parts, value: Value) -> Sequence[Gap]:
    """As `_gaps_to` its goal; none where the parts are not the value."""
    if value.goal is None or not _same(whole(parts), value):
        return []
    return _gaps_to(parts, value.goal.target)


def _gaps_to(parts: Parts, target: float) -> Sequence[Gap]:
    """Each part's name, its share of the gap to the goal and its share of the cases."""
    together = whole(parts)
    gaps = {name: part.numerator - target * (part.denominator or 0) for name, part in parts.items()}
    gap_of_all = sum(gaps.values())
    if not gap_of_all or not together.denominator:
        return []
    return [
        (name, gap / gap_of_all, (parts[name].denominator or 0) / together.denominator)
        for name, gap in gaps.items()
    ]


def _same(together: Part, value: Value) -> bool:
    return isclose(together.numerator, value.numerator or 0) and isclose(
        together.denominator or 0, value.denominator or 0
    )


def _outstanding(shares: Sequence[Gap]) -> str | None:
    if len(shares) < 2:
        return None
    name, of_gap, of_cases = max(shares, key=lambda one: one[1])
    return name if of_gap >= max(MOST_OF_IT, MORE_THAN_ITS_SHARE * of_cases) else None
