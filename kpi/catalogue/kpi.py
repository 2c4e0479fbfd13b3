"""What a KPI is: a formula over measures, with what people need to read its value."""

from dataclasses import dataclass
from enum import StrEnum

from kpi.catalogue.formulas import Formula
from kpi.catalogue.units import Unit


class Better(StrEnum):
    MORE = "more"
    LESS = "less"


class Theme(StrEnum):
    """The three things the project is for, the audience that carries them, and what a community is to bring."""

    ENGAGEMENT = "engagement"
    AUDIENCE = "audience"
    RESPONSE = "response"
    REVISITS = "revisits"
    UPTAKE = "uptake"


@dataclass(frozen=True)
class Kpi:
    """A KPI. `label` and `definition` are translatable.

    `source` names who uses or published the definition, where there is somebody to name.
    """

    key: str
    theme: Theme
    label: str
    unit: Unit
    better: Better
    formula: Formula
    definition: str
    source: str = ""
