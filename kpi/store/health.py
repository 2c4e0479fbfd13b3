"""Is the database itself sound? Its pages, its links, its schema."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, inspect, select

from kpi.catalogue.measures import MEASURES
from kpi.store.driver_words import cause_in_words
from kpi.store.migrate import current_revision, newest_revision
from kpi.store.schema import metadata
from kpi.words import N_, Message

DAMAGED: Final = N_("The database file is damaged: {cause}. Restore a backup.")
BROKEN_LINK: Final = N_("Table {table} has rows that point to missing ones in {parent}. Restore a backup.")
OTHER_SCHEMA: Final = N_("The schema is version {found}, this program's is {newest}. Update the program.")
NO_COLUMN: Final = N_(
    "Table {table} has no column {column}. Restore a backup, or make the database anew and import again."
)
NO_MEASURE: Final = N_("Measure {key} of the catalogue has no column in daily_measure.")
SOUND: Final = "ok"
READ_BY_EVERY_PAGE: Final = ("institution", "channel", "daily_measure", "import_run", "goal", "setting")


def problems(connection: Connection) -> list[Message]:
    """What is wrong with the database, a sentence each; empty when it is sound.

    PostgreSQL looks after its pages and links itself; there the schema alone is compared.
    """
    found = list(_damage(connection)) if connection.dialect.name == "sqlite" else []
    return [*found, *_schema(connection)]


def _damage(connection: Connection) -> Iterator[Message]:
    for (cause,) in connection.exec_driver_sql("PRAGMA integrity_check").all():
        if cause != SOUND:
            yield Message(DAMAGED, {"cause": cause_in_words(cause)})
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    for table, parent in sorted({(row[0], row[2]) for row in broken}):
        yield Message(BROKEN_LINK, {"table": table, "parent": parent})


def _schema(connection: Connection) -> Iterator[Message]:
    found, newest = current_revision(connection), newest_revision()
    if found != newest:
        yield Message(OTHER_SCHEMA, {"found": found or "–", "newest": newest})
    inspector = inspect(connection)
    for table in metadata.sorted_tables:
        there = {column["name"] for column in inspector.get_columns(table.name)}
        for column in table.c:
            if column.name not in there:
                yield Message(NO_COLUMN, {"table": table.name, "column": column.name})
    for key in MEASURES.keys() - metadata.tables["daily_measure"].c.keys():
        yield Message(NO_MEASURE, {"key": key})


def ready(connection: Connection) -> bool:
    """Whether the schema is this program's and its tables can be read. An empty file has neither."""
    if current_revision(connection) != newest_revision():
        return False
    for name in READ_BY_EVERY_PAGE:
        connection.execute(select(metadata.tables[name]).limit(1)).first()
    return True
