"""Where a missed goal was missed: on which days of the week, or on which platform.

A ratio lies below its goal by the sum over its parts of w · (r − goal), where r is the part's own ratio and w its
share of the cases. A part is named when it explains at least two thirds of the gap, and clearly more than its share of
the cases: that Mondays, with half of the questions, bring half of the gap says nothing about Mondays.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from kpi.answers.contribution import Part
from kpi.answers.question import Question
from kpi.answers.splits import Dimension, parts_of
from kpi.answers.value import Status, Value
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

    Only for shares with a goal that is missed or at risk; `question` says whose value it is.
    """
    if value.goal is None or value.value is None or value.status not in (Status.MISSED, Status.AT_RISK):
        return None
    if not isinstance(KPIS[value.key].formula, Ratio):
        return None
    platforms = (value.platform,) if value.platform else question.platforms
    asked = Question(question.institution_id, value.period, platforms, (value.key,))
    if value.platform is None:
        share = _gaps(parts_of(connection, asked, Dimension.PLATFORM), value.goal.target)
        if name := _outstanding(share):
            return Message(BY_KEY[name].label)
    by_weekday = parts_of(connection, asked, Dimension.WEEKDAY)
    if name := _outstanding(_gaps(_weekends(by_weekday), value.goal.target)):
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


def _gaps(parts: Mapping[str, Part], target: float) -> Sequence[tuple[str, float, float]]:
    """Each part's name, its share of the gap and its share of the cases."""
    cases = sum(part.denominator or 0 for part in parts.values())
    if not cases:
        return []
    gaps = {name: part.numerator - target * (part.denominator or 0) for name, part in parts.items()}
    whole = sum(gaps.values())
    if not whole:
        return []
    return [(name, gap / whole, (parts[name].denominator or 0) / cases) for name, gap in gaps.items()]


def _outstanding(shares: Sequence[tuple[str, float, float]]) -> str | None:
    if len(shares) < 2:
        return None
    name, of_gap, of_cases = max(shares, key=lambda one: one[1])
    return name if of_gap >= max(MOST_OF_IT, MORE_THAN_ITS_SHARE * of_cases) else None
