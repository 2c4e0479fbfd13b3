"""`people` and `audit`: the first administrator, and what the command line does stands in the audit."""

import csv
import os
import re
from pathlib import Path

import pytest
from sqlalchemy import text

from kpi.store.engine import open_store
from tests.support.shell import Shell

ANA = ("--email", "Ana@bank.example")


@pytest.fixture
def bank(shell: Shell, posts: Path) -> str:
    shell.run("import", posts, "--institution", "Banco")
    return "Banco"


def actions(shell: Shell, tmp_path: Path, *options: str) -> list[tuple[str, str, str]]:
    """What was done, to what, and over how many rows, the oldest first."""
    file = tmp_path / "audit.csv"
    assert shell.run("audit", "export", "--out", file, *options).code == 0
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [(row["What was done"], row["To what"], row["Rows"]) for row in reversed(rows)]


def test_the_first_administrator_is_made_here(shell: Shell) -> None:
    assert shell.run("people", "list").err.strip() == "Nobody has a role yet."
    said = shell.run("people", "grant", *ANA, "--role", "administrator", "--all")
    assert (said.code, said.out.strip()) == (
        0,
        "Ana@bank.example has the role “administrator” from now on.",
    )
    listed = shell.run("people", "list").out
    assert "ana@bank.example" in listed
    assert "the whole server" in listed


def test_a_group_has_a_role_in_one_institution_until_it_is_taken_away(shell: Shell, bank: str) -> None:
    shell.run("people", "grant", "--group", "stewards", "--role", "data steward", "--institution", bank)
    listed = shell.run("people", "list", "--institution", bank).out
    assert "stewards" in listed
    assert "data steward" in listed
    assert shell.run("people", "revoke", "--group", "stewards", "--institution", bank).code == 0
    assert "stewards" not in shell.run("people", "list").out
    again = shell.run("people", "revoke", "--group", "stewards", "--institution", bank)
    assert (again.code, again.err.strip()) == (
        2,
        "“stewards” has no role here that could be taken away. The list of roles shows who has which where.",
    )


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--role", "viewer", "--all"), "with --email or with --group"),
        ((*ANA, "--group", "g", "--role", "viewer", "--all"), "with --email or with --group"),
        ((*ANA, "--role", "viewer"), "with --institution or with --all"),
        ((*ANA, "--role", "viewer", "--all", "--institution", "Banco"), "with --institution or with --all"),
        ((*ANA, "--role", "boss", "--all"), "“boss” is not a role"),
        (("--email", "ana", "--role", "viewer", "--all"), "“ana” is not an e-mail address"),
        ((*ANA, "--role", "viewer", "--institution", "Nobody"), "There is no institution called “Nobody”"),
    ],
)
def test_a_wrong_call_gives_nobody_anything(
    shell: Shell, bank: str, options: tuple[str, ...], says: str
) -> None:
    said = shell.run("people", "grant", *options)
    assert said.code == 2
    assert says in said.err
    assert shell.run("people", "list").out == ""


def test_what_is_done_stands_in_the_audit(shell: Shell, bank: str, posts: Path, tmp_path: Path) -> None:
    place = ("--institution", bank)
    shell.run("import", posts, *place)  # known already: nothing is done
    shell.run("goals", "set", *place, "--kpi", "engagements", "--month", "2026-03", "--target", "10")
    shell.run("hours", "set", *place, "--from", "2026-03-02", "--days", "mon-fri", "--open", "9:00", "--close", "18:00")  # fmt: skip
    days = ("--from", "2026-03-01", "--to", "2026-03-31")
    shell.run("snapshot", *place, *days, "--out", tmp_path)
    shell.run("report", *place, *days, "--out", tmp_path / "report.pdf")
    shell.run("goals", "export", *place)
    shell.run("imports", "undo", "1")
    found = actions(shell, tmp_path, *place)
    assert [(what, thing) for what, thing, _ in found] == [
        ("made an institution", "Banco"),
        ("imported a file", "1 · posts.csv"),
        ("set a goal", "Engagements, All platforms"),
        ("changed service hours", "all of them"),
        ("took a file away", "the CSV files"),
        ("took a file away", "the report"),
        ("took a file away", "the goals"),
        ("took an import back", "1 · posts.csv"),
    ]
    assert found[1][2] == "2"
    (own,) = [each for each in actions(shell, tmp_path) if each[1] == "the audit"]
    assert own == ("took a file away", "the audit", "8")


def test_a_dry_run_and_a_refused_file_are_not_written_down(shell: Shell, posts: Path, tmp_path: Path) -> None:
    shell.run("import", posts, "--institution", "Banco", "--dry-run")
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    shell.run("import", other, "--institution", "Banco")
    assert shell.run("audit", "list").err.strip() == "Nothing of this kind was written down."


def test_the_list_says_who_and_what_and_how_much_is_left_out(shell: Shell, bank: str) -> None:
    said = shell.run("audit", "list", "--most", "1")
    assert "imported a file" in said.out
    assert "made an institution" not in said.out
    assert "The newest 1 of 2" in said.err
    only = shell.run("audit", "list", "--action", "institution-made").out
    assert "made an institution" in only
    assert "imported a file" not in only


def test_an_action_that_is_never_written_down_is_refused(shell: Shell) -> None:
    said = shell.run("audit", "list", "--action", "blinked")
    assert said.code == 2
    assert "“blinked” is nothing that is written down. Use one of: signed-in" in said.err


def test_that_somebody_was_forgotten_is_written_down_and_not_who(
    shell: Shell, bank: str, tmp_path: Path
) -> None:
    forget = ("forget", "--institution", bank, "--before", "2026-01-01")
    shell.run(*forget, "--dry-run")
    assert shell.run(*forget).code == 0
    (found,) = [each for each in actions(shell, tmp_path) if each[0] == "forgot a person or old rows"]
    assert found[1] == "rows before 1 Jan 2026"


def test_an_institution_is_removed_after_a_question_and_its_audit_stays(
    shell: Shell, bank: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shell.run("institutions", "list").out.splitlines()[1].split() == ["Banco", "ES", "Europe/Madrid"]
    monkeypatch.setattr("builtins.input", lambda: "no")
    kept = shell.run("institutions", "remove", bank)
    assert (kept.code, kept.out) == (2, "")
    assert "Only a backup brings it back." in kept.err
    assert "nothing was changed" in kept.err
    assert shell.run("institutions", "remove", "Bnco", "--yes").code == 2
    assert "Banco" in shell.run("institutions", "list").out

    removed = shell.run("institutions", "remove", "banco", "--yes")
    assert (removed.code, removed.out) == (0, "Banco is removed.\n")
    assert shell.run("institutions", "list").err.strip() == "There is no institution yet."
    assert ("removed an institution", "Banco", "") in actions(shell, tmp_path)


def test_a_backup_is_written_down_as_what_takes_everything_away(
    shell: Shell, bank: str, tmp_path: Path
) -> None:
    said = shell.run("backup", tmp_path / "monday.sqlite")
    rows = re.search(r"(\d+) rows", said.out)
    assert rows is not None
    assert ("wrote a backup", "monday.sqlite", rows[1]) in actions(shell, tmp_path)
    assert shell.run("backup", tmp_path / "monday.sqlite").code == 2  # it is there: nothing is written again
    assert [what for what, *_ in actions(shell, tmp_path)].count("wrote a backup") == 1


def test_a_restore_is_written_down_in_what_was_restored(shell: Shell, bank: str, tmp_path: Path) -> None:
    assert shell.run("backup", tmp_path / "monday.sqlite").code == 0
    assert shell.run("restore", tmp_path / "monday.sqlite").code == 0
    found = [(what, thing) for what, thing, _ in actions(shell, tmp_path)]
    assert ("put a backup in the database's place", "monday.sqlite") in found
    assert "wrote a backup" not in [what for what, _ in found]  # it came after what the backup holds


def test_a_backup_of_a_database_that_can_only_be_read_stands_and_says_what_is_missing(
    shell: Shell, bank: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = os.environ["KPI_DATABASE_URL"].removeprefix("sqlite:///")
    monkeypatch.setenv("KPI_DATABASE_URL", f"sqlite:///file:{path}?mode=ro&uri=true")
    said = shell.run("backup", tmp_path / "monday.sqlite")
    assert said.code == 0
    assert (tmp_path / "monday.sqlite").exists()
    assert said.err.startswith("The audit does not say so: The database")
    assert said.err.count("\n") == 1


def test_a_repair_of_the_measures_is_written_down_and_a_count_that_changes_nothing_is_not(
    shell: Shell, bank: str, tmp_path: Path
) -> None:
    assert shell.run("rollup", "--all").code == 0
    with open_store(os.environ["KPI_DATABASE_URL"]).writing() as connection:
        connection.execute(text("UPDATE daily_measure SET reactions = 9 WHERE reactions = 3"))
    assert shell.run("rollup", "--institution", bank).code == 0
    found = [each for each in actions(shell, tmp_path) if each[0].startswith("corrected the measures")]
    assert [thing for _, thing, _ in found] == ["Banco"]
