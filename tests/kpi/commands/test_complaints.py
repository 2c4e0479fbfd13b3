"""Whatever a person gets wrong, in either language: one sentence in it with what to do, and nothing of a library's."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from kpi.commands.asking import NotConfirmed, ask
from kpi.store.engine import Store
from kpi.store.institutions import create_institution
from tests.support.english import english
from tests.support.shell import Shell

BANK = ("--institution", "Banco")
MARCH = ("--from", "2026-03-01", "--to", "2026-03-31")
HOURS = ("hours", "set", *BANK, "--from", "2026-01-01", "--days", "mon-fri", "--open", "09:00", "--close")
GOAL = ("goals", "set", *BANK, "--kpi", "answered_within_24h", "--month", "2026-03")
PLACES = {
    "GONE": "gone.csv",
    "FOLDER": "in",
    "PICTURE": "picture.csv",
    "QUOTE": "quote.csv",
    "TOML": "wrong.toml",
}

WRONG = [
    ["values", "--institution", "Bnco", *MARCH],
    ["values", *BANK, "--from", "mañana", "--to", "2026-03-31"],
    ["values", *BANK, "--from", "2026-04-01", "--to", "2026-03-31"],
    ["values", *BANK, "--from", "1200-01-01", "--to", "2026-03-31"],
    ["values", *BANK, *MARCH, "--platform", "myspace"],
    ["compare", *BANK, *MARCH, "--against", "ayer"],
    ["compare", *BANK, *MARCH, "--against", "institution:Bnco"],
    ["compare", *BANK, *MARCH, "--against", "platform:x", "--split", "weekday"],
    ["response", *BANK, *MARCH, "--share", "2"],
    ["response", *BANK, *MARCH, "--share", "nan"],
    ["response", *BANK, *MARCH, "--handling", "inf"],
    [*GOAL, "--target", "90"],
    [*GOAL, "--target", "nan"],
    [*GOAL, "--target", "0.5", "--floor", "0.9"],
    ["goals", "set", *BANK, "--kpi", "answered_within_24h", "--month", "marzo", "--target", "0.5"],
    ["goals", "import", *BANK, "GONE"],
    ["goals", "import", *BANK, "FOLDER"],
    ["goals", "import", *BANK, "PICTURE"],
    ["goals", "export", *BANK, "--out", "QUOTE/x.csv"],
    [*HOURS, "25:00"],
    [*HOURS, "18:00", "--days", "sat"],
    [*HOURS, "18:00", "--holidays", "XX"],
    [*HOURS, "18:00", "--channel", "x:nadie"],
    ["hours", "import", *BANK, "GONE"],
    ["hours", "import", *BANK, "PICTURE"],
    ["hours", "import", *BANK, "TOML"],
    ["hours", "remove", *BANK],
    ["events", "add", *BANK, "--title", "", "--from", "2026-03-01"],
    ["events", "add", *BANK, "--title", "x", "--from", "2026-03-01", "--kind", "fiesta"],
    ["events", "remove", "999", *BANK],
    ["events", "import", *BANK, "GONE"],
    ["events", "import", *BANK, "PICTURE"],
    ["events", "import", *BANK, "QUOTE"],
    ["events", "list", *BANK, "--out", "QUOTE/x.csv"],
    ["purposes", "set", *BANK, "--platform", "x", "--purpose", "nada"],
    ["snapshot", *BANK, *MARCH, "--out", "QUOTE"],
    ["snapshot", *BANK, *MARCH, "--out", "FOLDER", "--locale", "fr"],
    ["people", "grant", "--role", "jefe", "--email", "ana@banco.example", "--all"],
    ["people", "grant", "--role", "viewer", "--all"],
    ["people", "grant", "--role", "viewer", "--email", "ana", "--all"],
    ["people", "revoke", "--email", "ana@banco.example", "--all"],
    ["audit", "list", "--action", "nada"],
    ["audit", "export", "--out", "FOLDER"],
    ["rollup", "--engine", "nada"],
    ["rollup", "--engine", "spark", "--facts", "GONE"],
    ["export-facts", "--out", "QUOTE"],
    ["forget", *BANK],
    ["forget", *BANK, "--person", "nadie"],
    ["texts", "on", *BANK, "--days", "0"],
    ["imports", "show", "99"],
    ["layouts", "add", *BANK, "GONE"],
    ["layouts", "add", *BANK, "PICTURE"],
    ["layouts", "add", *BANK, "TOML"],
    ["layouts", "remove", *BANK, "nada"],
    ["backup", "QUOTE"],
    ["backup", "QUOTE/x"],
    ["restore", "GONE"],
    ["restore", "FOLDER"],
    ["restore", "PICTURE"],
]  # fmt: skip

LIBRARYS_WORDS = ("Traceback", "Errno", "codec", "No such file", "Is a directory", "Not a directory", "Invalid value",
    "Permission denied", "unable to open", "file is not a database", "KPI_DEBUG", "sqlite3.", "psycopg", "Input should")  # fmt: skip


@pytest.fixture
def places(tmp_path: Path) -> dict[str, str]:
    """Files that are not what a command wants."""
    (tmp_path / "in").mkdir()
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff\xfe")
    (tmp_path / "quote.csv").write_text('first_day,title\n2026-03-01,"Caída', "utf-8")
    (tmp_path / "wrong.toml").write_text("[[schedules]]\nfrom = [1,\n", "utf-8")
    return {name: str(tmp_path / file) for name, file in PLACES.items()}


@pytest.fixture
def bank(new_store: Callable[[], Store], monkeypatch: pytest.MonkeyPatch) -> None:
    """A database with one institution and nothing else."""
    store = new_store()
    with store.writing() as connection:
        create_institution(connection, "Banco")
    monkeypatch.setenv("KPI_DATABASE_URL", store.engine.url.render_as_string())


def filled_in(word: str, places: dict[str, str]) -> str:
    head, slash, rest = word.partition("/")
    return places.get(head, head) + slash + rest


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_a_mistake_is_one_sentence_in_the_readers_language(
    arguments: list[str], shell: Shell, bank: None, places: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {}
    for tongue in ("en", "es"):
        monkeypatch.setenv("KPI_LANGUAGE", tongue)
        here = shell.run(*(filled_in(word, places) for word in arguments))
        assert (here.code, here.out) == (2, ""), here.err
        assert here.err.count("\n") == 1
        assert not [word for word in LIBRARYS_WORDS if word in here.err], here.err
        said[tongue] = here.err
    assert said["en"] != said["es"]
    without_places = said["es"]
    for place in places.values():
        without_places = without_places.replace(place, "")
    assert not english([part.strip() for part in without_places.split(".")])


DATABASES = {
    "no address": "somewhere",
    "another kind": "mysql://host/bank",
    "a folder": "sqlite:///{tmp}/in",
    "beneath a file": "sqlite:///{tmp}/quote.csv/x.sqlite",
    "no database": "sqlite:///{tmp}/quote.csv",
    "an empty file": "sqlite:///{tmp}/empty.sqlite",
    "another program's": "sqlite:///{tmp}/theirs.sqlite",
    "nobody answers": "postgresql://ana:geheim@127.0.0.1:1/bank",
}


@pytest.mark.parametrize("command", [["imports", "list"], ["check"], ["backup"]], ids=" ".join)
@pytest.mark.parametrize("kind", DATABASES)
def test_a_database_that_is_none_is_one_sentence_in_the_readers_language(
    kind: str,
    command: list[str],
    shell: Shell,
    tmp_path: Path,
    places: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "empty.sqlite").touch()
    with sqlite3.connect(tmp_path / "theirs.sqlite") as theirs:
        theirs.execute("CREATE TABLE customers (name TEXT)")
    theirs.close()
    monkeypatch.setenv("KPI_DATABASE_URL", DATABASES[kind].format(tmp=tmp_path))
    for tongue in ("en", "es"):
        monkeypatch.setenv("KPI_LANGUAGE", tongue)
        said = shell.run(*command)
        assert (said.code, said.out) == (2, ""), said.err
        assert said.err.count("\n") == 1
        assert "geheim" not in said.err
        assert not [word for word in LIBRARYS_WORDS if word in said.err], said.err
    assert not english([part.strip() for part in said.err.replace(str(tmp_path), "").split(".")])


@pytest.mark.parametrize(
    ("answer", "goes_on"), [("sí", True), ("SI", True), ("yes", True), ("s", False), ("", False)]
)
def test_a_question_is_answered_in_the_readers_words(
    answer: str, goes_on: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KPI_LANGUAGE", "es")
    monkeypatch.setattr("builtins.input", lambda: answer)
    if goes_on:
        ask("Remove them?")
    else:
        with pytest.raises(NotConfirmed):
            ask("Remove them?")
    assert capsys.readouterr().err == "¿Eliminarlos? (sí) "


def test_where_nobody_can_answer_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    with pytest.raises(NotConfirmed):
        ask("Remove them?")
