"""`python -m kpi compare` and `anomalies`: what stands beside a value, what moved it, which days stand out."""

import csv
import json
from collections.abc import Callable
from io import StringIO

import pytest

from kpi.__main__ import main
from kpi.rollup.current import open_store
from tests.kpi.answers.bank import Bank, day

Run = Callable[..., str]
OCTOBER = ("--institution", "Caja Ejemplo", "--from", "2026-10-01", "--to", "2026-10-31")


@pytest.fixture(autouse=True)
def two_small_banks() -> None:
    with open_store().writing() as connection:
        bank = Bank.open(connection)
        page, x = bank.channel("facebook", "caja"), bank.channel("x", "caja_es")
        for first, reactions in (("2025-10-01", 100), ("2026-09-01", 300), ("2026-10-01", 240)):
            for number in range(30):
                bank.daily(page, day(first) + number, posts=1, reactions=reactions)
                bank.daily(x, day(first) + number, posts=1, reactions=60)
        bank.daily(page, "2026-10-31", posts=1, reactions=24_000)
        bank.daily(x, "2026-10-31", posts=1, reactions=60)
        other = Bank.open(connection, "Otro Banco")
        other.daily(other.channel("facebook"), "2026-10-01", posts=1, reactions=10)
        bank.roll_up()
        other.roll_up()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str, code: int = 0) -> str:
        with pytest.raises(SystemExit) as end:
            main([*arguments])
        captured = capsys.readouterr()
        assert (end.value.code or 0) == code, captured.err
        return captured.err if code else captured.out

    return run


def compared(run: Run, *arguments: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(
        run("compare", *OCTOBER, "--kpi", "engagements", *arguments, "--format", "json")
    )
    return found


def test_the_month_before_and_the_platforms_that_moved_it(run: Run) -> None:
    (row,) = compared(run, "--split", "platform")
    assert row["value"] == 30 * 300 + 24_060
    assert row["beside"]["value"] == 30 * 360  # type: ignore[index]
    assert row["change"] == pytest.approx((33_060 - 10_800) / 10_800)
    parts = {part["part"]: part["amount"] for part in row["split"]}  # type: ignore[attr-defined]
    assert parts == {"facebook": 31_200 - 9_000, "x": 60}


def test_last_year_another_platform_and_another_institution(run: Run) -> None:
    (year,) = compared(run, "--against", "last-year")
    assert year["beside"]["period_start"] == "2025-10-01"  # type: ignore[index]
    (facebook,) = compared(run, "--against", "platform:x")
    assert facebook["platform"] == "facebook"
    assert facebook["beside"]["platform"] == "x"  # type: ignore[index]
    (other,) = compared(run, "--against", "institution:Otro Banco")
    assert other["beside"]["institution"] == "Otro Banco"  # type: ignore[index]
    assert other["change"] is None
    assert "1 of 31 days of Otro Banco" in str(other["why_not"])


def test_as_csv_each_comparison_is_a_line(run: Run) -> None:
    asked = ("compare", *OCTOBER, "--kpi", "engagements", "--by", "platform", "--format", "csv")
    lines = [
        (one["platform"], one["value"], one["beside_value"]) for one in csv.DictReader(StringIO(run(*asked)))
    ]
    assert lines == [("facebook", "31200", "9000"), ("x", "1860", "1800")]


def test_what_cannot_be_asked_is_one_sentence(run: Run) -> None:
    assert "platform:x" in run("compare", *OCTOBER, "--against", "yesterday", code=2)
    assert "--split" in run("compare", *OCTOBER, "--against", "platform:x", "--split", "weekday", code=2)


def test_the_table_says_which_days_are_compared(run: Run) -> None:
    october = ("compare", *OCTOBER, "--kpi", "engagements")
    said = run(*october)
    assert (
        "Days compared: 1 Oct 2026 to 31 Oct 2026 (31 days) beside 1 Sept 2026 to 30 Sept 2026 (30 days)."
        in said
    )
    assert "(per day +196%: 31 days, 30 then)" in said
    beside = run("compare", *OCTOBER, "--kpi", "engagements", "--against", "platform:x")
    assert "Days compared, on both sides: 1 Oct 2026 to 31 Oct 2026 (31 days)." in beside


def test_the_table_says_the_same_in_words(run: Run) -> None:
    said = run(
        "compare", *OCTOBER, "--kpi", "engagements", "--kpi", "reply_time_median", "--split", "weekday"
    )
    assert "Engagements" in said
    assert "+206%" in said
    assert "Saturday: +" in said
    assert "No comparison" in said


def test_the_day_that_stands_out_is_named_with_what_was_to_be_expected(run: Run) -> None:
    asked = ("anomalies", *OCTOBER, "--kpi", "engagements")
    (found,) = json.loads(run(*asked, "--format", "json"))
    assert (found["period_start"], found["value"]) == ("2026-10-31", 24_060)
    assert found["expected_low"] <= found["expected"] <= found["expected_high"] < 24_060
    said = run(*asked)
    assert "Oct 31, 2026" in said or "31 Oct 2026" in said
    assert "No day stands out." in run(*asked, "--platform", "x")


def test_a_goal_s_status_says_what_is_to_be_expected_by_the_end(run: Run) -> None:
    bank = OCTOBER[:2]
    goal = ("--kpi", "engagements", "--platform", "x", "--month", "2026-11", "--target", "3000")
    run("goals", "set", *bank, *goal)
    with open_store().writing() as connection:
        opened = Bank(connection, 1)
        for number in range(14):
            opened.daily(2, day("2026-11-01") + number, posts=1, reactions=60)
        opened.roll_up()
    asked = ("goals", "status", *bank, "--from", "2026-11-01", "--to", "2026-11-30", "--platform", "x")
    (row,) = json.loads(run(*asked, "--format", "json"))
    assert row["expected_by_now"] == pytest.approx(1400)
    assert row["forecast"] == row["forecast_low"] == row["forecast_high"] == pytest.approx(1800)
    assert "560 less than the 1,400 that lead to the goal of 3,000" in run(*asked)
