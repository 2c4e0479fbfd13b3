"""Status, its reason, what needs attention."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.answers.attention import attention, gap_of
from kpi.answers.status import reason_of, status_of
from kpi.answers.value import GoalLevels, Missing, Status, Value
from kpi.catalogue.kpis import KPIS, Better
from kpi.catalogue.units import Unit
from kpi.showing.language import Language
from tests.kpi.answers.bank import period

ORDER = [Status.MISSED, Status.CLOSE, Status.MET]


@pytest.mark.parametrize(
    ("value", "levels", "better", "status"),
    [
        (0.9, GoalLevels(0.9), Better.MORE, Status.MET),
        (0.89, GoalLevels(0.9), Better.MORE, Status.MISSED),
        (0.8, GoalLevels(0.9, 0.8), Better.MORE, Status.CLOSE),
        (0.79, GoalLevels(0.9, 0.8), Better.MORE, Status.MISSED),
        (3600, GoalLevels(3600), Better.LESS, Status.MET),
        (5000, GoalLevels(3600, 7200), Better.LESS, Status.CLOSE),
        (7201, GoalLevels(3600, 7200), Better.LESS, Status.MISSED),
        (None, GoalLevels(1), Better.MORE, Status.NO_DATA),
    ],
)
def test_status(value: float | None, levels: GoalLevels, better: Better, status: Status) -> None:
    assert status_of(value, levels, better) is status


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.sampled_from(Better))
def test_a_better_value_never_has_a_worse_status(
    a: float, b: float, c: float, d: float, better: Better
) -> None:
    more = better is Better.MORE
    floor, target = sorted((a, b), reverse=not more)
    worse, best = sorted((c, d), reverse=not more)
    levels = GoalLevels(target, floor)
    assert ORDER.index(status_of(worse, levels, better)) <= ORDER.index(status_of(best, levels, better))


@pytest.mark.parametrize(
    ("value", "levels", "better", "unit", "english", "spanish"),
    [
        (0.71, GoalLevels(0.9), Better.MORE, Unit.SHARE,
         "71% against a goal of 90%: 19 points short",
         "71 % frente a un objetivo de 90 %: 19 puntos por debajo"),
        (1200, GoalLevels(1000), Better.MORE, Unit.COUNT,
         "1,200 against a goal of 1,000: 200 above",
         "1.200 frente a un objetivo de 1.000: 200 por encima"),
        (4, GoalLevels(4), Better.LESS, Unit.COUNT,
         "4, exactly the goal",
         "4, justo el objetivo"),
    ],
)  # fmt: skip
def test_the_reason_in_words(
    value: float, levels: GoalLevels, better: Better, unit: Unit, english: str, spanish: str
) -> None:
    reason = reason_of(value, None, levels, better, unit)
    assert plain(Language("en").say(reason)) == english
    assert plain(Language("es").say(reason)) == spanish


def test_a_goal_without_a_value_says_why() -> None:
    reason = reason_of(None, Missing.NOT_COMPLETE, GoalLevels(0.02), Better.MORE, Unit.SHARE)
    assert "its days have not passed yet" in Language("en").say(reason)


def plain(text: str) -> str:
    """Without the narrow and unbreakable blanks that languages put between a number and its unit."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def judged(kpi: str, value: float | None, levels: GoalLevels, platform: str | None = "facebook") -> Value:
    one = KPIS[kpi]
    found = Value("Caja", platform, None, period("2026-10-01", "2026-10-31"), kpi, True, one.unit, value)
    status = status_of(value, levels, one.better)
    reason = reason_of(value, None, levels, one.better, one.unit)
    return found._replace(goal=levels, status=status, status_reason=reason)


def test_what_is_furthest_from_its_goal_comes_first_on_one_scale() -> None:
    slow = judged("reply_time_median", 7200, GoalLevels(3600))  # twice the time: 0.5
    few = judged("engagements", 250, GoalLevels(1000))  # a quarter: 0.75
    close = judged("answered_within_1h", 0.85, GoalLevels(0.9, 0.8))
    met = judged("response_rate", 0.99, GoalLevels(0.9))
    unknown = judged("followers", None, GoalLevels(100))
    found = attention([met, close, slow, unknown, few])
    assert [one.value.key for one in found] == ["engagements", "reply_time_median", "answered_within_1h"]
    assert [one.gap for one in found] == pytest.approx([0.75, 0.5, 1 - 0.85 / 0.9])


def test_each_says_what_where_and_why() -> None:
    (one,) = attention([judged("engagements", 250, GoalLevels(1000))])
    assert (
        Language("en").say(one.sentence) == "Engagements on Facebook: 250 against a goal of 1,000: 750 short"
    )
    (whole,) = attention([judged("engagements", 250, GoalLevels(1000), platform=None)])
    assert Language("en").say(whole.sentence).startswith("Engagements: 250")


def test_what_may_be_chance_comes_last_and_says_so() -> None:
    few = judged("revisit_rate_30d", 0.0, GoalLevels(0.02))._replace(low=0.0, high=0.278, n=10)
    many = judged("answered_within_1h", 0.85, GoalLevels(0.9))._replace(low=0.84, high=0.86, n=5000)
    assert [one.value.key for one in attention([few, many])] == ["answered_within_1h", "revisit_rate_30d"]
    assert "may be chance: n = 10" in Language("en").say(attention([few])[0].sentence)


def test_a_goal_of_zero_leaves_no_room() -> None:
    assert gap_of(judged("backlog", 3, GoalLevels(0))) == 1
    assert gap_of(judged("follower_growth", -0.1, GoalLevels(0.0))) == 1
