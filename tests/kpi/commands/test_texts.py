"""`python -m kpi texts` and `forget --expired`: said in plain words, counted in the audit, never quoted there."""

import csv
from pathlib import Path

import pytest

from kpi.store import texts
from tests.support.shell import Shell

BANK = ("--institution", "Caja Ejemplo")
TODAY = 20_520  # 2026-03-08
SAID = "Where is my card"
MESSAGES = f"""platform,channel,conversation_id,message_id,sent_at,direction,author,text
x,caja,c1,m1,2026-03-05 10:00,in,eulalia,{SAID}
x,caja,c1,m2,2026-03-05 10:30,out,caja,On its way
"""
EARLIER = """platform;channel;post_id;published_at;reactions;comments
x;caja;p1;2026-03-02T10:00:00+01:00;3;1
"""


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "today", lambda: TODAY)


@pytest.fixture
def bank(shell: Shell, tmp_path: Path) -> None:
    posts = tmp_path / "posts.csv"
    posts.write_text(EARLIER, "utf-8")
    assert shell.run("import", posts, *BANK).code == 0


def take(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "messages.csv"
    path.write_text(MESSAGES, "utf-8")
    said = shell.run("import", path, *BANK)
    assert said.code == 0
    assert SAID not in said.out + said.err


def audited(shell: Shell, tmp_path: Path) -> list[tuple[str, str, str, str]]:
    """What was done to texts, over how many rows, by whose command; the oldest first. No text is in the file."""
    file = tmp_path / "audit.csv"
    assert shell.run("audit", "export", "--out", file).code == 0
    assert SAID not in file.read_text("utf-8")
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    names = ("What was done", "To what", "Rows", "Details")
    return [
        tuple(row[name] for name in names) for row in reversed(rows) if row["To what"] == "texts of messages"
    ]


@pytest.mark.usefixtures("bank")
def test_texts_are_kept_shown_and_removed_on_request(shell: Shell, tmp_path: Path) -> None:
    assert shell.run("texts", "show", *BANK).out.strip() == "Caja Ejemplo keeps no texts of messages."
    assert "for 30 days" in shell.run("texts", "on", *BANK, "--days", 30).out
    take(shell, tmp_path)
    assert "Stored now: 2." in shell.run("texts", "show", *BANK).out
    listed = shell.run("texts", "list", *BANK).out
    assert SAID in listed
    assert listed.index("On its way") < listed.index(SAID)
    off = shell.run("texts", "off", *BANK, "--yes")
    assert off.out.splitlines()[0] == "2 texts will be removed for good."
    assert shell.run("texts", "list", *BANK).err.strip() == "No texts are stored."
    assert audited(shell, tmp_path) == [
        ("changed a setting", "texts of messages", "0", "value: yes; days kept: 30"),
        ("read texts of messages", "texts of messages", "2", ""),
        ("changed a setting", "texts of messages", "2", "value: no"),
        ("read texts of messages", "texts of messages", "0", ""),
    ]


@pytest.mark.usefixtures("bank")
def test_what_is_older_goes_at_the_next_import_or_on_request(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.run("texts", "on", *BANK, "--days", 30)
    take(shell, tmp_path)
    monkeypatch.setattr(texts, "today", lambda: TODAY + 31)
    tried = shell.run("forget", "--expired", "--dry-run").out
    assert "kept long enough: 2." in tried
    assert "Stored now: 2." in shell.run("texts", "show", *BANK).out
    assert "kept long enough: 2." in shell.run("forget", "--expired").out
    assert "kept long enough: 0." in shell.run("forget", "--expired").out
    assert audited(shell, tmp_path)[1:] == [
        ("removed what had been kept long enough", "texts of messages", "2", "")
    ]


@pytest.mark.usefixtures("bank")
def test_an_import_removes_what_is_older(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.run("texts", "on", *BANK, "--days", 30)
    take(shell, tmp_path)
    monkeypatch.setattr(texts, "today", lambda: TODAY + 31)
    more = tmp_path / "more.csv"
    more.write_text(EARLIER.replace("p1", "p2"), "utf-8")
    assert shell.run("import", more, *BANK).code == 0
    assert "Stored now: 0." in shell.run("texts", "show", *BANK).out


@pytest.mark.usefixtures("bank")
@pytest.mark.parametrize("days", [0, 3651])
def test_days_have_bounds(shell: Shell, days: int) -> None:
    said = shell.run("texts", "on", *BANK, "--days", days)
    assert (said.code, "Texts are kept for 1 to" in said.err) == (2, True)
    assert "keeps no texts" in shell.run("texts", "show", *BANK).out


@pytest.mark.parametrize("options", [(), ("--expired", *BANK), ("--before", "2026-01-01")], ids=str)
def test_forget_wants_one_thing(shell: Shell, options: tuple[str, ...]) -> None:
    assert shell.run("forget", *options).code == 2


@pytest.mark.usefixtures("bank")
def test_a_server_that_starts_removes_what_was_kept_long_enough(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app import prepare  # noqa: PLC0415  (it imports the whole server)

    shell.run("texts", "on", *BANK, "--days", 30)
    take(shell, tmp_path)
    monkeypatch.setattr("app.forks.warm", lambda: None)
    prepare()
    assert "Stored now: 2." in shell.run("texts", "show", *BANK).out
    monkeypatch.setattr(texts, "today", lambda: TODAY + 31)
    prepare()
    assert "Stored now: 0." in shell.run("texts", "show", *BANK).out
    (gone,) = [entry for entry in audited(shell, tmp_path) if entry[0].startswith("removed what")]
    assert gone == ("removed what had been kept long enough", "texts of messages", "2", "")
    assert "server" in shell.run("audit", "list", "--action", "expired").out
