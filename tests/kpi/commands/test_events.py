"""`python -m kpi events`: add, list, remove, import."""

from pathlib import Path

import pytest

from kpi.store.engine import open_store
from kpi.store.institutions import create_institution
from tests.support.shell import Shell

BANK = ("--institution", "Caja Ejemplo")


@pytest.fixture(autouse=True)
def a_small_bank() -> None:
    with open_store().writing() as connection:
        create_institution(connection, "Caja Ejemplo")


def titles(shell: Shell, *more: str) -> list[str]:
    return [event["title"] for event in shell.run("events", "list", *BANK, "--format", "json", *more).json]


def test_an_event_is_noted_listed_and_removed(shell: Shell) -> None:
    said = shell.run(
        "events", "add", *BANK, "--title", "App down", "--from", "2026-03-10", "--to", "2026-03-12",
        "--kind", "outage", "--platform", "x", "--note", "Three days",
    )  # fmt: skip
    assert said.code == 0
    assert said.out.startswith("Noted: App down, 10")
    (event,) = shell.run("events", "list", *BANK, "--format", "json").json
    number = event.pop("id")
    assert event == {
        "platform": "x",
        "kind": "outage",
        "first_day": "2026-03-10",
        "last_day": "2026-03-12",
        "title": "App down",
        "note": "Three days",
    }
    assert "Outage" in shell.run("events", "list", *BANK).out
    assert "Removed: App down" in shell.run("events", "remove", number, *BANK).out
    assert "No event is noted" in shell.run("events", "list", *BANK).err
    again = shell.run("events", "remove", number, *BANK)
    assert (again.code, f"no event {number}" in again.err) == (2, True)


def test_the_list_is_narrowed_by_days_and_platform(shell: Shell) -> None:
    for title, first, platform in (
        ("A", "2026-01-05", ""),
        ("B", "2026-02-05", "x"),
        ("C", "2026-03-05", "tiktok"),
    ):
        shell.run("events", "add", *BANK, "--title", title, "--from", first, "--platform", platform)
    assert titles(shell) == ["A", "B", "C"]
    assert titles(shell, "--from", "2026-02-05") == ["B", "C"]
    assert titles(shell, "--to", "2026-02-05") == ["A", "B"]
    assert titles(shell, "--platform", "tiktok") == ["A", "C"]


def test_what_is_listed_as_csv_can_be_imported(shell: Shell, tmp_path: Path) -> None:
    shell.run("events", "add", *BANK, "--title", "Puente", "--from", "2026-12-05", "--to", "2026-12-08")
    path = tmp_path / "events.csv"
    assert shell.run("events", "list", *BANK, "--out", path).code == 0
    assert "1 event was there already." in shell.run("events", "import", path, *BANK).out
    (number,) = (event["id"] for event in shell.run("events", "list", *BANK, "--format", "json").json)
    shell.run("events", "remove", number, *BANK)
    assert "Noted: Puente" in shell.run("events", "import", path, *BANK).out
    assert titles(shell) == ["Puente"]


def test_a_file_with_a_wrong_cell_is_refused_whole(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("first_day,title\n2026-12-05,Puente\n5 de mayo,Feria\n", "utf-8")
    said = shell.run("events", "import", path, *BANK)
    assert said.code == 2
    assert "row 3, first_day: “5 de mayo”" in said.err
    assert "Traceback" not in said.err
    assert titles(shell) == []
    assert shell.run("events", "import", tmp_path / "none.csv", *BANK).code == 2
