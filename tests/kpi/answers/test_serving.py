"""How well a platform serves its purpose: one verdict over the goals of the KPIs that tell it."""

import pytest

from kpi.answers.serving import serving, verdict
from kpi.answers.value import Missing, Status
from kpi.catalogue.purposes import PURPOSES
from tests.kpi.showing.values import value

MET, CLOSE, MISSED, NONE = Status.MET, Status.CLOSE, Status.MISSED, Status.NO_DATA


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([MET, MET], MET),
        ([MET, None, NONE], MET),
        ([MET, Status.ON_TRACK], MET),
        ([MET, MISSED], CLOSE),
        ([CLOSE], CLOSE),
        ([Status.AT_RISK], CLOSE),
        ([MISSED, CLOSE], MISSED),
        ([MISSED, None], MISSED),
        ([None, NONE], NONE),
        ([], NONE),
    ],
)
def test_the_verdict_is_over_the_goals_that_can_be_judged(
    statuses: list[Status | None], expected: Status
) -> None:
    assert verdict(statuses) is expected


def test_only_the_kpis_of_the_purpose_that_are_known_or_promised_tell() -> None:
    values = {
        "answered_within_24h": value("answered_within_24h", 0.95, target=0.9),
        "reply_time_median": value("reply_time_median", None, target=60, missing=Missing.NO_CASES),
        "response_rate": value("response_rate", None),
        "followers": value("followers", 10, target=20),
    }
    told = serving("x", PURPOSES["care"], values)
    assert [one.key for one in told.values] == ["answered_within_24h", "reply_time_median"]
    assert told.status is MET
