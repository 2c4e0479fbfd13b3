"""How the golden databases were made: `python -m tests.reliability.golden.make VERSION…`, for each released version.

A database of this program's own is filled by imports and by hand until every table has rows. For each version a
database is made by the migrations up to it, and filled with the rows, column by column, that it has a place for. It
is kept as SQL text, compressed: what the migrations made then stays what an upgrade meets, whatever becomes of them.
Run it for the newest version when that is released; what is there already is not made again.
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

from kpi.answers.goals import Goal, save_goal
from kpi.importing.layout import FOLDER as LAYOUTS
from kpi.importing.report import Outcome
from kpi.importing.run import Target, import_file
from kpi.importing.source import Source
from kpi.periods import day_of, parse_date
from kpi.rollup.current import open_store
from kpi.rollup.reschedule import save_schedules
from kpi.store import migrate
from kpi.store.engine import Store
from kpi.store.hours import DayHours, Hours
from kpi.store.institutions import institution_named
from kpi.store.purposes import SetPurpose, set_purpose
from kpi.store.schedules import Schedule
from kpi.store.schema import metadata
from tests.kpi.importing.samples import options_of
from tests.support.every_table import fill_every_table
from tests.support.stores import close

HERE: Final = Path(__file__).parent
BANK: Final = "Caja Dorada"
SAMPLES: Final = (
    "meta/facebook_post_insights.csv",
    "meta/facebook_page_insights.csv",
    "meta/meta_facebook_posts.es.csv",
    "x/twcs.csv",
    "vinculo/vinculo_messages.csv",
    "vinculo/vinculo_visits.csv",
    "vinculo/vinculo_channel_days.csv",
    "vinculo/vinculo_posts.csv",
    "vinculo/vinculo_product_uptake.csv",
    "vinculo/vinculo_goals.csv",
    "google/ga4_user_acquisition.csv",
)
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
        store = open_store(f"sqlite:///{newest}")
        fill(store)
        close(store)
        for version in versions:
            old = Path(folder) / f"{version}.sqlite"
            migrate_to(version, old)
            copy_down(newest, old, version)
            with closing(sqlite3.connect(old)) as connection:
                text = "\n".join(connection.iterdump())
            (HERE / f"{version}.sql.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def fill(store: Store) -> None:
    """Rows in every table: from imports, and set by hand; of what is left empty then, rows that mean nothing."""
    for name in SAMPLES:
        path = LAYOUTS / name
        options = options_of(path)
        for content in (path.read_bytes(), path.read_bytes() + b"\n"):  # again: what repeats is noted
            report = import_file(
                store,
                Source(path.name, content),
                Target(BANK, options.get("channel")),
                year=options.get("year"),
            )
            if report.outcome is not Outcome.SAVED:
                print(f"{name}: {report.reason}", file=sys.stderr)  # noqa: T201
    with store.writing() as connection:
        bank = institution_named(connection, BANK).id
        month = day_of(parse_date("2026-10-01"))
        for target in (0.8, 0.9):
            save_goal(connection, bank, Goal("answered_within_24h", "", month, target), by="Ana", now=0)
        set_purpose(connection, bank, SetPurpose("facebook", "brand"))
        since = day_of(parse_date("2015-01-01"))
        week = tuple(Hours(day, 540, 1_080) for day in range(5))
        save_schedules(
            connection,
            bank,
            [Schedule(since, week, country="ES", days=(DayHours(since + 7), DayHours(since + 8, 600, 720)))],
        )
        fill_every_table(connection)


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
