"""Units of measures and KPIs, as they stand in the command line's JSON."""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """`share` runs from 0 to 1; screens show it in per cent. `seconds` are shown as a duration."""

    COUNT = "count"
    SHARE = "share"
    SECONDS = "seconds"
    PER_POST = "per_post"
    DAYS = "days"


@dataclass(frozen=True)
class Quantity:
    """A number and its unit: what a `Message` holds when its sentence shows a value ("71 %", "3 h 12 min")."""

    value: float
    unit: Unit
    trim: bool = False
    """Without decimals that say nothing: a goal is "90 %", not "90,0 %"."""
    goal: float | None = None
    """The goal that stands beside a value: both are written with as many decimals as tell them apart."""
    of: float | None = None
    """The value beside a goal, likewise."""


@dataclass(frozen=True)
class Points:
    """A difference of two shares, as a `Message` holds it: 0.03 is "3 points"; `trim` as for a quantity."""

    value: float
    trim: bool = False
