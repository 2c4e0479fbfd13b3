"""`python -m kpi snapshot`: the same ZIP as the page's, checked against `python -m kpi values`."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpi.periods import Period
from kpi.showing.snapshot import make_snapshot
from kpi.showing.snapshot_contents import Filters
from kpi.showing.workbook import make_workbook
from kpi.store.engine import open_store
from kpi.store.institutions import institution_named
from tests.support.shell import Shell

BANK = ("--institution", "Caja Ejemplo")
MARCH = ("--from", "2026-03-01", "--to", "2026-03-31")


@pytest.fixture
def bank(shell: Shell, posts: Path) -> Shell:
    """A shell whose database holds the posts of one bank."""
    assert shell.run("import", str(posts), *BANK).code == 0
    return shell


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_writes_the_pages_zip_and_says_where_how_much_and_its_sum(bank: Shell, tmp_path: Path) -> None:
    said = bank.run("snapshot", *BANK, *MARCH, "--out", str(tmp_path / "out"), "--locale", "es")

    path = tmp_path / "out" / "vinculo_caja-ejemplo_2026-03-01_2026-03-31_es.zip"
    assert said.code == 0
    assert str(path) in said.out
    assert hashlib.sha256(path.read_bytes()).hexdigest() in said.out
    store = open_store()
    with store.reading() as connection:
        institution = institution_named(connection, "Caja Ejemplo")
    period = Period.of(date(2026, 3, 1), date(2026, 3, 31))
    assert path.read_bytes() == make_snapshot(store, institution, period, (), "es")
    for file in json.loads(members(path)["manifest.json"])["files"]:
        assert file["name"] in said.out


@pytest.mark.parametrize(("locale", "separator"), [("es", ";"), ("en", ",")])
def test_every_number_is_the_command_lines_number(
    bank: Shell, tmp_path: Path, locale: str, separator: str
) -> None:
    bank.run("snapshot", *BANK, *MARCH, "--out", str(tmp_path), "--locale", locale)
    printed = bank.run("values", *BANK, *MARCH, "--by", "platform", "--format", "json").out
    expected: list[dict[str, Any]] = json.loads(printed)

    (path,) = tmp_path.glob("*.zip")
    content = members(path)["kpi_values.csv"].decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=separator))[1:]
    found = {(row[1], row[5]): row[7].replace(",", ".") for row in rows}
    assert len(expected) > 20
    for value in expected:
        text = found[value["platform"], value["kpi"]]
        assert (float(text) if text else None) == value["value"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--institution", "Nadie", *MARCH), "Nadie"),
        ((*BANK, "--from", "2026-03-31", "--to", "2026-03-01"), "2026-03-31"),
        ((*BANK, "--from", "2026-02-30", "--to", "2026-03-01"), "2026-02-30"),
        ((*BANK, *MARCH, "--platform", "myspace"), "myspace"),
        ((*BANK, *MARCH, "--locale", "fr"), "fr"),
    ],
)
def test_a_wrong_call_is_one_sentence_and_writes_nothing(
    bank: Shell, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    ended = bank.run("snapshot", *arguments, "--out", str(tmp_path / "out"))

    assert ended.code == 2
    assert said in ended.err
    assert len(ended.err.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_named(bank: Shell, posts: Path) -> None:
    ended = bank.run("snapshot", *BANK, *MARCH, "--out", str(posts / "out"))

    assert ended.code == 2
    assert str(posts) in ended.err


def test_a_folder_holds_what_the_zip_holds(bank: Shell, tmp_path: Path) -> None:
    asked = (*BANK, *MARCH, "--locale", "en", "--out", str(tmp_path))
    bank.run("snapshot", *asked)
    said = bank.run("snapshot", *asked, "--format", "folder")

    (path,) = tmp_path.glob("*.zip")
    folder = path.with_suffix("")
    assert said.code == 0
    assert said.out.splitlines()[0] == str(folder)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == members(path)


def test_excel_is_the_pages_workbook(bank: Shell, tmp_path: Path) -> None:
    said = bank.run("snapshot", *BANK, *MARCH, "--locale", "es", "--format", "xlsx", "--out", str(tmp_path))

    (path,) = tmp_path.glob("*.xlsx")
    store = open_store()
    with store.reading() as connection:
        institution = institution_named(connection, "Caja Ejemplo")
    period = Period.of(date(2026, 3, 1), date(2026, 3, 31))
    assert path.read_bytes() == make_workbook(store, Filters.of(institution, period, (), "es")).content
    assert said.out.splitlines()[0] == str(path)
    assert hashlib.sha256(path.read_bytes()).hexdigest() in said.out
