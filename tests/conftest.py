"""Fixtures for every test.

- `store`: a fresh, empty, upgraded database. SQLite; a test marked `both_stores` runs on PostgreSQL too.
- `new_store`: makes any number of such databases, for tests that need several (properties, comparisons).
- `sample_store`: a copy of the sample bank's database, which is imported once for all tests.
- `real_exports`: the folder of real exports beside the project, or a skip.

Every test runs with a database address of its own, in English, whatever the machine says.
"""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from kpi.store.engine import Store, open_store
from tests.support.postgres import CannotStart, PostgresServer
from tests.support.stores import close, copy_sqlite, make_once, sqlite_url

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC).timestamp()
"""When imports take place: rows of later days are faults."""

# The same examples in every run; HYPOTHESIS_PROFILE=search looks for new ones.
settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what is marked `both_stores` on SQLite and on PostgreSQL."""
    if "backend" in metafunc.fixturenames and metafunc.definition.get_closest_marker("both_stores"):
        both = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
        metafunc.parametrize("backend", both, indirect=True)


@pytest.fixture(scope="session", autouse=True)
def own_key() -> Iterator[None]:
    """One secret for the pseudonyms of all databases, as some are copied from others."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KPI_PSEUDONYM_KEY", bytes(range(32)).hex())
        yield


@pytest.fixture(autouse=True)
def own_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees the machine's database, nor its language, nor the day on which it runs."""
    monkeypatch.setenv("KPI_DATABASE_URL", sqlite_url(tmp_path / "default.sqlite"))
    monkeypatch.setenv("KPI_LANGUAGE", "en")
    monkeypatch.setattr("kpi.importing.now.now", lambda: NOW)


@pytest.fixture
def backend(request: pytest.FixtureRequest) -> str:
    """The kind of database that `store` is: "sqlite" unless the test is marked `both_stores`."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture(scope="session")
def workers_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this test session share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def empty_database(workers_folder: Path) -> Path:
    """An upgraded, empty SQLite database, to be copied and never opened."""
    return make_once(workers_folder / "empty.sqlite", lambda store: None)


@pytest.fixture(scope="session")
def sample_database(workers_folder: Path) -> Path:
    """The sample bank, imported from its files: to be copied and never opened.

    It says by which version it was counted, so that who opens a copy as people do need not count it anew.
    """
    from kpi.importing.sample import load_sample  # noqa: PLC0415  (only tests of the sample pay for it)
    from kpi.rollup.current import bring_up_to_date  # noqa: PLC0415

    def fill(store: Store) -> None:
        bring_up_to_date(store)
        load_sample(store)

    return make_once(workers_folder / "sample.sqlite", fill)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server for this worker, with an upgraded database called "upgraded" to copy from."""
    try:
        server = PostgresServer.start()
    except CannotStart as reason:
        pytest.skip(f"Not run on PostgreSQL: {reason}.")
    try:
        server.run("CREATE DATABASE upgraded TEMPLATE template0")
        close(open_store(server.url("upgraded")))
        yield server
    finally:
        server.stop()


@pytest.fixture
def new_store(
    backend: str, request: pytest.FixtureRequest, tmp_path: Path, empty_database: Path
) -> Iterator[Callable[[], Store]]:
    """Makes fresh, empty stores on this test's kind of database."""
    opened: list[Store] = []

    def make() -> Store:
        if backend == "postgresql":
            server: PostgresServer = request.getfixturevalue("postgres")
            store = open_store(server.url(server.fresh_database("upgraded")))
        else:
            store = copy_sqlite(empty_database, tmp_path / f"store_{len(opened)}.sqlite")
        opened.append(store)
        return store

    yield make
    for store in opened:
        store.engine.dispose()
        if backend == "postgresql":
            request.getfixturevalue("postgres").drop(store.engine.url.database)


@pytest.fixture
def store(new_store: Callable[[], Store]) -> Store:
    """A fresh, empty, upgraded store."""
    return new_store()


@pytest.fixture
def sample_store(tmp_path: Path, sample_database: Path) -> Iterator[Store]:
    """The sample bank, in a database of the test's own. Its address is `store.engine.url`."""
    store = copy_sqlite(sample_database, tmp_path / "sample.sqlite")
    yield store
    store.engine.dispose()


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One Chromium for all tests that look; without one on the PATH they are skipped and say so."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (only tests that look pay for it)

    from visiting.browser import find_chromium, launch  # noqa: PLC0415

    path = find_chromium()
    if path is None:
        pytest.skip("There is no Chromium on the PATH; on Debian: apt-get install chromium.")
    with sync_playwright() as playwright:
        browser = launch(playwright, path)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def real_exports() -> Path:
    """The folder of real exports that lies beside the project where it is developed."""
    folder = ROOT.parent / "shared" / "exports"
    if not folder.is_dir():
        pytest.skip("The real exports (../shared/exports) are not on this machine.")
    return folder
