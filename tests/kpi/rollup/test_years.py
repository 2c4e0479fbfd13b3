"""A year's months in one piece: what is written is read, and a month is replaced beside the others."""

from collections import Counter

import numpy as np
import pytest
from sqlalchemy import Connection, select

from kpi.periods import Grain, Period, day_of, parse_date
from kpi.rollup import years
from kpi.rollup.blobs import Counts
from kpi.rollup.years import MONTHS, replace_months
from kpi.store.engine import Store
from kpi.store.schema import metadata

YEARLY = metadata.tables["yearly_histogram"]
Tables = dict[tuple[int, int], dict[int, int]]
DECEMBER, JANUARY, MARCH = (day_of(parse_date(day)) for day in ("2025-12-01", "2026-01-01", "2026-03-01"))


def counts(tables: Tables) -> Counts:
    """By kind and month, the counts of keys."""
    rows = [
        (kind * MONTHS + month, key, count)
        for (kind, month), table in tables.items()
        for key, count in table.items()
    ]
    return Counts(*np.array(rows, dtype=np.int64).reshape(-1, 3).T)


def stored(connection: Connection, channel: int = 1) -> dict[tuple[int, int, int], dict[int, int]]:
    """By year, kind and month."""
    rows = connection.execute(select(YEARLY).where(YEARLY.c.channel_id == channel)).all()
    entries = years.read([row.counts for row in rows])
    found: dict[tuple[int, int, int], dict[int, int]] = {}
    for place, (row, month) in enumerate(zip(entries.row.tolist(), entries.month.tolist(), strict=True)):
        here = slice(int(entries.begins[place]), int(entries.begins[place] + entries.sizes[place]))
        pairs = zip(entries.key[here].tolist(), entries.count[here].tolist(), strict=True)
        found[rows[row].year, rows[row].kind, month] = dict(pairs)
    return found


@pytest.mark.both_stores
def test_months_lie_in_their_years_and_one_is_replaced_beside_the_others(bank: Store) -> None:
    first: Tables = {
        (1, DECEMBER): {3: 2},
        (1, JANUARY): {65_535: 2**32 - 1, 0: 1},
        (1, MARCH): {4: 5},
        (2, JANUARY): {65_535: 7},
    }
    with bank.writing() as connection:
        replace_months(connection, YEARLY, 1, [DECEMBER, JANUARY, MARCH], counts(first))
        replace_months(connection, YEARLY, 2, [MARCH], counts({(1, MARCH): {9: 9}}))
        expected = {(2025, 1, DECEMBER): {3: 2}} | {
            (2026, kind, month): table for (kind, month), table in first.items() if month != DECEMBER
        }
        assert stored(connection) == expected
        replace_months(connection, YEARLY, 1, [JANUARY], counts({(1, JANUARY): {8: 1}}))
        del expected[2026, 2, JANUARY]
        assert stored(connection) == expected | {(2026, 1, JANUARY): {8: 1}}
        replace_months(connection, YEARLY, 1, [DECEMBER], counts({}))
        assert (2025, 1, DECEMBER) not in stored(connection)
        assert stored(connection, 2) == {(2026, 1, MARCH): {9: 9}}


def test_neighbours_of_equal_month_or_kind_are_told_apart() -> None:
    assert len(years.read([]).begins) == 0
    period = Period.of(parse_date("2026-01-01"), parse_date("2026-02-28"))
    months = [month.start for month in period.cut(Grain.MONTH)]
    one = np.array([(month, key, 1) for month in months for key in (1, 2)], dtype=years.ENTRY).tobytes()
    found = years.read([one, one[: years.ENTRY.itemsize], one])
    assert found.row.tolist() == [0, 0, 1, 2, 2]
    assert found.sizes.tolist() == [2, 2, 1, 2, 2]
    assert found.month.tolist() == [*months, months[0], *months]
    assert Counter(found.count.tolist()) == {1: 9}
