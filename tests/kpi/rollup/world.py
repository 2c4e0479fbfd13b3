"""A small world of facts in a store, and the way from one world to another."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from kpi.rollup.touched import Touched
from kpi.store.engine import Store
from kpi.store.schema import metadata
from tests.kpi.rollup import oracle
from tests.kpi.rollup.oracle import Message, Post, Total, Visit

TABLES = metadata.tables
CHANNELS = (1, 2)


@dataclass(frozen=True)
class World:
    """All facts there are; keys are unique within each kind."""

    messages: tuple[Message, ...] = ()
    visits: tuple[Visit, ...] = ()
    posts: tuple[Post, ...] = ()
    totals: tuple[Total, ...] = ()

    def measures(self) -> oracle.Measures:
        return oracle.all_measures(self.messages, self.visits, self.posts, self.totals)


def found_bank(store: Store) -> None:
    """An institution with two channels, and an import to hang facts on."""
    run = {
        "institution_id": 1, "file_name": "f.csv", "sha256": "0", "target": "", "layout": "l",
        "platform": "x", "fact": "message", "rows_read": 0, "rows_saved": 0, "rows_skipped": 0,
        "rows_ignored": 0, "rows_changed": 0, "timezone": "", "imported_at": 0, "imported_by": "",
    }  # fmt: skip
    bank = {
        "id": 1, "name": "Caja Ejemplo", "name_key": "caja ejemplo", "kind": "bank", "country": "ES",
        "timezone": "Europe/Madrid", "language": "es", "is_sample": False, "data_version": 0,
    }  # fmt: skip
    with store.writing() as connection:
        connection.execute(insert(TABLES["institution"]).values(bank))
        for channel in CHANNELS:
            named = {"handle": str(channel), "handle_key": str(channel), "audience": "public", "purpose": ""}
            row = {"id": channel, "institution_id": 1, "platform": "x", **named}
            connection.execute(insert(TABLES["channel"]).values(row))
        connection.execute(insert(TABLES["import_run"]).values(id=1, **run))


def change(connection: Connection, old: World, new: World) -> Touched:
    """Turn the facts of `old` into those of `new`, and say what that touched, before and after."""
    touched = Touched()
    for kind, table, row, key in (
        ("messages", "message", _message_row, ("channel_id", "message_key")),
        ("visits", "visit", _visit_row, ("channel_id", "visit_key")),
        ("posts", "post", _post_row, ("channel_id", "post_id")),
        ("totals", "channel_day", _total_row, ("channel_id", "day")),
    ):
        before, after = set(getattr(old, kind)), set(getattr(new, kind))
        _remove(connection, TABLES[table], key, map(row, before - after))
        if came := [row(fact) for fact in after - before]:
            connection.execute(insert(TABLES[table]), came)
        for fact in before ^ after:
            _touch(touched, fact)
    return touched


def stored_measures(connection: Connection) -> oracle.Measures:
    """The daily rows in the oracle's form: missing values left out, empty rows kept so that they are seen."""
    rows = connection.execute(select(TABLES["daily_measure"])).mappings()
    return {
        (row["channel_id"], row["day"]): {
            name: value
            for name, value in row.items()
            if value is not None and name not in ("channel_id", "day")
        }
        for row in rows
    }


def _remove(
    connection: Connection, table: Table, key: tuple[str, ...], rows: Iterable[dict[str, Any]]
) -> None:
    for row in rows:
        connection.execute(delete(table).where(*(table.c[name] == row[name] for name in key)))


def _touch(touched: Touched, fact: Message | Visit | Post | Total) -> None:
    day = (fact.channel, fact.day)
    match fact:
        case Message():
            touched.message_days.add(day)
            touched.conversations.add((fact.channel, fact.conversation))
        case Visit():
            touched.visit_days.add(day)
            touched.visitors.add((fact.channel, fact.visitor))
        case Post():
            touched.post_days.add(day)
        case Total():
            touched.total_days.add(day)


def _message_row(m: Message) -> dict[str, Any]:
    sender = {"outbound": int(m.outbound), "automated": int(m.automated), "author_key": None}
    place = {"channel_id": m.channel, "message_key": m.key, "conversation_key": m.conversation}
    return {**place, **sender, "sent_at": m.at, "day": m.day, "import_id": 1, "row": 0}


def _visit_row(v: Visit) -> dict[str, Any]:
    place = {"channel_id": v.channel, "visit_key": v.key, "visitor_key": v.visitor}
    when = {"visited_at": v.day * 86_400, "day": v.day}
    return {**place, **when, "liked": int(v.liked), "import_id": 1, "row": 0}


def _post_row(p: Post) -> dict[str, Any]:
    counters = {name: getattr(p, name) for name in oracle.COUNTERS}
    texts = dict.fromkeys(("format", "title", "permalink"), "")
    return {"channel_id": p.channel, "post_id": p.key, "day": p.day, **texts, **counters}


def _total_row(t: Total) -> dict[str, Any]:
    totals = {field.name: getattr(t, field.name) for field in fields(t) if field.name != "channel"}
    return {"channel_id": t.channel, **totals}
