"""A store with rows in every table, whose backups can be made."""

import os
from collections.abc import Iterator

import pytest

from kpi.store.backup import dump
from kpi.store.engine import Store
from tests.support.every_table import fill_every_table
from tests.support.postgres import find_programs


@pytest.fixture
def full(store: Store, backend: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store with rows in every table."""
    if backend == "postgresql":
        monkeypatch.setenv("PATH", f"{find_programs()}{os.pathsep}{os.environ['PATH']}")
    with store.writing() as connection:
        fill_every_table(connection)
    yield store
    drop_what_restores_left(store)


def drop_what_restores_left(store: Store) -> None:
    if store.engine.dialect.name == "postgresql":
        with dump.connect(store.engine.url, "postgres") as server:
            rows = server.execute("SELECT datname FROM pg_database WHERE datname LIKE '%%_replaced_%%'")
            for (name,) in rows.fetchall():
                server.execute(f'DROP DATABASE "{name}"'.encode())
