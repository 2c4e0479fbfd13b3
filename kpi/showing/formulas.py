"""The formula of each KPI in words, with the measures it is made of: `returned_30d ÷ cohort`."""

from collections.abc import Callable
from typing import Final

from kpi.catalogue.kpis import (
    Clock,
    Formula,
    Growth,
    Lift,
    MeanOverPosts,
    OldestOpen,
    Open,
    Percentile,
    Ratio,
    Returned,
    Stock,
    Sum,
    WithinPromise,
)
from kpi.words import N_, Message

_PERCENTILES: Final = {
    (False, Clock.CALENDAR): N_(
        "the {percent}% point of the waits of the turns opened in the period and answered"
    ),
    (True, Clock.CALENDAR): N_(
        "the {percent}% point of the waits of the first turns opened in the period and answered"
    ),
    (False, Clock.BUSINESS): N_(
        "the {percent}% point of the waits in service hours of the turns opened in the period and answered"
    ),
    (True, Clock.BUSINESS): N_(
        "the {percent}% point of the waits in service hours of the first turns opened in the period and answered"
    ),
}


def formula_in_words(formula: Formula, name: Callable[[str], str] = str) -> Message:
    """The formula, each measure written as `name(key)`: its key, unless another name is wanted."""

    def added(keys: tuple[str, ...]) -> str:
        return " + ".join(name(key) for key in keys)

    match formula:
        case Sum(parts):
            return Message(N_("{measures}, added over the period"), {"measures": added(parts)})
        case Ratio(numerator, denominator):
            return _ratio(added(numerator), added(denominator), len(numerator), len(denominator))
        case Lift(cases, of, base_cases, base_of):
            return Message(
                N_("({cases} ÷ {of}) ÷ ({base_cases} ÷ {base_of}) − 1"),
                {
                    "cases": name(cases),
                    "of": name(of),
                    "base_cases": name(base_cases),
                    "base_of": name(base_of),
                },
            )
        case MeanOverPosts(numerator, divisor, cases):
            return Message(
                N_("sum over days and channels of ({numerator} ÷ {divisor}) ÷ {cases}"),
                {"numerator": name(numerator), "divisor": name(divisor), "cases": name(cases)},
            )
        case Stock(measure):
            return Message(
                N_("{measure} on the last known day of the period, added over channels"),
                {"measure": name(measure)},
            )
        case Growth(measure):
            return Message(
                N_("({measure} at the end − {measure} at the start) ÷ {measure} at the start"),
                {"measure": name(measure)},
            )
        case Percentile(share, first, clock):
            return Message(_PERCENTILES[first, clock], {"percent": round(share * 100)})
        case WithinPromise(limits):
            return Message(
                N_(
                    "turns answered within the goal of {limits} ÷ turns answered or open for longer than that goal"
                ),
                {"limits": "; ".join(map(name, limits))},
            )
        case Returned(returned, cohort, days):
            return Message(
                N_("{returned} ÷ {cohort}, over the days whose next day has passed")
                if days == 1
                else N_("{returned} ÷ {cohort}, over the days whose {days} days after have passed"),
                {"returned": name(returned), "cohort": name(cohort), "days": days},
            )
        case Open():
            return Message(N_("turns opened up to the end of the period − turns closed up to then"))
        case OldestOpen():
            return Message(N_("end of the period − opening of the oldest turn that is open then"))


def _ratio(numerator: str, denominator: str, above: int, below: int) -> Message:
    return Message(
        N_("{numerator} ÷ {denominator}"),
        {
            "numerator": f"({numerator})" if above > 1 else numerator,
            "denominator": f"({denominator})" if below > 1 else denominator,
        },
    )
