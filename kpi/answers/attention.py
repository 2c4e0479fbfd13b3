"""What missed its goal or is at risk, worst first, each in a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

from kpi.answers.value import Status, Value
from kpi.catalogue.kpis import KPIS, Better
from kpi.platforms import BY_KEY
from kpi.words import N_, Message


@dataclass(frozen=True)
class Attention:
    """A value that missed its goal, or is at risk. `gap` is 0 at the goal and 1 where nothing of it is reached."""

    value: Value
    gap: float
    sentence: Message


def attention(values: Iterable[Value]) -> list[Attention]:
    """The values with a goal that is missed or at risk, the widest gap first."""
    found = [
        Attention(value, gap_of(value), _sentence(value))
        for value in values
        if value.status in (Status.MISSED, Status.AT_RISK)
    ]
    return sorted(found, key=lambda one: (-one.gap, one.value.status is not Status.MISSED))


def gap_of(value: Value) -> float:
    """How far a value is from its goal, on one scale for all KPIs.

    The gap is 1 minus the part of the goal that was reached: value ÷ target where more is better, target ÷ value
    where less is. Half the engagements and twice the waiting time are equally bad: 0.5.
    """
    if value.value is None or value.goal is None:
        return 0.0
    more = KPIS[value.key].better is Better.MORE
    reached, of = (value.value, value.goal.target) if more else (value.goal.target, value.value)
    if reached >= of:
        return 0.0
    return 1.0 if of <= 0 else min(1.0, 1 - reached / of)


def _sentence(value: Value) -> Message:
    label = Message(KPIS[value.key].label)
    if value.platform is None:
        return Message(N_("{kpi}: {reason}"), {"kpi": label, "reason": value.status_reason})
    platform = Message(BY_KEY[value.platform].label)
    template = N_("{kpi} on {platform}: {reason}")
    return Message(template, {"kpi": label, "platform": platform, "reason": value.status_reason})
