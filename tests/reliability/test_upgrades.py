"""upgrade_golden: a database of every released version, with rows in every table, comes to this version whole.

What a version of the program left behind lies in `golden/`, as `golden/make.py` describes. On PostgreSQL the tables
are made by the migrations and filled with the same rows.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from alembic import command
from sqlalchemy import Boolean, Connection, Engine, MetaData, event, insert, inspect, make_url

from kpi.answers.question import By, Question
from kpi.answers.values import answer
from kpi.catalogue.kpis import KPIS
from kpi.catalogue.uptake import UPTAKE
from kpi.periods import Period
from kpi.rollup.current import open_store
from kpi.rollup.run import differences
from kpi.store import migrate
from kpi.store.engine import Store, make_engine
from kpi.store.health import problems
from kpi.store.institutions import institutions
from kpi.store.keys import rehashed
from kpi.store.pseudonyms import KEYED
from kpi.store.schema import rolled
from tests.reliability.golden.make import SPLIT, golden_files, load, migrate_to
from tests.support.postgres import PostgresServer
from tests.support.stores import close, sqlite_url
from tests.support.templates import ROOT

VERSIONS = sorted(golden_files())
TO_NEWER = [version for version in VERSIONS if version != migrate.newest_revision()]
UNKEYED_UNTIL = "0008"
"""The last version whose customers' keys were made without a secret."""
Rows = dict[str, list[tuple[Any, ...]]]
COUNTED = {
    *(each.__tablename__ for each in vars(rolled).values() if hasattr(each, "__tablename__")),
    "service_time", "setting", "standing_goal",
    "monthly_histogram",  # until 0011
}  # fmt: skip
"""Tables that are counted anew from the others, and what the program remembers of that."""

KEPT_SINCE = {
    **{key: "0003" for key in KPIS if key.endswith("_business")},
    **{kpi.key: "0005" for kpi in UPTAKE},
}
"""The first version with a place for what a KPI needs: service hours, product uptake."""


@pytest.fixture
def old(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Makes the database of an old version and gives its address."""
    made: list[str] = []

    def make(version: str) -> str:
        path = tmp_path / f"{version}_{len(made)}.sqlite"
        load(version, path)
        url = sqlite_url(path)
        if backend == "postgresql":
            server: PostgresServer = request.getfixturevalue("postgres")
            url = server.url(server.fresh_database())
            fill_postgres(url, version, path)
        made.append(url)
        return url

    yield make
    if backend == "postgresql":
        for url in made:
            request.getfixturevalue("postgres").drop(str(make_url(url).database))


def fill_postgres(url: str, version: str, golden: Path) -> None:
    engine = make_engine(make_url(url))
    with engine.begin() as connection:
        config = migrate._config()  # noqa: SLF001
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        there = MetaData()
        there.reflect(connection)
        with closing(sqlite3.connect(golden)) as rows:
            rows.row_factory = sqlite3.Row
            for table in there.sorted_tables:
                truths = [column.name for column in table.c if isinstance(column.type, Boolean)]
                found = [dict(row) for row in rows.execute(f'SELECT * FROM "{table.name}"')]
                for row in found:
                    row.update({name: bool(row[name]) for name in truths})
                if found and table.name != "alembic_version":
                    connection.execute(insert(table), found)
    engine.dispose()


def rows_of(connection: Connection, columns: dict[str, list[str]] | None = None) -> Rows:
    """The rows of all tables, or of some of their columns, sorted."""
    chosen = columns or {name: ["*"] for name in inspect(connection).get_table_names()}
    return {
        table: sorted(
            map(tuple, connection.exec_driver_sql(f"SELECT {', '.join(names)} FROM {table}")), key=repr
        )
        for table, names in chosen.items()
    }


def columns_of(connection: Connection, version: str) -> dict[str, list[str]]:
    """What must be the same afterwards: all that is not counted, and not told apart by the way."""
    inspector = inspect(connection)
    changing = {"data_version", "value", "details", *(["views"] if version < SPLIT else [])}
    return {
        name: [f'"{each["name"]}"' for each in inspector.get_columns(name) if each["name"] not in changing]
        for name in inspector.get_table_names()
        if name not in COUNTED | {"alembic_version"}
    }


def keyed(rows: Rows, columns: dict[str, list[str]]) -> Rows:
    """The rows with the keys that the secret of the tests makes of theirs, which had none."""
    secret = bytes.fromhex(os.environ["KPI_PSEUDONYM_KEY"])
    found = dict(rows)
    for table, names in KEYED.items():
        if table.name in rows:
            places = {columns[table.name].index(f'"{name}"') for name in names}
            found[table.name] = sorted(
                (
                    tuple(
                        _again(value, secret) if place in places else value for place, value in enumerate(row)
                    )
                    for row in rows[table.name]
                ),
                key=repr,
            )
    return found


def _again(key: int | None, secret: bytes) -> int | None:
    return None if key is None else int(rehashed(np.array([key], np.int64), [secret])[0])


def cells_about_people(connection: Connection) -> set[str]:
    """What is kept of cells that could not be read, in files about people."""
    rows = connection.exec_driver_sql(
        "SELECT value FROM import_fault WHERE import_id IN"
        " (SELECT id FROM import_run WHERE fact IN ('message', 'visit'))"
    )
    return {row[0] for row in rows} - {""}


def kpis_of(store: Store) -> dict[tuple[Any, ...], Any]:
    """Every KPI of the bank over all its days, in total and by platform."""
    with store.reading() as connection:
        (bank,) = institutions(connection)
        period = Period(14_000, 21_000)
        return {
            (value.key, value.platform): value.value
            for by in (By.TOTAL, By.PLATFORM)
            for value in answer(connection, Question(bank.id, period, (), tuple(KPIS), by=by))
        }


@pytest.mark.both_stores
def test_nothing_is_lost_on_the_way_from_any_version(
    old: Callable[[str], str], backend: str, figures: Callable[..., None]
) -> None:
    values: dict[str, dict[tuple[Any, ...], Any]] = {}
    for version in VERSIONS:
        url = old(version)
        engine = make_engine(make_url(url))
        with engine.connect() as connection:
            columns = columns_of(connection, version)
            before = rows_of(connection, columns)
        engine.dispose()
        began = time.monotonic()
        store = open_store(url)
        took = time.monotonic() - began
        with store.reading() as connection:
            same = keyed(before, columns) if version <= UNKEYED_UNTIL else before
            assert rows_of(connection, columns) == same
            assert cells_about_people(connection) == set()
            assert problems(connection) == []
            assert differences(connection) == []
            if backend == "sqlite":
                assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        values[version] = kpis_of(store)
        close(store)
        assert all(before.values()), f"a table of {version} is empty"
        figures(
            database=backend,
            version=version,
            rows=sum(map(len, before.values())),
            lost=0,
            seconds=round(took, 2),
        )
    check_equal(values)


def check_equal(values: dict[str, dict[tuple[Any, ...], Any]]) -> None:
    """The same facts have the same KPIs, whichever version kept them, if it could keep what they are made of."""
    newest = values[VERSIONS[-1]]
    assert sum(value is not None for value in newest.values()) > len(KPIS) / 2
    for version, found in values.items():
        differing = {
            key: (found[key], value)
            for key, value in newest.items()
            if found[key] != value and version >= KEPT_SINCE.get(key[0], "")
        }
        assert differing == {}, version


def test_there_is_a_database_of_every_released_version() -> None:
    assert VERSIONS[:8] == [f"{number:04}" for number in range(1, 9)]


@pytest.mark.both_stores
def test_an_upgrade_that_stops_anywhere_changes_nothing(
    old: Callable[[str], str], backend: str, times: Callable[[int], int], figures: Callable[..., None]
) -> None:
    """Every statement of the way, or as many of them as are asked for, is the one at which it stops."""
    stopped = 0
    for version in TO_NEWER[:: 1 if times(0) else 3]:
        url = old(version)
        engine = make_engine(make_url(url))
        with engine.connect() as connection:
            before = rows_of(connection)
        engine.dispose()
        for at in spread(statements_from(old(version)), times(1)):
            engine = make_engine(make_url(url))
            stop_at(engine, at)
            with pytest.raises(Stopped):
                migrate.upgrade(engine)
            with engine.connect() as connection:
                assert rows_of(connection) == before
                assert migrate.current_revision(connection) == version
                if backend == "sqlite":
                    assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
            engine.dispose()
            stopped += 1
    figures(database=backend, stopped=stopped, half_applied=0)
    assert stopped


class Stopped(Exception):
    pass


def stop_at(engine: Engine, number: int) -> None:
    """Raise at the statement of that number from now on."""
    seen = 0

    def count(*_: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == number:
            raise Stopped

    event.listen(engine, "before_cursor_execute", count)


def statements_from(url: str) -> int:
    """How many statements the upgrade of this database takes; it is upgraded."""
    engine, seen = make_engine(make_url(url)), []
    event.listen(engine, "before_cursor_execute", lambda *_: seen.append(1))
    migrate.upgrade(engine)
    engine.dispose()
    return len(seen)


def spread(count: int, parts: int) -> list[int]:
    """Up to `parts` numbers from 1 to `count`, evenly."""
    return sorted({max(1, count * part // (parts + 1)) for part in range(1, parts + 1)})


KILLED = """
import os, signal, sys
from sqlalchemy import event, make_url
from kpi.store.engine import make_engine
from kpi.store.migrate import upgrade
engine, seen = make_engine(make_url(sys.argv[1])), []
def count(*_):
    seen.append(1)
    if len(seen) == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
event.listen(engine, "before_cursor_execute", count)
upgrade(engine)
"""


@pytest.mark.both_stores
def test_an_upgrade_that_is_killed_changes_nothing(
    old: Callable[[str], str], times: Callable[[int], int], figures: Callable[..., None]
) -> None:
    killed = 0
    for version in TO_NEWER[:: max(1, len(TO_NEWER) // times(1))]:
        url = old(version)
        engine = make_engine(make_url(url))
        with engine.connect() as connection:
            before = rows_of(connection)
        engine.dispose()
        late = statements_from(old(version)) - 1
        done = subprocess.run([sys.executable, "-c", KILLED, url, str(late)], cwd=ROOT, check=False)
        assert done.returncode == -signal.SIGKILL
        with engine.connect() as connection:
            assert rows_of(connection) == before
        engine.dispose()
        close(open_store(url))
        killed += 1
    figures(killed=killed, half_applied=0)
    assert killed


def test_a_golden_database_is_what_its_version_made(tmp_path: Path) -> None:
    """Released migrations are never edited: run again, they make the tables that the golden database has."""
    for version in VERSIONS:
        golden, anew = tmp_path / f"{version}.golden", tmp_path / f"{version}.anew"
        load(version, golden)
        migrate_to(version, anew)
        assert tables_in(golden) == tables_in(anew), version


def tables_in(path: Path) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {(name, " ".join(sql.split())) for name, sql in found}
