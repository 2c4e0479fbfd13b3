"""`python -m kpi goals`: set, export, import, status, history."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kpi.__main__ import main
from kpi.answers.goals import current_goals
from kpi.rollup.current import open_store
from kpi.store.institutions import institution_named
from tests.kpi.answers.bank import Bank

Run = Callable[..., str]
BANK = ("--institution", "Caja Ejemplo")
GOAL = ("--kpi", "response_rate", "--month", "2026-10", "--target", "0.9", "--floor", "0.8")


@pytest.fixture(autouse=True)
def a_small_bank() -> None:
    with open_store().writing() as connection:
        bank = Bank.open(connection)
        page = bank.channel("facebook", "caja")
        bank.daily(page, "2026-10-01", due_7d=100, answered_7d=71)
        bank.daily(page, "2026-10-31", due_7d=0, answered_7d=0)  # the month is over
        bank.roll_up()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str, code: int = 0) -> str:
        with pytest.raises(SystemExit) as end:
            main(["goals", *arguments])
        captured = capsys.readouterr()
        assert (end.value.code or 0) == code, captured.err
        return captured.err if code else captured.out

    return run


def test_a_goal_is_set_and_its_status_says_how_far_it_is(run: Run) -> None:
    assert "90%" in run("set", *BANK, *GOAL)
    said = run("status", *BANK, "--from", "2026-10-01", "--to", "2026-10-31")
    assert "missed" in said
    assert "71% against a goal of 90%: 19 points short" in said


def test_days_without_a_goal_say_so(run: Run) -> None:
    assert run("status", *BANK, "--from", "2026-10-01", "--to", "2026-10-31").strip() == (
        "There is no goal for these days."
    )


def test_an_export_is_taken_back_unchanged(run: Run, tmp_path: Path) -> None:
    run("set", *BANK, *GOAL, "--reason", 'Dos "turnos"; más, personal', "--owner", "Ana Núñez")
    run(
        "set",
        *BANK,
        "--kpi",
        "followers",
        "--month",
        "2026-11",
        "--target",
        "12500",
        "--platform",
        "facebook",
    )
    file = tmp_path / "goals.csv"
    run("export", *BANK, "--out", str(file))
    before = goals()
    run("import", str(file), *BANK)
    assert goals() == before
    assert run("export", *BANK).encode() == file.read_bytes()


def test_all_versions_stay_in_the_history(run: Run) -> None:
    run("set", *BANK, *GOAL)
    run("set", *BANK, *GOAL[:-1], "0.7")
    lines = run("history", *BANK, "--kpi", "response_rate").splitlines()
    assert [line.split()[2:4] for line in lines[1:]] == [["2", "70%"], ["1", "80%"]]


def test_a_wrong_call_is_one_sentence(run: Run) -> None:
    for arguments, words in (
        (("set", *BANK, *GOAL[:-1], "0.95"), "out of order"),
        (("set", *BANK, "--kpi", "likes", "--month", "2026-10", "--target", "1"), "likes"),
        (("set", *BANK, "--kpi", "followers", "--month", "Oct", "--target", "1"), "Oct"),
        (("import", "nowhere.csv", *BANK), "nowhere.csv"),
    ):
        said = run(*arguments, code=2)
        assert words in said
        assert len(said.strip().splitlines()) == 1
    assert goals() == []


def goals() -> list[object]:
    with open_store().reading() as connection:
        return list(current_goals(connection, institution_named(connection, "Caja Ejemplo").id))
