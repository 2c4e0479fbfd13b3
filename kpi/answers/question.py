"""What can be asked: which KPIs or measures, of whom, over which days, cut how."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from kpi.errors import KpiError
from kpi.periods import Grain, Period
from kpi.platforms import Audience
from kpi.words import N_

DAYS_OF: Final = {Grain.DAY: 1, Grain.WEEK: 7, Grain.MONTH: 30, Grain.QUARTER: 91, Grain.YEAR: 365}
MOST_PIECES: Final = 10_000
MOST_VALUES: Final = 1_000_000


class TooMuchAsked(KpiError):
    template = N_(
        "This asks for about {values} values in {pieces} periods; at most {most_values} in {most_pieces} are answered at once. Take a shorter period, longer pieces or fewer KPIs."
    )


class By(StrEnum):
    """Over what an answer is added up."""

    TOTAL = "total"
    PLATFORM = "platform"
    CHANNEL = "channel"


@dataclass(frozen=True)
class Question:
    """A question to `kpi.answers.values.answer`.

    Empty `platforms` and `audiences` mean all, empty `kpis` and `measures` all KPIs. Values that are not to be
    `judged` come without goal and verdict: nobody promises a day, and years of days have a hundred thousand values.
    """

    institution_id: int
    period: Period
    platforms: tuple[str, ...] = ()
    kpis: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    by: By = By.TOTAL
    grain: Grain = field(default=Grain.TOTAL)
    audiences: tuple[Audience, ...] = ()
    judged: bool = True

    def check_size(self, scopes: int, keys: int) -> None:
        """Refuse what would fill the memory: a day's grain over millennia, from a slip in a date.

        Raises:
            TooMuchAsked: more pieces, or values in all, than are answered at once.
        """
        pieces = 1 if self.grain is Grain.TOTAL else self.period.days // DAYS_OF[self.grain] + 1
        values = pieces * scopes * keys
        if pieces > MOST_PIECES or values > MOST_VALUES:
            raise TooMuchAsked(values=values, pieces=pieces, most_values=MOST_VALUES, most_pieces=MOST_PIECES)
