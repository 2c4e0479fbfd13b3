"""The promises of `open_store`: one way in, whole transactions, plain sentences."""

import pytest
from sqlalchemy import text

from kpi.store.engine import Store
from kpi.store.schema import metadata


@pytest.mark.both_stores
def test_a_fresh_store_has_every_table_and_no_row(store: Store) -> None:
    with store.reading() as connection:
        counts = {
            name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar()
            for name in metadata.tables
        }
    assert len(counts) > 15
    assert set(counts.values()) == {0}
