"""The pieces of a period inside SQL: every row gets the first day of its piece, without a date function."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    Table,
    and_,
    cast,
    column,
    literal,
    values,
)

from kpi.periods import Grain, Period


@dataclass(frozen=True)
class Cut:
    """A period, its pieces, and the grain that made them."""

    period: Period
    grain: Grain
    pieces: tuple[Period, ...]

    @classmethod
    def of(cls, period: Period, grain: Grain) -> "Cut":
        return cls(period, grain, period.cut(grain))

    def over(self, table: Table, channel_ids: Sequence[int]) -> "Piecewise":
        """Rows of `table` (with `channel_id` and `day`) inside the period, each with its piece.

        Few pieces are joined as a small table, so that each is one range of the (channel, day) index.
        """
        mine = table.c.channel_id.in_(channel_ids)
        inside = and_(mine, table.c.day >= self.period.start, table.c.day < self.period.end)
        if self.grain is Grain.DAY:
            return Piecewise(table, table.c.day, inside)
        if len(self.pieces) == 1:
            return Piecewise(table, cast(literal(self.period.start), Integer), inside)
        piece = values(column("start", Integer), column("end", Integer), name="piece").data(
            [(piece.start, piece.end) for piece in self.pieces]
        )
        cte = piece.cte("piece")
        joined = cte.join(table, and_(table.c.day >= cte.c.start, table.c.day < cte.c.end))
        return Piecewise(joined, cte.c.start, mine)


@dataclass(frozen=True)
class Piecewise:
    """What to select from, the expression for a row's piece, and the condition that keeps the question's rows."""

    source: FromClause
    piece: ColumnElement[int]
    inside: ColumnElement[bool]


def whole(expression: ColumnElement[int]) -> ColumnElement[int]:
    """`expression` as a 64-bit integer: PostgreSQL would make a sum of them a decimal."""
    return cast(expression, BigInteger)
