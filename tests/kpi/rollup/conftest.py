"""A bank with two channels, for tests that write facts and let them go again."""

import pytest

from kpi.store.engine import Store
from tests.kpi.rollup.world import found_bank


@pytest.fixture
def bank(store: Store) -> Store:
    """The bank of `found_bank`. What a `reading()` connection writes is gone when it closes."""
    found_bank(store)
    return store
