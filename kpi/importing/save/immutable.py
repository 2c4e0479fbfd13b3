"""What messages and visits share: a fact is inserted once; a later file that holds it too is a repeat.

When the import that brought a fact is undone, the fact passes to the earliest import that repeated it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    and_,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)  # fmt: skip

from kpi.importing.report import Fault
from kpi.importing.save.duplicates import Columns, Places, Row, rows_of, written
from kpi.store.bulk import temporary, temporary_table
from kpi.store.schema import metadata
from kpi.words import N_, Message

REPEAT: Final = metadata.tables["repeat"]
IMPORT: Final = metadata.tables["import_run"]
AT_ONCE: Final = 40_000
REFUSED_LINES: Final = temporary_table("refused_line", Column("line", Integer, primary_key=True))
HEIR: Final = temporary_table(
    "heir",
    Column("channel_id", Integer, primary_key=True),
    Column("fact_key", BigInteger, primary_key=True),
    Column("import_id", Integer),
)

CONTRADICTS_STORED: Final = N_(
    "Import {import_id} of {date} ({file}) has this already and disagrees about “{column}”. The row was not taken: undo that import first if this file is right."
)


@dataclass(frozen=True)
class Kind:
    """A table of facts that do not change, its key beside the channel, and the columns that must agree.

    `called` are columns that files call otherwise in rows in which another is true.
    """

    fact: str
    table: Table
    key: str
    content: tuple[str, ...]
    called: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def same(self, other: Table) -> ColumnElement[bool]:
        """A row of `other` is about the same fact."""
        return and_(
            self.table.c.channel_id == other.c.channel_id, self.table.c[self.key] == other.c[self.key]
        )

    def any_stored(self, connection: Connection, channels: Iterable[int]) -> bool:
        """Whether any of the channels has such facts."""
        query = select(self.table.c.channel_id).where(self.table.c.channel_id.in_(set(channels))).limit(1)
        return connection.execute(query).first() is not None

    def distinct(self, connection: Connection, import_id: int, column: str) -> set[tuple[int, int]]:
        """(channel, value of `column`) of the facts that belong to one import."""
        query = (
            select(self.table.c.channel_id, self.table.c[column])
            .where(self.table.c.import_id == import_id)
            .distinct()
        )
        with connection.execute(query) as result:
            return set(result.cursor.fetchall())


def refuse_contradictions(
    connection: Connection,
    kind: Kind,
    incoming: Table,
    name: Callable[[Row], str],
    also: Sequence[tuple[str, ColumnElement[bool]]] = (),
) -> list[Fault]:
    """Take rows out of `incoming` that disagree with what is stored, and say so.

    Args:
        connection: inside the import's transaction.
        kind: the facts.
        incoming: rows of the file, with the columns of the facts and `row`.
        name: how people call the fact of a row that ends with its line.
        also: further (column, condition) pairs that make a contradiction.
    """
    tests = [(each, kind.table.c[each] != incoming.c[each]) for each in kind.content] + list(also)
    contradicted = connection.execute(_contradicted(kind, incoming, tests))
    faults = [_fault(kind, [column for column, _ in tests], row, found, name) for row, *found in contradicted]
    if faults:
        refused = [{"line": fault.row} for fault in faults]
        with temporary(connection, REFUSED_LINES) as lines:
            connection.execute(insert(lines), refused)
            connection.execute(delete(incoming).where(incoming.c.row.in_(select(lines.c.line))))
    return faults


def _contradicted(
    kind: Kind, incoming: Table, tests: Sequence[tuple[str, ColumnElement[bool]]]
) -> Select[Any]:
    """The lines for which any test is true, with what `_parted` parts."""
    return (
        select(
            incoming.c.row, *(test.label(f"differs_{i}") for i, (_, test) in enumerate(tests)), IMPORT.c.id,
            IMPORT.c.imported_at, IMPORT.c.file_name, *(incoming.c[each].label(f"said_{each}") for each in kind.content),
        )
        .join_from(incoming, kind.table, kind.same(incoming))
        .join(IMPORT, IMPORT.c.id == kind.table.c.import_id)
        .where(or_(*(test for _, test in tests)))
        .order_by(incoming.c.row)
    )  # fmt: skip


def _fault(
    kind: Kind, tested: Sequence[str], row: int, found: Sequence[Any], name: Callable[[Row], str]
) -> Fault:
    """What is wrong with a contradicted line: the first of the `tested` columns that differs."""
    differs, (import_id, imported_at, file), said = _parted(found, len(tested))
    column = next(each for each, yes in zip(tested, differs, strict=True) if yes)
    says = dict(zip(kind.content, said, strict=True))
    value = says.get(column)
    date = datetime.fromtimestamp(imported_at, UTC).date().isoformat()
    shown = name((row,)) if value is None else written(column, value, name, (row,))
    where, otherwise = kind.called.get(column, ("", column))
    column = otherwise if says.get(where) else column
    values = {"import_id": str(import_id), "date": date, "file": file, "column": column}
    return Fault(row, column, shown, Message(CONTRADICTS_STORED, values))


def _parted(found: Sequence[Any], tests: int) -> tuple[Sequence[Any], Sequence[Any], Sequence[Any]]:
    """Which tests are true, the import's number, time and file, and what the row says."""
    return found[:tests], found[tests : tests + 3], found[tests + 3 :]


def add_new(
    connection: Connection, kind: Kind, incoming: Table, import_id: int, *, fresh: bool = False
) -> None:
    """Insert the facts of `incoming` that are not stored yet; note the others as repeats and take them out of it.

    `fresh` says that nothing is stored of the channels, so that nobody has to look.
    """
    table = kind.table
    if not fresh:
        stored = (
            select(literal(kind.fact), incoming.c.channel_id, incoming.c[kind.key], literal(import_id), incoming.c.row)
            .join_from(incoming, table, kind.same(incoming))
        )  # fmt: skip
        names = ["fact", "channel_id", "fact_key", "import_id", "row"]
        if connection.execute(insert(REPEAT).from_select(names, stored)).rowcount:
            known = select(table.c.import_id).where(kind.same(incoming)).exists()
            connection.execute(delete(incoming).where(known))
    columns = [column.name for column in incoming.c]
    new = select(*incoming.c, literal(import_id))
    connection.execute(insert(table).from_select([*columns, "import_id"], new))


def add_in_pieces(
    connection: Connection,
    kind: Kind,
    incoming: Table,
    columns: Columns,
    places: Places,
    import_id: int,
    refuse: Callable[[Table], list[Fault]] | None,
) -> Iterator[tuple[Table, list[Fault]]]:
    """Insert the facts at `places` of `columns`, by way of `incoming`, some at a time.

    One statement for many rows takes SQLite less than one a row, and neither memory nor whoever waits has all of
    them at once. `refuse` takes out what cannot be stored; None says that nothing is stored of the channels.

    Yields:
        `incoming` with what of it was inserted, and the faults of what was refused.
    """
    for start in range(0, len(places), AT_ONCE):
        with temporary(connection, incoming, rows_of(columns.values(), places[start : start + AT_ONCE])):
            faults = refuse(incoming) if refuse else []
            add_new(connection, kind, incoming, import_id, fresh=refuse is None)
            yield incoming, faults


def distinct_of(connection: Connection, table: Table, column: str) -> set[tuple[int, int]]:
    """(channel, value of `column`) of the rows of a table."""
    with connection.execute(select(table.c.channel_id, table.c[column]).distinct()) as result:
        return set(result.cursor.fetchall())


@contextmanager
def release(connection: Connection, kind: Kind, import_id: int) -> Iterator[None]:
    """Hand this import's facts to the earliest import that repeats them; remove the rest after the block.

    Inside the block exactly the facts that will be gone still belong to the import.
    """
    table = kind.table
    mine = and_(REPEAT.c.fact == kind.fact, REPEAT.c.import_id == import_id)
    connection.execute(delete(REPEAT).where(mine))
    with temporary(connection, HEIR) as heir:
        _find_heirs(connection, kind, import_id, heir)
        is_heirs = and_(table.c.channel_id == heir.c.channel_id, table.c[kind.key] == heir.c.fact_key)
        repeats = and_(
            REPEAT.c.fact == kind.fact,
            REPEAT.c.channel_id == heir.c.channel_id,
            REPEAT.c.fact_key == heir.c.fact_key,
            REPEAT.c.import_id == heir.c.import_id,
        )
        line = select(REPEAT.c.row).where(repeats).scalar_subquery()
        connection.execute(update(table).where(is_heirs).values(import_id=heir.c.import_id, row=line))
        connection.execute(delete(REPEAT).where(select(heir.c.import_id).where(repeats).exists()))
    yield
    connection.execute(delete(table).where(table.c.import_id == import_id))


def _find_heirs(connection: Connection, kind: Kind, import_id: int, heir: Table) -> None:
    table = kind.table
    repeated = and_(
        REPEAT.c.fact == kind.fact,
        REPEAT.c.channel_id == table.c.channel_id,
        REPEAT.c.fact_key == table.c[kind.key],
    )
    heirs = (
        select(table.c.channel_id, table.c[kind.key], func.min(REPEAT.c.import_id))
        .join_from(table, REPEAT, repeated)
        .where(table.c.import_id == import_id)
        .group_by(table.c.channel_id, table.c[kind.key])
    )
    connection.execute(insert(heir).from_select(["channel_id", "fact_key", "import_id"], heirs))
