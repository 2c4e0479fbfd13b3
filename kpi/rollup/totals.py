"""What a platform reports for a channel's day, taken over as it is."""

from typing import Any, Final

from sqlalchemy import FromClause, Select, or_, select

from kpi.rollup.scope import narrowed
from kpi.store.schema import TOTALS, metadata

CHANNEL_DAY: Final = metadata.tables["channel_day"]
TOTAL_COLUMNS: Final = TOTALS


def total_days(scope: FromClause | None = None) -> Select[Any]:
    """One row per channel and day with any total: `channel_id`, `day` and TOTAL_COLUMNS. A scope names days."""
    columns = [CHANNEL_DAY.c[name] for name in TOTAL_COLUMNS]
    query = select(CHANNEL_DAY.c.channel_id, CHANNEL_DAY.c.day, *columns).where(
        or_(*(column.is_not(None) for column in columns))
    )
    return narrowed(query, scope, CHANNEL_DAY.c.channel_id, CHANNEL_DAY.c.day)
