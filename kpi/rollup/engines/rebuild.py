"""Every measure counted again by another engine, and written to the store.

The engine gets the facts of the scope's channels and two small tables from the store: channels with their cut-offs,
and service times. It answers with the rows of `texts`. What it says of days becomes histograms here, and the months
are added up from the store's own days, as in a rebuild by the store.
"""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import numpy as np
from sqlalchemy import BigInteger, Column, Connection, Table, select, true

from kpi.rollup import scope as scopes
from kpi.rollup.blobs import Ints
from kpi.rollup.clock import CLOCK, clock_rows
from kpi.rollup.cutoffs import write_cutoffs
from kpi.rollup.engines.protocol import Engine, Row
from kpi.rollup.engines.texts import (
    BY_HOUR,
    DAYS,
    IN_SERVICE,
    INTERMEDIATE,
    MESSAGE_ENDS,
    READ,
    RETURNED,
    SERVICE,
    VISIT_ENDS,
    in_order,
    text_of,
)
from kpi.rollup.histograms import (
    OF_MESSAGES,
    OF_VISITORS,
    counted_by_hour,
    counted_in_service,
    counted_returns,
    write,
)
from kpi.rollup.sealed import add_sealed_days, add_sealed_histograms
from kpi.rollup.service_times import follow_schedules
from kpi.rollup.stage import OF_PEOPLE, STORED, Group, care_days, clear, roll_all_months
from kpi.rollup.turns import MESSAGE, TURN
from kpi.rollup.visitors import VISIT, VISITOR
from kpi.store.bulk import insert_rows, temporary, temporary_table, upsert_select

FACTS_OF: Final = {TURN: MESSAGE, VISITOR: VISIT}


def _counted(group: Group) -> Table:
    keys = (Column(name, BigInteger) for name in ("channel_id", "day"))
    name = f"counted_{group.columns[0]}"
    return temporary_table(name, *keys, *(Column(each, BigInteger) for each in group.columns))


COUNTED: Final = {group: _counted(group) for group in DAYS}


def rebuild_on(engine: Engine, connection: Connection, institution_id: int | None = None) -> None:
    """`kpi.rollup.run.rebuild`, counted by `engine`: the same rows, in the caller's transaction.

    Turns and visitors are written where the store holds the messages and visits that they come from, because an
    import reads them. Where those lie in a warehouse alone, so do these.
    """
    scope = None if institution_id is None else scopes.institution(institution_id)
    channel_ids = scopes.channels(connection, scope)
    engine.read_facts(channel_ids)
    _follow_facts(connection, engine, channel_ids)
    _send(connection, engine, channel_ids)
    clear(connection, STORED, scope)
    for table, query in INTERMEDIATE.items():
        engine.materialise(table.name, text_of(query))
        if _holds(connection, FACTS_OF[table], channel_ids):
            _take(connection, engine, table)
    for group in DAYS:
        _count_days(connection, engine, group)
        if group in OF_PEOPLE:
            add_sealed_days(connection, STORED.daily, group.columns, scope)
    _count_histograms(connection, engine, channel_ids)
    add_sealed_histograms(connection, STORED.daily_histogram, (*OF_MESSAGES, *OF_VISITORS), scope)
    roll_all_months(connection, STORED, scope)


def _follow_facts(connection: Connection, engine: Engine, channel_ids: list[int]) -> None:
    """Set what the store derives from how far the facts reach: cut-offs and service times."""
    messages = {row[0]: row[1:] for row in engine.rows(text_of(MESSAGE_ENDS))}
    visits = {row[0]: row[1] for row in engine.rows(text_of(VISIT_ENDS))}
    nothing = (None, None, None)
    ends = {each: messages.get(each, nothing) for each in channel_ids}
    write_cutoffs(connection, {each: (ends[each][2], visits.get(each)) for each in channel_ids})
    follow_schedules(connection, channel_ids, lambda each: (ends[each][0], ends[each][1]))


def _send(connection: Connection, engine: Engine, channel_ids: list[int]) -> None:
    for table, key in ((scopes.CHANNEL, scopes.CHANNEL.c.id), (SERVICE, SERVICE.c.channel_id)):
        query = select(*(table.c[name] for name in READ[table])).where(key.in_(channel_ids))
        engine.load(table.name, READ[table], (tuple(row) for row in connection.execute(query)))


def _holds(connection: Connection, facts: Table, channel_ids: list[int]) -> bool:
    found = select(facts.c.channel_id).where(facts.c.channel_id.in_(channel_ids)).limit(1)
    return connection.execute(found).first() is not None


def _take(connection: Connection, engine: Engine, table: Table) -> None:
    """Write a table that the engine has made, in the order of its key."""
    query = in_order(select(*table.c), len(table.primary_key))
    insert_rows(connection, table, table.c.keys(), engine.rows(text_of(query)))


def _count_days(connection: Connection, engine: Engine, group: Group) -> None:
    """One group of columns; rows that are there keep their other columns."""
    rows = engine.rows(text_of(DAYS[group]))
    with temporary(connection, COUNTED[group], rows) as counted:
        names = counted.c.keys()
        upsert_select(connection, STORED.daily, names, select(*counted.c).where(true()))


def _count_histograms(connection: Connection, engine: Engine, channel_ids: list[int]) -> None:
    days = connection.execute(care_days(STORED.daily, channel_ids)).fetchall()
    engine.load(CLOCK.name, CLOCK.c.keys(), clock_rows(connection, ((day[0], day[1]) for day in days)))
    for rows in _by_channel(engine.rows(text_of(BY_HOUR))):
        write(connection, STORED.daily_histogram, counted_by_hour(rows))
    for rows in _by_channel(engine.rows(text_of(IN_SERVICE))):
        write(connection, STORED.daily_histogram, counted_in_service(rows))
    for kind, query in RETURNED.items():
        for rows in _by_channel(engine.rows(text_of(query))):
            write(connection, STORED.daily_histogram, [counted_returns(kind, rows)])


def _by_channel(rows: Iterator[Row]) -> Iterator[Ints]:
    """Rows that begin with the channel and come in its order, a channel at a time."""
    for _, group in groupby(rows, key=itemgetter(0)):
        yield np.array(list[Any](group), dtype=np.int64)
