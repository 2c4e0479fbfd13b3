"""`python -m kpi hours`: set, import, show, remove."""

import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from kpi.store.engine import open_store
from kpi.store.institutions import create_channel, create_institution
from kpi.store.schema import metadata
from tests.support.shell import Said, Shell

BANK = ("--institution", "Caja Ejemplo")
OFFICE = ("--days", "mon-fri", "--open", "09:00", "--close", "18:00")
TURN = metadata.tables["turn"]


@pytest.fixture(autouse=True)
def a_small_bank() -> None:
    with open_store().writing() as connection:
        bank = create_institution(connection, "Caja Ejemplo")
        create_channel(connection, bank.id, "x", "caja")


def shown(shell: Shell) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(shell.run("hours", "show", *BANK, "--format", "json").out)
    return found


def test_hours_are_set_shown_and_removed(shell: Shell) -> None:
    said = shell.run(
        "hours", "set", *BANK, *OFFICE, "--days", "sat", "--open", "22:00", "--close", "02:00",
        "--from", "2026-01-01", "--holidays", "es-md", "--closed", "2026-12-24",
        "--opened", "2026-12-31 09:00-13:00",
    )  # fmt: skip
    assert said.code == 0
    assert "mon-fri 09:00-18:00; sat 22:00-02:00" in said.out
    assert shown(shell) == [
        {
            "channel": "",
            "from": "2026-01-01",
            "holidays": "ES-MD",
            "hours": ["mon-fri 09:00-18:00", "sat 22:00-02:00"],
            "closed": ["2026-12-24"],
            "open": ["2026-12-31 09:00-13:00"],
        }
    ]
    assert "2026-12-24 closed; 2026-12-31 09:00-13:00" in shell.run("hours", "show", *BANK).out
    assert "1 schedule is removed" in shell.run("hours", "remove", *BANK).out
    assert shown(shell) == []
    assert "no business times" in shell.run("hours", "show", *BANK).err


def test_versions_and_scopes_stand_beside_each_other(shell: Shell) -> None:
    for day in ("2026-01-01", "2026-06-01"):
        assert shell.run("hours", "set", *BANK, *OFFICE, "--from", day, "--channel", "x:caja").code == 0
    assert shell.run("hours", "set", *BANK, *OFFICE, "--from", "2026-01-01", "--channel", "x").code == 0
    assert [(each["channel"], each["from"]) for each in shown(shell)] == [
        ("x", "2026-01-01"),
        ("x:caja", "2026-01-01"),
        ("x:caja", "2026-06-01"),
    ]
    removed = shell.run("hours", "remove", *BANK, "--channel", "x:caja", "--from", "2026-06-01")
    assert "1 schedule is removed" in removed.out
    assert "no such schedule" in shell.run("hours", "remove", *BANK, "--from", "2026-06-01").err


def test_what_is_shown_as_json_can_be_imported(shell: Shell, tmp_path: Path) -> None:
    shell.run("hours", "set", *BANK, *OFFICE, "--from", "2026-01-01", "--holidays", "ES")
    (before,) = shown(shell)
    path = tmp_path / "hours.toml"
    lines = [f"{key} = {json.dumps(value)}" for key, value in before.items()]
    path.write_text("\n".join(["[[schedules]]", *lines]), "utf-8")
    shell.run("hours", "remove", *BANK)
    assert shell.run("hours", "import", path, *BANK).code == 0
    assert shown(shell) == [before]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("set", *OFFICE, "--days", "sat", "--from", "2026-01-01"), "there are 2, 1 and 1"),
        (("set", *OFFICE, "--from", "2026-02-30"), "is not a date"),
        (("set", *OFFICE, "--from", "2026-01-01", "--holidays", "ES-XX"), "MD"),
        (("set", *OFFICE, *OFFICE, "--from", "2026-01-01"), "overlap"),
        (("set", *OFFICE, "--from", "2026-01-01", "--channel", "x:otra"), "x:caja"),
        (("import", "nowhere.toml"), "nowhere.toml"),
    ],
)
def test_a_wrong_call_is_one_sentence_and_changes_nothing(
    shell: Shell, arguments: tuple[str, ...], says: str
) -> None:
    said: Said = shell.run("hours", *arguments, *BANK)
    assert (said.code, said.out) == (2, "")
    assert says in said.err
    assert said.err.count("\n") == 1
    assert shown(shell) == []


def test_a_file_with_one_wrong_schedule_sets_none(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "hours.csv"
    path.write_text(
        "channel,from,holidays,days,open,close\n,2026-01-01,,mon,09:00,18:00\nx:otra,2026-01-01,,mon,09:00,18:00\n"
    )
    assert shell.run("hours", "import", path, *BANK).code == 2
    assert shown(shell) == []


def test_new_hours_reach_the_turns(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "messages.csv"
    path.write_text(
        "platform;channel;conversation_id;message_id;sent_at;direction\n"
        "x;caja;c;1;2026-03-06T17:00:00+01:00;in\nx;caja;c;2;2026-03-09T10:00:00+01:00;out\n"
    )
    assert shell.run("import", path, *BANK).code == 0
    shell.run("hours", "set", *BANK, *OFFICE, "--from", "2026-01-01")
    with open_store().reading() as connection:
        assert connection.execute(select(func.sum(TURN.c.business_wait))).scalar() == 2 * 3_600
