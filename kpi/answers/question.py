"""What can be asked: which KPIs or measures, of whom, over which days, cut how."""

from dataclasses import dataclass, field
from enum import StrEnum

from kpi.periods import Grain, Period


class By(StrEnum):
    """Over what an answer is added up."""

    TOTAL = "total"
    PLATFORM = "platform"
    CHANNEL = "channel"


@dataclass(frozen=True)
class Question:
    """A question to `kpi.answers.values.answer`. Empty `platforms` means all, empty `kpis` and `measures` all KPIs."""

    institution_id: int
    period: Period
    platforms: tuple[str, ...] = ()
    kpis: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    by: By = By.TOTAL
    grain: Grain = field(default=Grain.TOTAL)
