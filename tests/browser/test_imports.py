"""Importing as a person does it: several files with a bad one among them, ending a long import."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from kpi.importing.history import ImportRow, list_imports
from kpi.store.engine import open_store
from kpi.store.institutions import create_institution, institution_named
from tests.support.files import CHART, DAYS
from visiting.browser import Visitor
from visiting.server import RunningApp

pytestmark = pytest.mark.browser

BANK = "Caja de Ficheros"
MESSAGES = b"""\
platform,channel,conversation_id,message_id,sent_at,direction
x,caja,c1,q1,2026-03-02T10:00:00Z,in
x,caja,c1,a1,2026-03-02T11:00:00Z,out
"""


@pytest.fixture(scope="module")
def app(start_app: Callable[[Path | None], RunningApp], sample_database: Path) -> RunningApp:
    return start_app(sample_database)


@pytest.fixture(scope="module", autouse=True)
def bank(app: RunningApp) -> None:
    store = open_store(app.database_url)
    with store.writing() as connection:
        create_institution(connection, BANK)
    store.engine.dispose()


def imports(app: RunningApp) -> list[ImportRow]:
    store = open_store(app.database_url)
    with store.reading() as connection:
        rows = list_imports(connection, institution_named(connection, BANK).id)
    store.engine.dispose()
    return rows


def arrive(visitor: Visitor) -> None:
    visitor.open(f"/data?lang=en&inst={BANK.replace(' ', '+')}")


def choose(visitor: Visitor, *paths: Path) -> None:
    visitor.page.locator('.st-key-data_files input[type="file"]').set_input_files(list(paths))


def put(folder: Path, **contents: bytes) -> list[Path]:
    paths = [folder / f"{name}.csv" for name in contents]
    for path, content in zip(paths, contents.values(), strict=True):
        path.write_bytes(content)
    return paths


def test_two_files_are_imported_and_a_bad_one_keeps_its_line(
    visitor: Visitor, app: RunningApp, tmp_path: Path
) -> None:
    page = visitor.page
    arrive(visitor)
    choose(visitor, *put(tmp_path, march=DAYS, picture=b"\x89PNG\r\n\x1a\n0000", chart=CHART))
    expect(page.get_by_text("3 files · 1 can be imported · 1 asks something")).to_be_visible()
    page.get_by_role("radio", name="Instagram").or_(page.get_by_role("button", name="Instagram")).last.click()
    expect(page.get_by_text("3 files · 2 can be imported")).to_be_visible()

    page.get_by_role("button", name="Import 2 files").click()
    expect(page.get_by_text("2 files were imported.", exact=False)).to_be_visible()
    visitor.settle()
    done = page.locator(".st-key-data_done")
    expect(done.get_by_text("What it changed in the KPIs", exact=False)).to_be_visible()
    expect(done.get_by_text("is a picture", exact=False)).to_be_visible()
    assert {row.file_name: row.rows_saved for row in imports(app)} == {"march.csv": 20, "chart.csv": 2}


def test_a_long_import_goes_on_beside_other_pages_and_leaves_nothing_when_it_is_cancelled(
    visitor: Visitor, app: RunningApp, tmp_path: Path
) -> None:
    page = visitor.page
    before = imports(app)
    arrive(visitor)
    choose(visitor, *put(tmp_path, messages=MESSAGES))
    begin = page.get_by_role("button", name="Import 1 file")
    expect(begin).to_be_enabled()
    with reading_held_up(app):
        begin.click()
        bar = page.locator(".st-key-data_import_progress")
        expect(bar).to_be_visible()
        visitor.go("Goals")
        visitor.go("Data")
        expect(bar).to_be_visible()
        page.get_by_role("button", name="Cancel the import").click()
        expect(page.get_by_text("The import was cancelled.", exact=False)).to_be_visible()
    visitor.settle()
    assert imports(app) == before


@contextmanager
def reading_held_up(app: RunningApp) -> Iterator[None]:
    """The process that reads files for the server stands still: an import lasts as long as anybody looks at it."""
    lists = Path(f"/proc/{app.process.pid}/task").glob("*/children")
    started = [Path("/proc", pid) for each in lists for pid in each.read_text().split()]
    [reader] = [
        int(each.name) for each in started if "kpi.importing.confined" in (each / "cmdline").read_text()
    ]
    os.kill(reader, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(reader, signal.SIGCONT)
