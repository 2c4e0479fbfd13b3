"""A desk on a fresh store, for tests that need no file."""

from collections.abc import Iterator

import pytest

from kpi.store.engine import Store
from tests.support.desk import Desk, desk_of


@pytest.fixture
def desk(store: Store) -> Iterator[Desk]:
    with desk_of(store) as (one,):
        yield one
