"""Forgetting a person: what was written and visited stays as a count, and leads to nobody any more.

The person's messages, visits and conversations are called by random numbers instead of pseudonyms, so that the same
name, hashed again, finds none of them, and not even the rows of one person find one another, but for a visitor's,
whose return is what is counted. Everything that is counted stays as it was, by construction: how many, when, in which
order. What the pseudonyms were is remembered under one more hash, so that imports do not bring the person back.
"""

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from sqlalchemy import ColumnElement, Connection, Table, and_, exists, insert, or_, select, tuple_, update

from kpi.errors import KpiError
from kpi.importing.save.forgotten import FORGOTTEN, hashed
from kpi.store import pseudonyms, texts
from kpi.store.bulk import temporary
from kpi.store.institutions import InstitutionRow, bump_version, channels
from kpi.store.keys import WIDTH, Keys
from kpi.store.pseudonyms import KEYED, RENAMED
from kpi.store.schema import metadata
from kpi.words import N_

MESSAGE: Final = metadata.tables["message"]
THREAD: Final = metadata.tables["message_thread"]
VISIT: Final = metadata.tables["visit"]
REPEAT: Final = metadata.tables["repeat"]
LINES: Final = ((MESSAGE, "message_key"), (VISIT, "visit_key"), (REPEAT, "fact_key"))


class NobodyForgotten(KpiError):
    template = N_(
        "Nothing of {institution} is by or about that person. Write the name, the number or the conversation as the export writes it. Nothing was changed."
    )


@dataclass(frozen=True)
class ForgottenPerson:
    """What was found of a person."""

    messages: int
    visits: int


@dataclass(frozen=True)
class _Traces:
    """The keys under which a person was found: of messages, of visits, and of all that leads to them."""

    messages: set[int]
    visits: set[int]
    others: set[int]

    @property
    def all(self) -> list[int]:
        return sorted(self.messages | self.visits | self.others)


def forget_person(
    connection: Connection, institution: InstitutionRow, name: str, platform: str = ""
) -> ForgottenPerson:
    """Make everything of a person anonymous; the caller ends the transaction.

    Args:
        connection: in a transaction that writes.
        institution: whose data.
        name: as an export writes it: an author, a visitor, or the identifier of a message, a conversation or a visit.
        platform: only there; "" is everywhere.

    Raises:
        NobodyForgotten: nothing is stored of such a person.
        KeyMissing: see `kpi.store.pseudonyms`.
    """
    keys = pseudonyms.keys(connection)
    here = [row.id for row in channels(connection, institution.id) if platform in ("", row.platform)]
    traces = _traces(connection, _called(connection, keys, name, here), here)
    if not traces.messages and not traces.visits:
        raise NobodyForgotten(institution=institution.name)
    _remove_texts(connection, traces.messages, here)
    _remember(connection, institution.id, platform, keys, traces.all)
    _make_anonymous(connection, traces.all, here)
    bump_version(connection, institution.id)
    return ForgottenPerson(len(traces.messages), len(traces.visits))


def _called(connection: Connection, keys: Keys, name: str, here: Sequence[int]) -> set[int]:
    """What the name may have become: an author, a visitor, an identifier, a thread."""
    plain = " ".join(name.split())
    forms = {form for each in (plain, plain.lstrip("@")) for form in (each, each.casefold())} - {""}
    silences = connection.execute(select(THREAD.c.silence).where(THREAD.c.channel_id.in_(here)).distinct())
    before: list[tuple[str, ...]] = [(), ("conversation",), ("visit id",)]
    found = {keys.key_of(*each, form) for each in before for form in forms}
    return found | {keys.key_of("thread", form, str(row[0])) for row in silences for form in forms}


def _traces(connection: Connection, called: set[int], here: Sequence[int]) -> _Traces:
    written = _written(called)

    def found(column: ColumnElement[int], *conditions: ColumnElement[bool]) -> set[int]:
        query = select(column).where(column.table.c.channel_id.in_(here), *conditions).distinct()
        return {row[0] for row in connection.execute(query)}

    messages = found(MESSAGE.c.message_key, written)
    first = MESSAGE.alias("first")
    is_message = exists().where(
        first.c.channel_id == MESSAGE.c.channel_id, first.c.message_key == MESSAGE.c.conversation_key
    )
    conversations = found(MESSAGE.c.conversation_key, written, ~is_message)
    threads = found(THREAD.c.thread_key, exists().where(_same(THREAD, MESSAGE), written))
    visitors = found(VISIT.c.visitor_key, or_(VISIT.c.visitor_key.in_(called), VISIT.c.visit_key.in_(called)))
    visits = found(VISIT.c.visit_key, VISIT.c.visitor_key.in_(visitors))
    return _Traces(messages, visits, called | conversations | threads | visitors)


def _written(called: set[int]) -> ColumnElement[bool]:
    """A message by that person, or of that name, or by the customer in that conversation or thread."""
    m = MESSAGE.c
    in_thread = exists().where(_same(THREAD, MESSAGE), THREAD.c.thread_key.in_(called))
    by_customer = and_(m.outbound == 0, or_(m.conversation_key.in_(called), in_thread))
    return or_(m.author_key.in_(called), m.message_key.in_(called), by_customer)


def _same(one: Table, other: Table) -> ColumnElement[bool]:
    return and_(one.c.channel_id == other.c.channel_id, one.c.message_key == other.c.message_key)


def _remember(
    connection: Connection, institution_id: int, platform: str, keys: Keys, gone: Sequence[int]
) -> None:
    """Have imports leave out what is gone, up to now."""
    place = {"institution_id": institution_id, "platform": platform, "secrets": len(keys.secrets)}
    hashes = hashed(keys, np.array(gone, np.int64)).tolist()
    now = int(time.time())
    same = and_(*(FORGOTTEN.c[name] == value for name, value in place.items()))
    known = {row[0] for row in connection.execute(select(FORGOTTEN.c.hashed).where(same))}
    connection.execute(
        update(FORGOTTEN).where(same, FORGOTTEN.c.hashed.in_(known & set(hashes))).values(until=now)
    )
    if fresh := sorted(set(hashes) - known):
        connection.execute(insert(FORGOTTEN), [place | {"hashed": each, "until": now} for each in fresh])


def _remove_texts(connection: Connection, messages: set[int], here: Sequence[int]) -> None:
    """Remove the texts of every conversation that the messages are of: the answers may name the person."""
    with temporary(connection, RENAMED, ((key, 0) for key in sorted(messages))) as found:
        theirs = MESSAGE.alias("theirs")
        same = and_(
            theirs.c.channel_id == MESSAGE.c.channel_id,
            theirs.c.conversation_key == MESSAGE.c.conversation_key,
            theirs.c.message_key.in_(select(found.c.old)),
        )
        around = select(MESSAGE.c.channel_id, MESSAGE.c.message_key).where(
            MESSAGE.c.channel_id.in_(here), exists().where(same)
        )
        text = texts.TEXT.c
        texts.remove(connection, tuple_(text.channel_id, text.message_key).in_(around))


def _make_anonymous(connection: Connection, gone: Sequence[int], here: Sequence[int]) -> None:
    """Call everything by random numbers, and take out who wrote it and in which line of a file it stood."""
    with temporary(connection, RENAMED, ((key, _random()) for key in gone)) as renamed:
        old = select(renamed.c.old)
        for table, key in LINES:
            values = {"row": 0, "author_key": None} if "author_key" in table.c else {"row": 0}
            is_gone = and_(table.c.channel_id.in_(here), table.c[key].in_(old))
            connection.execute(update(table).where(is_gone).values(values))
        for table, columns in KEYED.items():
            for column in columns:
                new = select(renamed.c.new).where(renamed.c.old == table.c[column]).scalar_subquery()
                is_gone = and_(table.c.channel_id.in_(here), table.c[column].in_(old))
                connection.execute(update(table).where(is_gone).values({column: new}))


def _random() -> int:
    return int.from_bytes(secrets.token_bytes(WIDTH), "big", signed=True)
