"""Vendors that write a row for every day: dates further apart are of weeks or months, whose figures no day has."""

import pytest

from tests.kpi.importing.reading_support import parsed, refused

HEADERS = {
    "sprout_profiles": "Date,Network,Audience,Net Audience Growth,Impressions\n{0},X,{1},1,7\n",
    "linkedin_followers": "Date,Sponsored followers,Organic followers,Total followers\n{0},0,{1},{1}\n",
    "linkedin_visitors": "Date,Total page views (total)\n{0},{1}\n",
    "x_days_2014": "Date,Tweets published,impressions,engagements\n{0},1,{1},2\n",
}


def export(layout: str, days: tuple[str, ...]) -> str:
    header, row = HEADERS[layout].splitlines()
    if layout == "x_days_2014":
        days = tuple(f"{each[-4:]}-{each[:2]}-{each[3:5]}" for each in days)
    return "\n".join([header, *(row.format(each, number) for number, each in enumerate(days, 5))]) + "\n"


@pytest.mark.parametrize("layout", HEADERS)
@pytest.mark.parametrize("days", [("08/01/2026", "09/01/2026", "10/01/2026"), ("08/03/2026", "08/10/2026")])
def test_rows_of_months_or_weeks_are_not_rows_of_days(layout: str, days: tuple[str, ...]) -> None:
    assert "it counts by week or by month" in refused(export(layout, days))


@pytest.mark.parametrize("layout", HEADERS)
@pytest.mark.parametrize("days", [("08/31/2026", "09/01/2026", "10/01/2026"), ("08/03/2026",)])
def test_days_that_follow_one_another_are_taken_with_their_gaps(layout: str, days: tuple[str, ...]) -> None:
    result = parsed(export(layout, days))
    assert (result.layout, len(result.records)) == (layout, len(days))
