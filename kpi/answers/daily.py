"""The daily rows, added up by channel and piece in one statement, and what the formulas need from before."""

from collections.abc import Iterable, Sequence

from sqlalchemy import BigInteger, Connection, and_, func, literal, select

from kpi.answers.columns import EXPRESSIONS, PACKED, Column, Rule, packed
from kpi.answers.pieces import Cut, whole
from kpi.answers.rows import tuples
from kpi.answers.scopes import Place
from kpi.store.schema import metadata

DAILY = metadata.tables["daily_measure"]
CHANNEL = metadata.tables["channel"]

Row = dict[Column, float | None]
Rows = dict[tuple[int, int], Row]  # by (channel id, first day of the piece)


def read_rows(connection: Connection, cut: Cut, places: Sequence[Place], columns: Iterable[Column]) -> Rows:
    """The asked columns of each channel and piece that has daily rows."""
    stored = [column for column in columns if column.rule in EXPRESSIONS]
    over = cut.over(DAILY, [place.id for place in places])
    source, wanted = over.source, [EXPRESSIONS[column.rule](DAILY, column) for column in stored]
    if any(column.rule is Rule.COMPLETE for column in stored):
        source = source.join(CHANNEL, CHANNEL.c.id == DAILY.c.channel_id)
    statement = (
        select(DAILY.c.channel_id, over.piece, *wanted)
        .select_from(source)
        .where(over.inside)
        .group_by(DAILY.c.channel_id, over.piece)
    )
    return {
        (channel, piece): dict(zip(stored, numbers, strict=True))
        for channel, piece, *numbers in tuples(connection, statement)
    }


def stocks_before(connection: Connection, day: int, places: Sequence[Place], measure: str) -> dict[int, int]:
    """By channel, the last value of a stock that is known before `day`."""
    earlier = (
        select(whole(packed(DAILY, measure)))
        .where(DAILY.c.channel_id == CHANNEL.c.id, DAILY.c.day < day, DAILY.c[measure].is_not(None))
        .order_by(DAILY.c.day.desc())
        .limit(1)
        .scalar_subquery()
    )
    ids = [place.id for place in places]
    rows = connection.execute(select(CHANNEL.c.id, earlier).where(CHANNEL.c.id.in_(ids)))
    return {channel: found % PACKED for channel, found in rows if found is not None}


def open_before(connection: Connection, day: int, places: Sequence[Place]) -> dict[int, int]:
    """By channel with messages before `day`, the turns that were open when that day began."""
    opened, closed = func.sum(DAILY.c.turns_opened), func.sum(DAILY.c.turns_closed)
    nothing = literal(0, BigInteger)
    rows = connection.execute(
        select(DAILY.c.channel_id, whole(opened), whole(func.coalesce(closed, nothing)))
        .where(and_(DAILY.c.channel_id.in_([place.id for place in places]), DAILY.c.day < day))
        .group_by(DAILY.c.channel_id)
        .having(opened.is_not(None))
    )
    return {channel: opened - closed for channel, opened, closed in rows}
