"""What a measure is: a number that can be added, from one kind of fact."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kpi.catalogue.units import Unit


class Fact(StrEnum):
    """What a row of a file records."""

    POST = "post"
    MESSAGE = "message"
    VISIT = "visit"
    CHANNEL_DAY = "channel_day"
    CHANNEL_SPAN = "channel_span"
    GOAL = "goal"


OF_PEOPLE: Final = (Fact.MESSAGE, Fact.VISIT)
"""Facts each of which is about one person, of whom a store holds pseudonyms alone."""


class Kind(StrEnum):
    FLOW = "flow"
    STOCK = "stock"


@dataclass(frozen=True)
class Measure:
    """One column of the daily row.

    `label` and `definition` are translatable. `people` marks numbers of distinct people, whose sum over days,
    posts or platforms counts a person more than once and has to say so. `internal` measures exist only as
    parts of a KPI: they can be asked for, but no page offers them.
    """

    key: str
    fact: Fact
    label: str
    definition: str
    kind: Kind = Kind.FLOW
    unit: Unit = Unit.COUNT
    people: bool = False
    internal: bool = False
