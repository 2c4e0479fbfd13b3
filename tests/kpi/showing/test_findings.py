"""Titles that are findings: how many goals are met, what a KPI did; and what is said where there is no number."""

from datetime import date

import pytest

from kpi.answers.serving import serving
from kpi.answers.value import Missing
from kpi.catalogue.purposes import PURPOSES
from kpi.periods import Period
from kpi.showing.charts.cohorts import piece_name
from kpi.showing.content import summary
from kpi.showing.findings import finding, judged, title
from kpi.showing.language import Language
from kpi.showing.phrases import beside_goal, served
from pages.platforms.words import title as title_of_platforms
from pages.response.words import title as title_of_response
from tests.kpi.showing.values import month, value

ES, EN = Language("es"), Language("en")
OCTOBER = month(2026, 10)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{THIN SPACE}", " ")


def days(first: str, last: str) -> Period:
    return Period.of(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("period", "spanish", "english"),
    [
        (OCTOBER, "en octubre de 2026", "in October 2026"),
        (days("2026-07-01", "2026-09-30"), "en el 3.er trimestre de 2026", "in the 3rd quarter 2026"),
        (days("2026-11-20", "2026-11-20"), "el 20 nov 2026", "on 20 Nov 2026"),
        (days("2026-11-09", "2026-11-15"), "en los días 9–15 nov 2026", "on 9–15 Nov 2026"),
    ],
)
def test_a_finding_names_its_period_as_people_say_it(period: Period, spanish: str, english: str) -> None:
    now = value("engagement_rate_views", 0.029, period)
    before = value("engagement_rate_views", None, month(2026, 1))
    assert plain(finding(now, before, ES)) == f"Tasa de interacción por visualizaciones: 2,9 % {spanish}"
    assert plain(finding(now, before, EN)) == f"Engagement rate by views: 2.9% {english}"


def test_where_no_goal_can_be_judged_no_title_counts_those_that_are_met() -> None:
    missing = [value("followers", None, platform=platform, target=10) for platform in ("x", "facebook")]
    assert not judged(missing)
    assert title(missing, missing, OCTOBER, ES) == "Octubre de 2026: aún no se puede juzgar ningún objetivo"
    assert title_of_platforms(missing, OCTOBER, EN) == "October 2026: no goal can be judged yet"
    assert title_of_platforms(missing[:1], OCTOBER, EN) == "October 2026: no goal can be judged yet"
    known = [value("followers", 9, platform="x", target=10), *missing]
    assert judged(known)
    assert title(known, known, OCTOBER, EN) == "October 2026: 0 of 3 goals met"


def test_a_value_that_is_missing_is_said_to_be_and_no_sentence_has_a_hole() -> None:
    soon = value("revisit_rate_30d", None, platform="facebook", target=0.025, missing=Missing.NOT_COMPLETE)
    assert plain(beside_goal(soon, EN)) == "Facebook, Revisits within 30 days: no value, goal 2.5%"
    assert plain(beside_goal(soon, ES)) == "Facebook, Revisitas en 30 días: sin valor, objetivo 2,5 %"


def test_a_purpose_without_numbers_is_told_from_one_without_goals() -> None:
    purpose = PURPOSES["community"]
    promised = {"revisit_rate_30d": value("revisit_rate_30d", None, platform="x", target=0.02)}
    unpromised = {"revisit_rate_30d": value("revisit_rate_30d", 0.02, platform="x")}
    assert served(serving("x", purpose, promised), EN) == "Community: no numbers to judge it by"
    assert served(serving("x", purpose, unpromised), EN) == "Community: no goal to judge it by"


@pytest.mark.parametrize(
    ("piece", "name"),
    [
        (OCTOBER, "oct 2026"),
        (days("2026-10-05", "2026-10-11"), "5 oct 2026"),
        (days("2026-11-01", "2026-11-20"), "1–20 nov 2026"),
        (days("2026-11-16", "2026-11-20"), "16–20 nov 2026"),
    ],
)
def test_a_cohort_that_the_period_cuts_is_called_by_its_days(piece: Period, name: str) -> None:
    assert piece_name(piece, ES) == name


def test_one_post_with_one_engagement_is_said_in_the_singular() -> None:
    rate = value("engagement_rate_views", 0.01, cases=(1, 100))
    one, many = value("engagements", 1), value("engagements", 1234)
    assert plain(summary(1, one, rate, EN)) == (
        "1 post with 1 engagement: 1.0% of the 100 times that they were shown."
    )
    assert plain(summary(3, many, rate, ES)).startswith("3 publicaciones con 1.234 interacciones: el 1,0 %")
    assert plain(summary(1, one, rate, ES)).startswith("1 publicación con 1 interacción: el 1,0 %")


def test_a_share_of_few_questions_says_of_how_many_in_the_title() -> None:
    few = value("answered_within_24h", 1.0, cases=(2, 2))
    said = title_of_response(few, OCTOBER, EN)
    assert plain(said) == "October 2026: 100% (2 of 2) of questions answered within 24 hours"
