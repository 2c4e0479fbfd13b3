"""What missed its goal, or is at risk while its period runs, worst first, each in a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

from kpi.answers.value import SHORT, Value
from kpi.catalogue.kpis import KPIS, Better
from kpi.platforms import BY_KEY
from kpi.words import N_, Message


@dataclass(frozen=True)
class Attention:
    """A value that missed its goal or came close, or is at risk.

    `gap` is 0 at the goal and 1 where nothing of it is reached. `certain` is False where the cases are so few that
    the goal lies inside the value's 95 % interval.
    """

    value: Value
    gap: float
    certain: bool
    sentence: Message


def attention(values: Iterable[Value]) -> list[Attention]:
    """The values that fall short of their goals: the widest gap first, those that may be chance last."""
    found = [
        Attention(value, gap_of(value), is_certain(value), _sentence(value))
        for value in values
        if value.status in SHORT
    ]
    return sorted(found, key=lambda one: (not one.certain, -one.gap, rank(one.value)))


def rank(value: Value) -> int:
    """How bad its status is: 0 is the worst."""
    return SHORT.index(value.status) if value.status in SHORT else len(SHORT)


def gap_of(value: Value) -> float:
    """How far a value is from its goal, on one scale for all KPIs.

    Of a sum whose period runs the goal is what leads to it by now. The gap is 1 minus the part of the goal that was
    reached: value ÷ target where more is better, target ÷ value where less is. Half the engagements and twice the
    waiting time are equally bad: 0.5.
    """
    if value.value is None or value.goal is None:
        return 0.0
    more = KPIS[value.key].better is Better.MORE
    target = value.goal.target if value.expected is None else value.expected
    reached, of = (value.value, target) if more else (target, value.value)
    if reached >= of:
        return 0.0
    return 1.0 if of <= 0 else min(1.0, 1 - reached / of)


def is_certain(value: Value) -> bool:
    """Whether the goal lies outside of the value's interval; True for values that have none."""
    if value.goal is None or value.low is None or value.high is None:
        return True
    return not value.low <= value.goal.target <= value.high


def _sentence(value: Value) -> Message:
    said: dict[str, object] = {"kpi": Message(KPIS[value.key].label), "reason": value.status_reason}
    if value.platform is None:
        sentence = Message(N_("{kpi}: {reason}"), said)
    else:
        said["platform"] = Message(BY_KEY[value.platform].label)
        sentence = Message(N_("{kpi} on {platform}: {reason}"), said)
    if is_certain(value):
        return sentence
    return Message(N_("{sentence} (it may be chance: n = {n})"), {"sentence": sentence, "n": value.n})
