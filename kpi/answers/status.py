"""A value against its goal: the status, and the reason in a sentence."""

from collections.abc import Mapping
from typing import Final

from kpi.answers.value import GoalLevels, Missing, Status
from kpi.catalogue.kpis import Better
from kpi.catalogue.units import Points, Quantity, Unit
from kpi.words import N_, Message

WHY_MISSING: Final[Mapping[Missing, str]] = {
    Missing.NOT_COLLECTED: N_("nothing was imported for it"),
    Missing.NO_CASES: N_("there was no case to count"),
    Missing.NOT_COMPLETE: N_("its days have not passed yet"),
    Missing.NO_BASELINE: N_("there is nothing to start from"),
    Missing.NO_GOAL: N_("no reply time was promised for those days"),
    Missing.TWO_DEFINITIONS: N_("the platform counted otherwise in a part of those days"),
    Missing.NO_SCHEDULE: N_("there is no schedule of service hours for those days"),
}


def status_of(value: float | None, levels: GoalLevels, better: Better) -> Status:
    """Met when the target is reached, at risk when at least the floor is, else missed."""
    if value is None:
        return Status.NO_DATA
    if _reaches(value, levels.target, better):
        return Status.MET
    if levels.floor is not None and _reaches(value, levels.floor, better):
        return Status.AT_RISK
    return Status.MISSED


def is_judgeable(n: int | None, pending: int | None) -> bool:
    """Whether at least half of a value's cases count already: a verdict on fewer would change with the rest."""
    return not pending or (n or 0) >= pending


def too_early(n: int, pending: int) -> Message:
    return Message(
        N_("Too early for a verdict: the days of {n} of {all} cases have passed"),
        {"n": n, "all": n + pending},
    )


def reason_of(
    value: float | None, missing: Missing | None, levels: GoalLevels, better: Better, unit: Unit
) -> Message:
    """Why the status is what it is, such as "71 % against a goal of 90 %: 19 points short"."""
    goal = Quantity(levels.target, unit, trim=True)
    if value is None:
        why = Message(WHY_MISSING[missing or Missing.NOT_COLLECTED])
        return Message(N_("No value to set against a goal of {goal}: {why}"), {"goal": goal, "why": why})
    values: dict[str, object] = {
        "value": Quantity(value, unit, trim=True),
        "goal": goal,
        "distance": distance(abs(value - levels.target), unit),
    }
    status = status_of(value, levels, better)
    if status is Status.AT_RISK and levels.floor is not None:
        values["floor"] = Quantity(levels.floor, unit, trim=True)
    return Message(_REASONS[better, status, value == levels.target], values)


def distance(amount: float, unit: Unit) -> Points | Quantity:
    """The distance of two values of a unit, as people say it: of shares in points."""
    return Points(amount, trim=True) if unit is Unit.SHARE else Quantity(amount, unit, trim=True)


def _reaches(value: float, level: float, better: Better) -> bool:
    return value >= level if better is Better.MORE else value <= level


_EXACTLY = N_("{value}, exactly the goal")
_REASONS: Final[Mapping[tuple[Better, Status, bool], str]] = {
    (Better.MORE, Status.MET, True): _EXACTLY,
    (Better.LESS, Status.MET, True): _EXACTLY,
    (Better.MORE, Status.MET, False): N_("{value} against a goal of {goal}: {distance} above"),
    (Better.LESS, Status.MET, False): N_("{value} against a goal of at most {goal}: {distance} below"),
    (Better.MORE, Status.AT_RISK, False): N_(
        "{value} against a goal of {goal}: {distance} short, not below the floor of {floor}"
    ),
    (Better.LESS, Status.AT_RISK, False): N_(
        "{value} against a goal of at most {goal}: {distance} over, not above the limit of {floor}"
    ),
    (Better.MORE, Status.MISSED, False): N_("{value} against a goal of {goal}: {distance} short"),
    (Better.LESS, Status.MISSED, False): N_("{value} against a goal of at most {goal}: {distance} over"),
}
