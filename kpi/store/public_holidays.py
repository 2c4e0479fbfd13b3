"""Public holidays by country and region, from the `holidays` library: it works offline and knows observed days."""

from functools import lru_cache
from typing import Final

from kpi.errors import KpiError
from kpi.periods import day_of
from kpi.words import N_

SEPARATOR: Final = "-"


class UnknownHolidays(KpiError):
    template = N_(
        "No public holidays are known for “{name}”. Write a country of two letters, with its region where it has holidays of its own: ES, ES-MD, MX, CO, US-NY."
    )


class UnknownHolidayRegion(KpiError):
    template = N_("“{country}” has no region “{subdivision}” with holidays of its own. Use one of: {known}.")


def holidays_place(name: str) -> tuple[str, str]:
    """Country and subdivision of a place that is written like ES, ES-MD or US-NY; ("", "") for "".

    Raises:
        UnknownHolidays: the country is not known.
        UnknownHolidayRegion: the country is, its region is not.
    """
    if not name.strip():
        return "", ""
    from holidays import list_supported_countries  # noqa: PLC0415  (75 ms that only schedules need)

    country, separator, region = (part.strip().upper() for part in name.partition(SEPARATOR))
    known = list_supported_countries(include_aliases=False)
    if country not in known:
        raise UnknownHolidays(name=name)
    regions = {each.upper(): each for each in known[country]}
    if separator and region not in regions:
        raise UnknownHolidayRegion(
            country=country, subdivision=region, known=", ".join(known[country]) or "–"
        )
    return country, regions[region] if separator else ""


@lru_cache(maxsize=512)
def holiday_days(country: str, subdivision: str, year: int) -> frozenset[int]:
    """The public holidays of a year, national and of the region, with the days on which they are observed."""
    from holidays import country_holidays  # noqa: PLC0415  (75 ms that only schedules need)

    return frozenset(map(day_of, country_holidays(country, subdiv=subdivision or None, years=year)))
