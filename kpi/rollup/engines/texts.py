"""The text of the roll-up: the statements of `kpi.rollup.stage` over everything, as plain SQL with its constants.

One text for every engine: integers, comparisons, CASE, sums, one window function a statement, GROUP BY, and no word
that any of them would want quoted.
"""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Alias, Column, FromClause, Select, Table, func, literal_column, select
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.sql.visitors import iterate

from kpi.rollup.clock import CLOCK
from kpi.rollup.histograms import RETURNS, business_waits, by_hour, returns
from kpi.rollup.scope import CHANNEL
from kpi.rollup.stage import GROUPS, STORED
from kpi.rollup.turns import MESSAGE, TURN, turns
from kpi.rollup.visitors import VISIT, VISITOR, visitors
from kpi.store.schema import metadata

SERVICE: Final = metadata.tables["service_time"]


def text_of(query: Select[Any]) -> str:
    """A statement as any engine reads it: no parameters, no dialect."""
    return str(query.compile(dialect=DefaultDialect(), compile_kwargs={"literal_binds": True}))


def in_order(query: Select[Any], columns: int) -> Select[Any]:
    """The rows in the order of the first columns, so that what belongs together comes together."""
    return query.order_by(*(literal_column(str(number + 1)) for number in range(columns)))


MESSAGE_ENDS: Final = select(
    MESSAGE.c.channel_id, func.min(MESSAGE.c.day), func.max(MESSAGE.c.day), func.max(MESSAGE.c.sent_at)
).group_by(MESSAGE.c.channel_id)
"""Channel, first and last day of its messages, and the last one's instant: the cut-off."""

VISIT_ENDS: Final = select(VISIT.c.channel_id, func.max(VISIT.c.day)).group_by(VISIT.c.channel_id)
"""Channel, and its last day with a visit or a Like."""

INTERMEDIATE: Final = {TURN: turns(), VISITOR: visitors()}
"""Tables that later statements read, in the order in which they are made."""

DAYS: Final = {group: group.query(None, STORED) for group in GROUPS}
"""Each group of columns of the daily row."""

BY_HOUR: Final = in_order(by_hour(TURN, CLOCK, None), 1)
IN_SERVICE: Final = in_order(business_waits(TURN, None), 1)
RETURNED: Final = {
    kind: in_order(returns(VISITOR, begins, back, None), 1) for kind, begins, back in RETURNS
}  # fmt: skip
"""By kind of histogram, how long it took its visitors to come back."""

STATEMENTS: Final = (
    MESSAGE_ENDS, VISIT_ENDS, *INTERMEDIATE.values(), *DAYS.values(),
    BY_HOUR, IN_SERVICE, *RETURNED.values(),
)  # fmt: skip
OF_THE_STORE: Final = (CHANNEL, SERVICE, CLOCK)
"""Small tables that the store works out anew for each roll-up and sends along."""


def columns_read(statements: Iterable[Select[Any]]) -> dict[Table, tuple[str, ...]]:
    """The tables that statements read, and of each the columns that they name, in its own order."""
    named: dict[Table, set[str]] = {}
    for statement in statements:
        for element in iterate(statement):
            if isinstance(element, Column) and (table := _table(element.table)) is not None:
                named.setdefault(table, set()).add(element.name)
    return {
        table: tuple(column.name for column in table.c if column.name in names)
        for table, names in named.items()
    }


def _table(source: FromClause | None) -> Table | None:
    while isinstance(source, Alias):
        source = source.element
    return source if isinstance(source, Table) else None


READ: Final = columns_read(STATEMENTS)
FACTS: Final = {
    table.name: columns
    for table, columns in sorted(READ.items(), key=lambda each: each[0].name)
    if table not in (*OF_THE_STORE, *INTERMEDIATE)
}
"""What an engine must be given: the tables of facts that the text reads, and their columns that it names."""
