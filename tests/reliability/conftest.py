"""Faults on purpose: few of each by default, as many as RELIABILITY_TIMES says for docs/reliability.md.

`pytest -m reliability` runs these tests alone. With RELIABILITY_FIGURES=FILE each writes what it measured there, a
JSON object a line.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, make_url

from kpi.rollup import current
from kpi.store.engine import Store, open_store
from kpi.store.schema import metadata
from tests.reliability.warm_shell import WarmShell
from tests.support.postgres import PostgresServer
from tests.support.stores import close, sqlite_url

HERE = Path(__file__).parent
SETTING = metadata.tables["setting"]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "reliability: does harm on purpose; RELIABILITY_TIMES says how often")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.reliability)


@pytest.fixture
def times() -> Callable[[int], int]:
    """How often: `times(few)` is RELIABILITY_TIMES where that is set, else `few`."""
    asked = os.environ.get("RELIABILITY_TIMES")
    return lambda few: int(asked) if asked else few


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Keeps what was measured: `figures(torn=0, runs=300)`."""

    def keep(**measured: object) -> None:
        if path := os.environ.get("RELIABILITY_FIGURES"):
            with Path(path).open("a", encoding="utf-8") as file:
                file.write(json.dumps({"test": request.node.name, **measured}) + "\n")

    return keep


@pytest.fixture(scope="session")
def warm_shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WarmShell]:
    shell = WarmShell(tmp_path_factory.mktemp("said"))
    yield shell
    shell.stop()


@pytest.fixture
def new_address(
    backend: str, request: pytest.FixtureRequest, tmp_path: Path, empty_database: Path
) -> Iterator[Callable[..., str]]:
    """The addresses of fresh databases whose measures this version has counted; nobody has them open.

    They are empty, or a copy of the one whose address is given.
    """
    made: list[str] = []

    def make(like: str | None = None) -> str:
        if backend == "postgresql":
            server: PostgresServer = request.getfixturevalue("postgres")
            made.append(server.url(server.fresh_database(database_of(like) if like else "upgraded")))
        else:
            path = tmp_path / f"fresh_{len(made)}.sqlite"
            shutil.copyfile(database_of(like) if like else empty_database, path)
            made.append(sqlite_url(path))
        if like is None:
            mark_counted(open_store(made[-1]))
        return made[-1]

    yield make
    if backend == "postgresql":
        for url in made:
            request.getfixturevalue("postgres").drop(database_of(url))


def database_of(url: str) -> str:
    """The name of a database, or the path of its file."""
    return str(make_url(url).database)


def mark_counted(store: Store) -> None:
    """And fold the log of a SQLite database in, so that its file can be copied."""
    with store.writing() as connection:
        connection.execute(delete(SETTING).where(SETTING.c.name == current.NAME))
        connection.execute(insert(SETTING).values(name=current.NAME, value=current.version()))
    close(store)
