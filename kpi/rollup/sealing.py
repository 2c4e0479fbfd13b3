"""Remove old messages and visits for good, and keep what they added to their days.

Whole conversations and whole visitors go, once nothing that can still come changes what they count for: no message of
theirs for a week, no visit for 90 days, before the end of the channel's data. What the days lose without them is
sealed (`kpi.rollup.sealed`), so that every measure stays what it was; anything else would be an error, and undone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Table,
    and_,
    delete,
    func,
    insert,
    select,
    tuple_,
    update,
)

from kpi.errors import KpiError
from kpi.periods import SECONDS_IN_DAY, date_of
from kpi.rollup import scope as scopes
from kpi.rollup.histograms import OF_MESSAGES, OF_VISITORS, roll_care, roll_returns
from kpi.rollup.increments import LONGEST_WINDOW
from kpi.rollup.month_numbers import INSTANTS
from kpi.rollup.scope import CHANNEL
from kpi.rollup.sealed import (
    HISTOGRAM,
    MEASURE,
    Day,
    added,
    daily_rows,
    histograms,
    sealed_days,
    together,
    write_histograms,
)
from kpi.rollup.service_times import follow_messages
from kpi.rollup.stage import DAILY, MESSAGES, STORED, TURNS, VISITS, Group, recount_days, recount_months
from kpi.rollup.turns import MESSAGE, TURN
from kpi.rollup.visitors import VISIT, VISITOR
from kpi.rollup.visits import WINDOWS
from kpi.store import texts
from kpi.store.bulk import temporary, temporary_table
from kpi.store.schema import metadata
from kpi.words import N_

LINK: Final = metadata.tables["message_link"]
THREAD: Final = metadata.tables["message_thread"]
REPEAT: Final = metadata.tables["repeat"]
GONE: Final = temporary_table(
    "gone", Column("channel_id", Integer, primary_key=True), Column("key", BigInteger, primary_key=True)
)


class NotSealed(KpiError):
    template = N_(
        "The measures of {day} would not stay what they are without the rows that were to be removed. Nothing was removed. `python -m kpi check` says whether they are right; please report this."
    )


@dataclass(frozen=True)
class Sealed:
    """Rows that were removed from a channel, and the day before which none will be taken again (None: of no fact)."""

    messages: int = 0
    visits: int = 0
    until: int | None = None


@dataclass(frozen=True)
class _Kind:
    """What goes together: rows of `facts` with the same `whole`, counted in `groups` of columns and in histograms."""

    fact: str
    facts: Table
    key: str
    whole: str
    groups: tuple[Group, ...]
    kinds: tuple[int, ...]
    mark: str


_MESSAGES: Final = _Kind(
    "message", MESSAGE, "message_key", "conversation_key", (MESSAGES, TURNS), OF_MESSAGES, "messages_from"
)
_VISITS: Final = _Kind("visit", VISIT, "visit_key", "visitor_key", (VISITS,), OF_VISITORS, "visits_from")


def seal(connection: Connection, channel_id: int, before: int) -> Sealed:
    """Remove a channel's messages and visits of days before `before`, as far as they are settled.

    Raises:
        NotSealed: a measure would change.
    """
    c = CHANNEL.c
    message_cutoff, visit_cutoff = connection.execute(
        select(c.message_cutoff, c.visit_cutoff).where(c.id == channel_id)
    ).one()
    messages = visits = 0
    until: list[int] = []
    if message_cutoff is not None:
        settled = (message_cutoff - LONGEST_WINDOW) // SECONDS_IN_DAY - 1  # wherever its days begin
        until.append(min(before, settled))
        messages = _remove(connection, _MESSAGES, channel_id, until[-1])
    if visit_cutoff is not None:
        until.append(min(before, visit_cutoff - max(WINDOWS)))
        visits = _remove(connection, _VISITS, channel_id, until[-1])
    return Sealed(messages, visits, max(until, default=None))


def _remove(connection: Connection, kind: _Kind, channel_id: int, before: int) -> int:
    """Remove what ends before that day; the number of rows."""
    facts = kind.facts
    whole = facts.c[kind.whole]
    over = (
        select(facts.c.channel_id, whole)
        .where(facts.c.channel_id == channel_id)
        .group_by(facts.c.channel_id, whole)
        .having(func.max(facts.c.day) < before)
    )
    with temporary(connection, GONE) as gone:
        if connection.execute(insert(gone).from_select(["channel_id", "key"], over)).rowcount == 0:
            return 0
        mine = tuple_(facts.c.channel_id, whole).in_(select(gone.c.channel_id, gone.c.key))
        days = {
            (row[0], row[1])
            for row in connection.execute(select(facts.c.channel_id, facts.c.day).where(mine).distinct())
        }
        with scopes.keys(connection, days) as scope:
            was = _State.of(connection, kind, scope)
        _mark(connection, kind, channel_id, before, gone)
        removed = _delete(connection, kind, mine, gone)
    follow_messages(connection, [channel_id])
    _recount(connection, kind, days)
    with scopes.keys(connection, days) as scope:
        _State.of(connection, kind, scope).keep_the_rest(connection, was, scope)
    _recount(connection, kind, days)
    with scopes.keys(connection, days) as scope:
        _State.of(connection, kind, scope).has_to_be(was)
    recount_months(connection, STORED, days)
    return removed


@dataclass(frozen=True)
class _State:
    """Everything that one kind of fact says of some days."""

    kind: _Kind
    days: dict[Day, dict[str, int | None]]
    blobs: dict[tuple[int, int, int], bytes]

    @classmethod
    def of(cls, connection: Connection, kind: _Kind, scope: FromClause) -> "_State":
        days = daily_rows(connection, DAILY, _columns(kind), scope)
        return cls(kind, days, histograms(connection, STORED.daily_histogram, kind.kinds, scope))

    def keep_the_rest(self, connection: Connection, was: "_State", scope: FromClause) -> None:
        """Seal what these days are short of, beside what is sealed of them already."""
        columns = _columns(self.kind)
        sealed = sealed_days(connection, columns, scope)
        rows = []
        for day, before in was.days.items():
            now = self.days.get(day, {})
            lost = {name: _lost(name, before[name], now.get(name)) for name in columns}
            for name, value in zip(columns, added(columns, lost, sealed.get(day, {})), strict=True):
                if value is not None:
                    rows.append({"channel_id": day[0], "day": day[1], "measure": name, "value": value})
        here = scopes.condition(scope, MEASURE.c.channel_id, MEASURE.c.day)
        connection.execute(delete(MEASURE).where(here, MEASURE.c.measure.in_(columns)))
        if rows:
            connection.execute(insert(MEASURE), rows)
        old = histograms(connection, HISTOGRAM, self.kind.kinds, scope)
        write_histograms(connection, HISTOGRAM, together([(was.blobs, 1), (self.blobs, -1), (old, 1)]))

    def has_to_be(self, was: "_State") -> None:
        if self != was:
            differing = {
                day for day in was.days.keys() | self.days.keys() if was.days.get(day) != self.days.get(day)
            }
            differing |= {key[:2] for key in was.blobs if was.blobs[key] != self.blobs.get(key)}
            raise NotSealed(day=date_of(min((day for _, day in differing), default=0)))


def _columns(kind: _Kind) -> tuple[str, ...]:
    return tuple(name for group in kind.groups for name in group.columns)


def _lost(name: str, before: int | None, now: int | None) -> int | None:
    """What has to be added to have the number from before; of instants, the earlier one."""
    if before is None or (before == now and name in INSTANTS):
        return None
    return before if now is None or name in INSTANTS else before - now


def _recount(connection: Connection, kind: _Kind, days: set[Day]) -> None:
    with scopes.keys(connection, days) as scope:
        for group in kind.groups:
            recount_days(connection, STORED, group, scope)
        if kind is _MESSAGES:
            roll_care(connection, STORED.turn, STORED.daily_histogram, scope, days)
        else:
            roll_returns(connection, STORED.visitor, STORED.daily_histogram, scope)


def _mark(connection: Connection, kind: _Kind, channel_id: int, before: int, gone: Table) -> None:
    """Remember from which day on rows are taken, and that there were Likes among what goes."""
    mark = CHANNEL.c[kind.mark]
    is_channel = CHANNEL.c.id == channel_id
    earlier = connection.execute(select(mark).where(is_channel)).scalar()
    values = {kind.mark: before if earlier is None else max(before, earlier)}
    if kind is _VISITS:
        v = VISITOR.c
        likers = (v.channel_id == gone.c.channel_id) & (v.visitor_key == gone.c.key) & v.like_day.is_not(None)
        if connection.execute(select(v.channel_id).join(gone, likers).limit(1)).first():
            values["had_likes"] = 1
    connection.execute(update(CHANNEL).where(is_channel).values(values))


def _delete(connection: Connection, kind: _Kind, mine: ColumnElement[bool], gone: Table) -> int:
    """Remove the rows, and everything that hangs on them."""
    facts = kind.facts
    keys = select(facts.c.channel_id, facts.c[kind.key]).where(mine)
    beside: Sequence[tuple[Table, str]] = [(REPEAT, "fact_key")]
    if kind is _MESSAGES:
        beside = [*beside, (LINK, "message_key"), (THREAD, "message_key")]
        texts.remove(connection, tuple_(texts.TEXT.c.channel_id, texts.TEXT.c.message_key).in_(keys))
    for table, key in beside:
        conditions: list[ColumnElement[bool]] = [tuple_(table.c.channel_id, table.c[key]).in_(keys)]
        if table is REPEAT:
            conditions.append(table.c.fact == kind.fact)
        connection.execute(delete(table).where(and_(*conditions)))
    derived, key = (TURN, "conversation_key") if kind is _MESSAGES else (VISITOR, "visitor_key")
    whole = tuple_(derived.c.channel_id, derived.c[key]).in_(select(gone.c.channel_id, gone.c.key))
    connection.execute(delete(derived).where(whole))
    return connection.execute(delete(facts).where(mine)).rowcount
