"""Where a missed goal was missed: on which days of the week, or on which platform.

A ratio lies below its goal by the sum over its parts of w · (r − goal), where r is the part's own ratio and w its
share of the cases. A part is named when it explains at least two thirds of the gap, and clearly more than its share of
the cases: that Mondays, with half of the questions, bring half of the gap says nothing about Mondays. Parts that are
not the whole, as where a source gives some figures for several days together, say nothing either.
"""

from collections.abc import Mapping, Sequence
from math import isclose
from typing import Final

from sqlalchemy import Connection

from kpi.answers.contribution import Part, whole
from kpi.answers.question import Question
from kpi.answers.splits import Dimension, parts_of
from kpi.answers.value import SHORT, Value
from kpi.catalogue.kpis import KPIS, Ratio
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


def cause_of(connection: Connection, question: Question, value: Value) -> Message | None:
    """What most of the gap to the goal comes from: weekends, a weekday, a platform; None where nothing stands out.

    Only for shares with a goal that is missed, came close or is at risk; `question` says whose value it is.
    """
    if value.goal is None or value.value is None or value.status not in SHORT:
        return None
    if not isinstance(KPIS[value.key].formula, Ratio):
        return None
    platforms = (value.platform,) if value.platform else question.platforms
    asked = Question(question.institution_id, value.period, platforms, (value.key,))
    if value.platform is None:
        by_platform = parts_of(connection, asked, Dimension.PLATFORM)
        if name := _outstanding(_gaps(by_platform, value)):
            return Message(BY_KEY[name].label)
    by_weekday = parts_of(connection, asked, Dimension.WEEKDAY)
    if name := _outstanding(_gaps(_weekends(by_weekday), value)):
        return Message(WEEKENDS if name == WEEKENDS else WEEKDAYS[int(name)])
    return None


def _weekends(parts: Mapping[str, Part]) -> dict[str, Part]:
    """The weekdays, Saturday and Sunday as one."""
    together = [part for name, part in parts.items() if name in WEEKEND]
    rest = {name: part for name, part in parts.items() if name not in WEEKEND}
    if not together:
        return rest
    top = sum(part.numerator for part in together)
    return rest | {WEEKENDS: Part(top, sum(part.denominator or 0 for part in together))}


def _gaps(parts: Mapping[str, Part], value: Value) -> Sequence[tuple[str, float, float]]:
    """Each part's name, its share of the gap to the goal and its share of the cases; none where they are not the value."""
    together = whole(parts)
    if value.goal is None or not together.denominator or not _same(together, value):
        return []
    target = value.goal.target
    gaps = {name: part.numerator - target * (part.denominator or 0) for name, part in parts.items()}
    gap_of_all = sum(gaps.values())
    if not gap_of_all:
        return []
    return [
        (name, gap / gap_of_all, (parts[name].denominator or 0) / together.denominator)
        for name, gap in gaps.items()
    ]


def _same(together: Part, value: Value) -> bool:
    return isclose(together.numerator, value.numerator or 0) and isclose(
        together.denominator or 0, value.denominator or 0
    )


def _outstanding(shares: Sequence[tuple[str, float, float]]) -> str | None:
    if len(shares) < 2:
        return None
    name, of_gap, of_cases = max(shares, key=lambda one: one[1])
    return name if of_gap >= max(MOST_OF_IT, MORE_THAN_ITS_SHARE * of_cases) else None
