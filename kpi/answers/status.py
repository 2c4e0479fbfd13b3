"""A value against its goal: the status, and the reason in a sentence.

Nothing is missed before its days are over. While a period runs, a sum is measured by what leads to the goal by now
(see `kpi.answers.profile`), and everything else by where it stands: each is on track or at risk. Once the period has
ended, the goal was met, came close (the floor was reached) or was missed.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from kpi.answers.value import GoalLevels, Missing, Status
from kpi.catalogue.kpis import Better, Growth, Kpi, Stock, Sum
from kpi.catalogue.units import Points, Quantity, Unit
from kpi.periods import date_of
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
AHEAD: Final = N_("{value} by {day}, {distance} more than the {expected} that lead to the goal of {goal}")
BEHIND: Final = N_("{value} by {day}, {distance} less than the {expected} that lead to the goal of {goal}")
ON_PACE: Final = N_("{value} by {day}, as much as leads to the goal of {goal}")
RUNS: Final = N_("{standing}; the period has not ended")
NO_PACE: Final = N_("{value} so far against a goal of {goal}, and the period has not ended. {why}")
STILL_GROWS: Final = N_(
    "{value} so far against a goal of {goal} for the end of the period, which has not ended"
)
ONE: Final = 0.5
"""A count is on pace when it is nearer to what leads to its goal than to the next number."""


class Case(NamedTuple):
    """What a verdict is made from."""

    value: float | None
    n: int | None
    pending: int | None
    missing: Missing | None


Verdict = tuple[Status, Message]


def verdict(kpi: Kpi, levels: GoalLevels, case: Case) -> Verdict:
    """What became of a goal whose period has ended."""
    if not is_judgeable(case.n, case.pending):
        return Status.NO_DATA, too_early(case.n or 0, case.pending or 0)
    reason = reason_of(case.value, case.missing, levels, kpi.better, kpi.unit)
    return status_of(case.value, levels, kpi.better), reason


def verdict_so_far(
    kpi: Kpi, levels: GoalLevels, case: Case, until: int, expected: float | Message | None
) -> Verdict:
    """What is to be expected of a goal whose period runs; `expected` is what leads to it by now, of a sum.

    `until` is the first day that the data do not cover. What nobody can foretell has no verdict, and says why.
    """
    if case.value is None or not is_judgeable(case.n, case.pending):
        return verdict(kpi, levels, case)
    if isinstance(kpi.formula, Sum):
        return _sum_so_far(kpi, levels, case.value, until, expected)
    if _reaches(case.value, levels.target, kpi.better):
        return Status.ON_TRACK, _running(case.value, levels, kpi)
    if isinstance(kpi.formula, Stock | Growth):  # it is to be reached by the end, and moves there day by day
        return Status.NO_DATA, Message(STILL_GROWS, _sides(case.value, levels.target, kpi.unit))
    return Status.AT_RISK, _running(case.value, levels, kpi)


def _sum_so_far(
    kpi: Kpi, levels: GoalLevels, value: float, until: int, expected: float | Message | None
) -> Verdict:
    """Days to come can only add to a sum: more than was wanted is met, more than was allowed is missed."""
    if _reaches(value, levels.target, kpi.better) is (kpi.better is Better.MORE):
        reason = reason_of(value, None, levels, kpi.better, kpi.unit)
        return (Status.MET if kpi.better is Better.MORE else Status.MISSED), reason
    if not isinstance(expected, int | float):
        why = {"why": expected or ""}
        return Status.NO_DATA, Message(NO_PACE, _sides(value, levels.target, kpi.unit) | why)
    away = value - expected if kpi.better is Better.MORE else expected - value
    return (Status.ON_TRACK if away > -ONE else Status.AT_RISK), by_now(value, until, levels.target, expected)


def by_now(value: float, until: int, target: float, expected: float) -> Message:
    """How a sum stands to what leads to its goal by the day before `until`, in a sentence."""
    away = value - expected
    template = ON_PACE if abs(away) < ONE else AHEAD if away > 0 else BEHIND
    said: dict[str, object] = {"value": count(value), "day": date_of(until - 1), "goal": count(target)}
    if template is not ON_PACE:
        said |= {"distance": count(abs(away)), "expected": count(expected)}
    return Message(template, said)


def count(number: float) -> Quantity:
    """A sum as a sentence says it, without the decimals that an average leaves."""
    return Quantity(round(number), Unit.COUNT, trim=True)


def status_of(value: float | None, levels: GoalLevels, better: Better) -> Status:
    """Of a period that has ended: met when the target is reached, close when at least the floor is, else missed."""
    if value is None:
        return Status.NO_DATA
    if _reaches(value, levels.target, better):
        return Status.MET
    if levels.floor is not None and _reaches(value, levels.floor, better):
        return Status.CLOSE
    return Status.MISSED


def is_judgeable(n: int | None, pending: int | None) -> bool:
    """Whether at least half of a value's cases count already: a verdict on fewer would change with the rest."""
    return not pending or (n or 0) >= pending


def too_early(n: int, pending: int) -> Message:
    """Why there is no verdict yet: `n` cases count, and as many as `pending` will."""
    return Message(
        N_("Too early for a verdict: the days of {n} of {all} cases have passed"),
        {"n": n, "all": n + pending},
    )


def reason_of(
    value: float | None, missing: Missing | None, levels: GoalLevels, better: Better, unit: Unit
) -> Message:
    """Why the status is what it is, such as "71 % against a goal of 90 %: 19 points short"."""
    if value is None:
        goal, why = (
            Quantity(levels.target, unit, trim=True),
            Message(WHY_MISSING[missing or Missing.NOT_COLLECTED]),
        )
        return Message(N_("No value to set against a goal of {goal}: {why}"), {"goal": goal, "why": why})
    status = status_of(value, levels, better)
    values = _sides(value, levels.target, unit)
    if value != levels.target:
        values["distance"] = distance(abs(value - levels.target), unit)
    if status is Status.CLOSE and levels.floor is not None:
        values["floor"] = Quantity(levels.floor, unit, trim=True)
    return Message(_REASONS[better, status, value == levels.target], values)


def distance(amount: float, unit: Unit) -> Points | Quantity:
    """The distance of two values of a unit, as people say it: of shares in points."""
    return Points(amount, trim=True) if unit is Unit.SHARE else Quantity(amount, unit, trim=True)


def _sides(value: float, target: float, unit: Unit) -> dict[str, object]:
    """The value and its goal, each written so that the other can be told from it."""
    return {
        "value": Quantity(value, unit, trim=True, goal=target),
        "goal": Quantity(target, unit, trim=True, of=value),
    }


def _running(value: float, levels: GoalLevels, kpi: Kpi) -> Message:
    standing = reason_of(value, None, GoalLevels(levels.target), kpi.better, kpi.unit)
    return Message(RUNS, {"standing": standing})


def _reaches(value: float, level: float, better: Better) -> bool:
    return value >= level if better is Better.MORE else value <= level


_EXACTLY = N_("{value}, exactly the goal")
_REASONS: Final[Mapping[tuple[Better, Status, bool], str]] = {
    (Better.MORE, Status.MET, True): _EXACTLY,
    (Better.LESS, Status.MET, True): _EXACTLY,
    (Better.MORE, Status.MET, False): N_("{value} against a goal of {goal}: {distance} above"),
    (Better.LESS, Status.MET, False): N_("{value} against a goal of at most {goal}: {distance} below"),
    (Better.MORE, Status.CLOSE, False): N_(
        "{value} against a goal of {goal}: {distance} short, not below the floor of {floor}"
    ),
    (Better.LESS, Status.CLOSE, False): N_(
        "{value} against a goal of at most {goal}: {distance} over, not above the limit of {floor}"
    ),
    (Better.MORE, Status.MISSED, False): N_("{value} against a goal of {goal}: {distance} short"),
    (Better.LESS, Status.MISSED, False): N_("{value} against a goal of at most {goal}: {distance} over"),
}
