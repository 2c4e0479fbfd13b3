"""A shell, a database that counts its rows, and a small file that every importer knows."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from kpi.store.engine import open_store
from kpi.store.schema import metadata
from tests.support.shell import Shell

POSTS = """platform;channel;post_id;published_at;reactions;comments
facebook;banco;p1;2026-03-02T10:00:00+01:00;3;1
facebook;banco;p2;2026-03-03T10:00:00+01:00;5;0
"""


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    path = tmp_path / "posts.csv"
    path.write_text(POSTS, "utf-8")
    return path


@pytest.fixture
def row_counts() -> Callable[[], dict[str, int]]:
    """How many rows every table of the test's database has, but for what the installation remembers of itself.

    The audit is counted too: what changed nothing is not written down.
    """

    def count() -> dict[str, int]:
        store = open_store(os.environ["KPI_DATABASE_URL"])
        with store.reading() as connection:
            found = {
                name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for name, table in metadata.tables.items()
                if name != "setting"
            }
        store.engine.dispose()
        return found

    return count
