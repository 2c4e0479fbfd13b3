"""The periods that people pick by name, counted back from the last day that has data."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from kpi.answers.comparison import Against, periods_to_compare
from kpi.periods import Grain, Period, date_of, day_of, next_start, start_of
from kpi.words import N_

CUSTOM: Final = "custom"
DEFAULT: Final = "last_month"
RUNNING: Final = "month"


@dataclass(frozen=True)
class Preset:
    """A named period; `whole` gives it for the last day with data, uncut even where it still runs."""

    key: str
    label: str
    whole: Callable[[int], Period]


def months_back(last_day: int, months: int) -> Period:
    """The last `months` complete months up to `last_day`."""
    end = start_of(last_day + 1, Grain.MONTH)
    first = date_of(end)
    index = first.year * 12 + first.month - 1 - months
    return Period(day_of(date(index // 12, index % 12 + 1, 1)), end)


def running(last_day: int, grain: Grain) -> Period:
    """The whole month, quarter or year that `last_day` lies in."""
    return Period(start_of(last_day, grain), next_start(last_day, grain))


PRESETS: Final = {
    preset.key: preset
    for preset in (
        Preset(DEFAULT, N_("Last complete month"), lambda day: months_back(day, 1)),
        Preset(RUNNING, N_("This month"), lambda day: running(day, Grain.MONTH)),
        Preset("three_months", N_("Last 3 months"), lambda day: months_back(day, 3)),
        Preset("quarter", N_("This quarter"), lambda day: running(day, Grain.QUARTER)),
        Preset("year", N_("Year to date"), lambda day: running(day, Grain.YEAR)),
        Preset("twelve_months", N_("Last 12 months"), lambda day: months_back(day, 12)),
    )
}


def first_shown(covered: Period | None) -> str:
    """What to show while nobody has chosen: the last complete month, or this one where data begin in it."""
    return RUNNING if in_one_month(covered) else DEFAULT


def chosen_days(preset: str, custom: Period | None, last_day: int) -> Period:
    """The whole days that are chosen, with data up to `last_day`: the range where one was picked, else the preset's."""
    return custom if preset == CUSTOM and custom else PRESETS[preset].whole(last_day)


def in_one_month(covered: Period | None) -> bool:
    """Whether all there are are the data of the last month: a point for each month would be one point."""
    return covered is not None and covered.start >= months_back(covered.end - 1, 1).end


COMPARISONS: Final = {
    Against.PREVIOUS: N_("The period before"),
    Against.LAST_YEAR: N_("A year before"),
}


def elapsed_and_before(
    whole: Period, last_day: int, against: Against = Against.PREVIOUS
) -> tuple[Period, Period]:
    """What has passed of `whole` by `last_day`, and the comparable days before it.

    A period that lies wholly after the data is left as it is.
    """
    end = last_day + 1
    return periods_to_compare(whole, end if whole.start < end < whole.end else whole.end, against)
