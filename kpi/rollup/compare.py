"""Is what is stored what the facts and the goals say? A fresh roll-up beside the stored one, row by row."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any, Final

from sqlalchemy import Column, Connection, Table, except_, select

from kpi.periods import date_of
from kpi.rollup import month_numbers, standing_goals
from kpi.rollup.cutoffs import last_message, last_visit
from kpi.rollup.scope import CHANNEL
from kpi.rollup.service_times import outdated
from kpi.rollup.stage import STORED, Rolled, roll
from kpi.rollup.standing_goals import STANDING, write_standing
from kpi.store.bulk import temporary, temporary_table
from kpi.store.institutions import institutions
from kpi.words import N_, Message

Key = tuple[Any, ...]
Rows = dict[Key, dict[str, Any]]

SHOWN: Final = 20
PACKED: Final[Mapping[str, Callable[[Any], Mapping[str, object]]]] = {
    "numbers": month_numbers.named,
    "months": standing_goals.named,
}
MISSING: Final = N_("missing")
ROW_MISSING: Final = N_("{row}: it is not stored, and the facts ask for it.")
ROW_TOO_MANY: Final = N_("{row}: it is stored, and no facts stand behind it.")
VALUE_DIFFERS: Final = N_("{row}: {column} is {stored}, the facts say {fresh}.")
SERVICE_DIFFERS: Final = N_("{row}: its service times are not what the schedules and public holidays say.")
AND_MORE: Final = N_("{table}: {count} more rows differ.")
ROW_NAMES: Final = {
    "channel": N_("Channel {channel}"),
    "turn": N_("Channel {channel}, conversation {key}, turn {number}"),
    "visitor": N_("Channel {channel}, visitor {key}"),
    "daily_measure": N_("Channel {channel}, measures of {day}"),
    "daily_histogram": N_("Channel {channel}, histogram {number} of {day}"),
    "monthly_measure": N_("Channel {channel}, measures of the month from {day} on"),
    "yearly_histogram": N_("Channel {channel}, histogram {number} of the months of {year}"),
    "standing_goal": N_("Goals of {institution}, {kpi}, {platform}"),
}


def _twin(table: Table) -> Table:
    columns = (Column(c.name, c.type, primary_key=c.primary_key, autoincrement=False) for c in table.c)
    return temporary_table(f"other_{table.name}", *columns)


OTHER: Final = Rolled(*map(_twin, STORED.tables))
OTHER_STANDING: Final = _twin(STANDING)
PAIRS: Final = (*zip(STORED.tables, OTHER.tables, strict=True), (STANDING, OTHER_STANDING))


def differences(connection: Connection) -> list[Message]:
    """What `rebuild` would change: a sentence per row, at most SHOWN a table; empty when all is well."""
    names = _channel_names(connection)
    owners = {one.id: one.name for one in institutions(connection)}
    found = [*_cutoffs(connection, names), *_service_times(connection, names)]
    with other_tables(connection):
        roll(connection, OTHER, None)
        write_standing(connection, OTHER_STANDING)
        for stored, fresh in PAIRS:
            whose = owners if stored is STANDING else names
            found.extend(_sentences(whose, stored, *unequal(connection, stored, fresh)))
    return found


@contextmanager
def other_tables(connection: Connection) -> Iterator[None]:
    """Empty twins of the rolled-up tables, for the length of the block."""
    with ExitStack() as stack:
        for _, table in PAIRS:
            stack.enter_context(temporary(connection, table))
        yield


def unequal(connection: Connection, one: Table, other: Table) -> tuple[Rows, Rows]:
    """The rows of either table that the other does not have just so, by key."""
    return _only_in(connection, one, other), _only_in(connection, other, one)


def _only_in(connection: Connection, one: Table, other: Table) -> Rows:
    names = one.c.keys()
    key = [column.name for column in one.primary_key]
    query = except_(select(*one.c), select(*(other.c[name] for name in names)))
    rows = (dict(zip(names, row, strict=True)) for row in connection.execute(query))
    return {tuple(row[name] for name in key): _opened(row) for row in rows}


def _opened(row: dict[str, Any]) -> dict[str, Any]:
    """The row with what is packed in it by its names, so that what differs can be named."""
    for packed, named in PACKED.items():
        if packed in row:
            return {**named(row[packed]), **{name: row[name] for name in row if name != packed}}
    return row


def _channel_names(connection: Connection) -> dict[int, str]:
    """Each channel as the command line writes it."""
    query = select(CHANNEL.c.id, CHANNEL.c.platform, CHANNEL.c.handle)
    rows = connection.execute(query)
    return {number: f"{platform}:{handle}" if handle else platform for number, platform, handle in rows}


def cutoffs(connection: Connection) -> dict[int, tuple[int | None, int | None]]:
    """The stored cut-offs of messages and of visits, by channel."""
    query = select(CHANNEL.c.id, CHANNEL.c.message_cutoff, CHANNEL.c.visit_cutoff).order_by(CHANNEL.c.id)
    return {number: (messages, visits) for number, messages, visits in connection.execute(query)}


def _cutoffs(connection: Connection, names: dict[int, str]) -> Iterator[Message]:
    for channel_id, (message_cutoff, visit_cutoff) in cutoffs(connection).items():
        for column, stored, again in (
            ("message_cutoff", message_cutoff, last_message(channel_id)),
            ("visit_cutoff", visit_cutoff, last_visit(channel_id)),
        ):
            fresh = connection.execute(again).scalar()
            if stored != fresh:
                row = Message(ROW_NAMES["channel"], {"channel": names[channel_id]})
                yield _differs(row, column, stored, fresh)


def _service_times(connection: Connection, names: dict[int, str]) -> Iterator[Message]:
    for channel_id in outdated(connection, names):
        row = Message(ROW_NAMES["channel"], {"channel": names[channel_id]})
        yield Message(SERVICE_DIFFERS, {"row": row})


def _sentences(names: dict[int, str], table: Table, stored: Rows, fresh: Rows) -> list[Message]:
    keys = sorted(stored.keys() | fresh.keys())
    found = [_sentence(_row(names, table, key), stored.get(key), fresh.get(key)) for key in keys[:SHOWN]]
    if len(keys) > SHOWN:
        found.append(Message(AND_MORE, {"table": table.name, "count": len(keys) - SHOWN}))
    return found


def _sentence(row: Message, stored: dict[str, Any] | None, fresh: dict[str, Any] | None) -> Message:
    if stored is None or fresh is None:
        return Message(ROW_MISSING if stored is None else ROW_TOO_MANY, {"row": row})
    column = next(name for name in {**stored, **fresh} if stored.get(name) != fresh.get(name))
    return _differs(row, column, stored.get(column), fresh.get(column))


def _row(names: dict[int, str], table: Table, key: Key) -> Message:
    parts = dict(zip(table.primary_key.columns.keys(), key, strict=True))
    if table is STANDING:
        owner, kpi, platform = key
        return Message(
            ROW_NAMES[table.name], {"institution": names[owner], "kpi": kpi, "platform": platform or "—"}
        )
    values: dict[str, object] = {"channel": names.get(key[0], str(key[0]))}
    values |= {"key": str(key[1]), "number": str(parts.get("kind", key[-1])), "year": str(key[-1])}
    day = parts.get("day", parts.get("month"))
    if day is not None:
        values["day"] = date_of(day)
    return Message(ROW_NAMES[table.name], values)


def _differs(row: Message, column: str, stored: object, fresh: object) -> Message:
    values = {"row": row, "column": column, "stored": _number(stored), "fresh": _number(fresh)}
    return Message(VALUE_DIFFERS, values)


def _number(value: object) -> object:
    if isinstance(value, bytes):
        return value.hex()
    return Message(MISSING) if value is None else value
