"""How the golden databases were made: `python -m tests.reliability.golden.make VERSION…`, for each released version.

The first ones came of a database that was filled by imports and by hand until every table had rows. A newer one comes
of the newest that is there, brought to this program's version: tables that this made get rows that mean nothing. For
each version a database is made by the migrations up to it, and filled with the rows, column by column, that it has a
place for. It is kept as SQL text, compressed: what the migrations made then stays what an upgrade meets, whatever
becomes of them. Run it for the newest version when that is released, with the tests' KPI_PSEUDONYM_KEY; what is there
already is not made again.
"""

import gzip
import sqlite3
import sys
import tempfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Final

from alembic import command
from sqlalchemy import NullPool, create_engine
from sqlalchemy.engine import URL

from kpi.rollup.current import open_store
from kpi.store import migrate
from kpi.store.schema import metadata
from tests.support.every_table import fill_every_table
from tests.support.stores import close

HERE: Final = Path(__file__).parent
SPLIT: Final = "0004"
"""The version that took impressions out of the views of this layout's posts."""
SPLIT_LAYOUT: Final = "facebook_post_insights"


def golden_files() -> dict[str, Path]:
    """The golden databases by the version of their schema."""
    return {path.name.partition(".")[0]: path for path in sorted(HERE.glob("*.sql.gz"))}


def load(version: str, path: Path) -> None:
    """Make the golden database of a version at `path`."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(gzip.decompress(golden_files()[version].read_bytes()).decode())


def make(versions: Iterable[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        newest = Path(folder) / "newest.sqlite"
        load(max(golden_files()), newest)
        store = open_store(f"sqlite:///{newest}")
        with store.writing() as connection:
            fill_every_table(connection)
        close(store)
        for version in versions:
            old = Path(folder) / f"{version}.sqlite"
            migrate_to(version, old)
            copy_down(newest, old, version)
            with closing(sqlite3.connect(old)) as connection:
                text = "\n".join(connection.iterdump())
            (HERE / f"{version}.sql.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def migrate_to(version: str, path: Path) -> None:
    """An empty database as the program of that version made it."""
    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA synchronous = OFF")
        config = migrate._config()  # noqa: SLF001
        config.attributes["connection"] = connection
        command.upgrade(config, version)


def copy_down(newest: Path, old: Path, version: str) -> None:
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("ATTACH ? AS newest", [str(newest)])
        for table in metadata.sorted_tables:
            there = columns(connection, "main", table.name)
            shared = [f'"{name}"' for name in columns(connection, "newest", table.name) if name in there]
            if there:
                names = ", ".join(shared)
                connection.execute(
                    f'INSERT INTO main."{table.name}" ({names}) SELECT {names} FROM newest."{table.name}"'
                )
        counted = "UPDATE main.setting SET value = ? WHERE name = 'rollup'"
        connection.execute(counted, [f"as version {version} counted"])
        if version < SPLIT:
            put_impressions_back(connection)
        connection.commit()
        connection.execute("DETACH newest")


def columns(connection: sqlite3.Connection, schema: str, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f'PRAGMA {schema}.table_info("{table}")')]


def put_impressions_back(connection: sqlite3.Connection) -> None:
    """As it was before they were told apart: under the views."""
    connection.execute(
        "UPDATE post_reading SET views = (SELECT n.impressions FROM newest.post_reading n"
        " WHERE n.channel_id = post_reading.channel_id AND n.post_id = post_reading.post_id"
        " AND n.import_id = post_reading.import_id)"
        f" WHERE import_id IN (SELECT id FROM import_run WHERE layout = '{SPLIT_LAYOUT}')"
    )
    connection.execute(
        "UPDATE post SET views = (SELECT n.impressions FROM newest.post n WHERE n.channel_id = post.channel_id"
        " AND n.post_id = post.post_id) WHERE views IS NULL"
    )


if __name__ == "__main__":
    make(sys.argv[1:])
