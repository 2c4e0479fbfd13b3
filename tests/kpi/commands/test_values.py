"""`python -m kpi values`: its JSON and CSV are a contract, its table is for people."""

import csv
import io
import json
from collections.abc import Callable

import pytest

from kpi.__main__ import main
from kpi.answers.goals import Goal, save_goal
from kpi.rollup.current import open_store
from tests.kpi.answers.bank import Bank, day

Run = Callable[..., str]
OCTOBER = ("--institution", "caja ejemplo", "--from", "2026-10-01", "--to", "2026-10-31")


@pytest.fixture(autouse=True)
def a_small_bank() -> None:
    with open_store().writing() as connection:
        bank = Bank.open(connection)
        page = bank.channel("facebook", "caja", visit_cutoff=day("2026-12-31"))
        bank.daily(
            page,
            "2026-10-01",
            cohort=50,
            returned_30d=1,
            likers=50,
            likers_returned_30d=1,
            posts=2,
            due_1h=10,
            answered_1h=7,
        )
        bank.channel("x", "caja_es")
        goal = Goal("answered_within_1h", "facebook", day("2026-10-01"), 0.9, 0.8)
        save_goal(connection, bank.id, goal, now=1)
        bank.imported("2026-11-22")
        bank.roll_up()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str, code: int = 0) -> str:
        with pytest.raises(SystemExit) as end:
            main(["values", *arguments])
        captured = capsys.readouterr()
        assert (end.value.code or 0) == code, captured.err
        return captured.err if code else captured.out

    return run


def test_json_holds_everything_that_explains_a_value(run: Run) -> None:
    (revisits, _) = json.loads(
        run(*OCTOBER, "--kpi", "revisit_rate_30d", "--by", "platform", "--format", "json")
    )
    low, high = revisits.pop("low"), revisits.pop("high")
    assert 0 < low < 0.02 < high < 0.2
    assert revisits == {
        "institution": "Caja Ejemplo",
        "platform": "facebook",
        "channel": None,
        "period_start": "2026-10-01",
        "period_end": "2026-10-31",
        "kpi": "revisit_rate_30d",
        "value": 0.02,
        "numerator": 1,
        "denominator": 50,
        "n": 50,
        "unit": "share",
        "missing": None,
        "goal": None,
        "status": None,
        "running": None,
        "reference": 0.02,
    }


def test_json_says_null_for_what_is_missing_and_names_measures_as_such(run: Run) -> None:
    found = json.loads(
        run(*OCTOBER, "--measure", "posts", "--platform", "x", "--by", "channel", "--format", "json")
    )
    (posts,) = found
    assert (posts["measure"], posts["channel"], posts["value"]) == ("posts", "caja_es", None)
    assert posts["missing"] == "not_collected"
    assert "kpi" not in posts


def test_goal_and_status_stand_beside_the_value(run: Run) -> None:
    (one,) = json.loads(
        run(*OCTOBER, "--kpi", "answered_within_1h", "--platform", "facebook", "--format", "json")
    )
    assert (one["value"], one["goal"], one["status"]) == (0.7, 0.9, "missed")


def test_csv_has_the_same_columns(run: Run) -> None:
    text = run(*OCTOBER, "--kpi", "answered_within_1h", "--measure", "posts", "--format", "csv")
    rate, posts = csv.DictReader(io.StringIO(text))
    assert (rate["kpi"], rate["measure"], rate["value"], rate["numerator"]) == (
        "answered_within_1h", "", "0.7", "7",
    )  # fmt: skip
    assert (posts["kpi"], posts["measure"], posts["value"], posts["status"]) == ("", "posts", "2", "")


def test_the_table_is_aligned_and_speaks_the_readers_language(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = (*OCTOBER, "--kpi", "answered_within_1h", "--by", "platform")
    english = run(*asked).splitlines()
    assert english[0].split()[:2] == ["Period", "Platform"]
    assert "70.0%" in english[1]
    assert english[1].index("70.0%") + len("70.0%") == english[0].index("Value") + len("Value")
    monkeypatch.setenv("KPI_LANGUAGE", "es")
    assert "incumplido" in run(*asked)


def test_a_grain_cuts_the_period(run: Run) -> None:
    weeks = json.loads(run(*OCTOBER, "--measure", "posts", "--grain", "week", "--format", "json"))
    assert [(week["period_start"], week["period_end"]) for week in weeks][:2] == [
        ("2026-10-01", "2026-10-04"),
        ("2026-10-05", "2026-10-11"),
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--institution", "Nadie", "--from", "2026-10-01", "--to", "2026-10-31"), "Caja Ejemplo"),
        ((*OCTOBER, "--kpi", "likes"), "likes"),
        ((*OCTOBER, "--platform", "orkut"), "facebook, x"),
        (("--institution", "Caja Ejemplo", "--from", "2026-02-30", "--to", "2026-10-31"), "2026-02-30"),
        (("--institution", "Caja Ejemplo", "--from", "2026-10-02", "--to", "2026-10-01"), "Swap"),
    ],
)
def test_a_wrong_call_is_one_sentence(run: Run, arguments: tuple[str, ...], words: str) -> None:
    said = run(*arguments, code=2)
    assert words in said
    assert len(said.strip().splitlines()) == 1
