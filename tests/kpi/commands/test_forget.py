"""`python -m kpi forget` and `rekey`: a person, old rows, another key; every value stays what it was."""

from pathlib import Path

import pytest

from kpi.store.key_ring import VARIABLE
from tests.support.shell import Shell

BANK = ("--institution", "Caja Ejemplo")
MESSAGES = """platform,channel,conversation_id,message_id,sent_at,direction,author
x,caja,c1,m1,2026-01-05 10:00,in,eulalia
x,caja,c1,m2,2026-01-05 10:30,out,caja
x,caja,c2,m3,2026-03-05 10:00,in,leo
x,caja,c2,m4,2026-03-05 11:00,out,caja
"""


@pytest.fixture
def imported(shell: Shell, tmp_path: Path) -> Path:
    path = tmp_path / "messages.csv"
    path.write_text(MESSAGES, "utf-8")
    assert shell.run("import", path, *BANK).code == 0
    return path


def values(shell: Shell) -> str:
    return shell.run("values", *BANK, "--from", "2026-01-01", "--to", "2026-03-31").out


def test_a_person_is_forgotten_and_every_value_stays(shell: Shell, imported: Path) -> None:
    before = values(shell)
    assert "1 messages" in shell.run("forget", *BANK, "--person", "@Eulalia", "--dry-run").out
    said = shell.run("forget", *BANK, "--person", "@Eulalia")
    assert (said.code, "1 messages and 0 visits" in said.out) == (0, True)
    assert values(shell) == before
    assert "no" not in shell.run("check").err
    again = shell.run("forget", *BANK, "--person", "@Eulalia")
    assert again.code == 2
    assert "ulalia" not in again.err

    imported.write_text(f"{MESSAGES}x,caja,c3,m5,2026-03-04 11:00,in,leo\n", "utf-8")
    report = shell.run("import", imported, *BANK, "--json").json
    assert [problem["row"] for problem in report[0]["skipped"]] == [2, 3]


def test_old_rows_go_and_every_value_stays(shell: Shell, imported: Path) -> None:
    before = values(shell)
    assert "X, caja: 2 messages" in shell.run("forget", *BANK, "--before", "2026-02-01").out
    assert values(shell) == before
    assert shell.run("check").code == 0
    assert shell.run("rollup", "--all").code == 0
    assert values(shell) == before
    assert "old enough" in shell.run("forget", *BANK, "--before", "2026-02-01", "--platform", "x").out


@pytest.mark.parametrize("what", [(), ("--person", "leo", "--before", "2026-01-01"), ("--before", "soon")])
def test_it_has_to_be_said_what_is_forgotten(shell: Shell, imported: Path, what: tuple[str, ...]) -> None:
    said = shell.run("forget", *BANK, *what)
    assert said.code == 2
    assert len(said.err.splitlines()) == 1


def test_another_key_changes_no_value(
    shell: Shell, imported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, first = values(shell), bytes(range(32)).hex()
    assert shell.run("rekey").code == 2  # the environment holds the one key that is used
    monkeypatch.setenv(VARIABLE, f"{first} {bytes([5] * 32).hex()}")
    assert shell.run("rekey").code == 0
    assert values(shell) == before
    assert shell.run("check").code == 0
    monkeypatch.setenv(VARIABLE, first)
    imported.write_text(MESSAGES + "x,caja,c9,m9,2026-03-05 12:00,in,leo\n", "utf-8")
    refused = shell.run("import", imported, *BANK)
    assert refused.code == 2
    assert "KPI_PSEUDONYM_KEY" in refused.err
