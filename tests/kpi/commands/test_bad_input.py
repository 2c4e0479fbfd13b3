"""Bad input gets one clear sentence and exit code 2; nothing is half saved, and no traceback is shown."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kpi.commands.conftest import POSTS
from tests.support.shell import Said, Shell

Counts = Callable[[], dict[str, int]]

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x02\x00\x00\x00" + bytes(
    range(256)
)
HEADER = POSTS.splitlines()[0]

FILES = {
    "unknown layout": b"alpha,beta\n1,2\n",
    "empty": b"",
    "blank lines only": b"\n\n\n",
    "header only": HEADER.encode() + b"\n",
    "truncated inside a quote": (HEADER + '\nfacebook;banco;p1;2026-03-02T10:00:00+01:00;3;"1').encode(),
    "wrong encoding": POSTS.replace("banco", "bánco").encode("mac-roman").replace(b"p1", b"p\x81"),
    "picture": PNG,
    "NUL bytes": POSTS.encode().replace(b"p1", b"p\x00"),
    "date that does not exist": POSTS.replace("2026-03-0", "2026-02-3").encode(),
    "the other country's number": POSTS.replace(";3;", ";1.234,5;").replace(";5;", ";2.345,6;").encode(),
}


def one_sentence(said: Said, names: str = "") -> None:
    assert said.code == 2
    assert said.err.count("\n") == 1, said.err
    assert said.err.strip().endswith((".", ")")), said.err
    assert "Traceback" not in said.err
    assert names in said.err


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_cannot_be_taken(kind: str, shell: Shell, tmp_path: Path, row_counts: Counts) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(FILES[kind])
    said = shell.run("import", path, "--institution", "Banco", "--json")
    one_sentence(said, names="export.csv")
    assert [report["status"] for report in said.json] == ["refused"]
    assert said.json[0]["reason"] in said.err
    assert set(row_counts().values()) == {0}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_cannot_be_taken_leaves_a_full_database_as_it_was(
    kind: str, shell: Shell, posts: Path, tmp_path: Path, row_counts: Counts
) -> None:
    shell.run("import", posts, "--institution", "Banco")
    before = row_counts()
    path = tmp_path / "export.csv"
    path.write_bytes(FILES[kind])
    assert shell.run("import", path, "--institution", "Banco").code == 2
    assert row_counts() == before


@pytest.mark.parametrize(
    ("options", "names"),
    [
        (["--channel", "myspace:banco"], "myspace"),
        (["--channel", "banco"], "banco"),
        (["--layout", "no_such_layout"], "no_such_layout"),
        (["--layout", "no/such/file.toml"], "file.toml"),
        (["--timezone", "Europe/Atlantis"], "Europe/Atlantis"),
        (["--language", "fr"], "fr"),
        (["--institution", "   "], "--institution"),
        (["--year", "soon"], "--year"),
    ],
)
def test_a_wrong_call(options: list[str], names: str, shell: Shell, posts: Path, row_counts: Counts) -> None:
    said = shell.run("import", posts, "--institution", "Banco", *options)
    one_sentence(said, names)
    assert said.out == ""
    assert set(row_counts().values()) == {0}


def test_a_file_that_is_not_there(shell: Shell, tmp_path: Path) -> None:
    one_sentence(shell.run("import", tmp_path / "gone.csv", "--institution", "Banco"), "gone.csv")


def test_a_folder_without_exports(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    one_sentence(shell.run("import", tmp_path / "in", "--institution", "Banco"), "holds no")


def test_an_institution_that_is_not_there(shell: Shell, posts: Path) -> None:
    shell.run("import", posts, "--institution", "Banco")
    one_sentence(shell.run("imports", "list", "--institution", "Bnco"), "“Banco”")


def test_an_import_that_is_not_there(shell: Shell) -> None:
    one_sentence(shell.run("imports", "undo", "12"), "12")


@pytest.mark.parametrize("command", ["", "no-such-command"])
def test_a_command_that_is_not_there(command: str, shell: Shell) -> None:
    one_sentence(shell.run(command), command)


@pytest.mark.parametrize(
    "content",
    [b"this is no database, but it is long enough to look at " * 40, b"SQLite format 3\x00" + b"x" * 3000],
)
def test_a_damaged_database(
    content: bytes, shell: Shell, posts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "damaged.sqlite"
    path.write_bytes(content)
    monkeypatch.setenv("KPI_DATABASE_URL", f"sqlite:///{path}")
    one_sentence(shell.run("import", posts, "--institution", "Banco"), "damaged.sqlite")
    assert path.read_bytes() == content


def test_a_database_in_a_place_where_none_can_be(
    shell: Shell, posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPI_DATABASE_URL", f"sqlite:///{posts}/x.sqlite")
    one_sentence(shell.run("import", posts, "--institution", "Banco"))


def test_an_address_that_is_none(shell: Shell, posts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPI_DATABASE_URL", "somewhere")
    one_sentence(shell.run("import", posts, "--institution", "Banco"), "somewhere")


def test_a_database_that_can_only_be_read(
    shell: Shell, posts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shell.run("import", posts, "--institution", "Banco").code == 0
    path = os.environ["KPI_DATABASE_URL"].removeprefix("sqlite:///")
    monkeypatch.setenv("KPI_DATABASE_URL", f"sqlite:///file:{path}?mode=ro&uri=true")
    other = tmp_path / "other.csv"
    other.write_text(POSTS.replace("p1", "p9"), "utf-8")
    one_sentence(shell.run("import", other, "--institution", "Banco"))
    assert "posts.csv" in shell.run("imports", "list").out
