"""Histograms as bytes: adding is adding counts, in any order and grouping, and nothing is lost."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.rollup.blobs import VERSION, Counts, UnknownVersion

tables = st.dictionaries(st.integers(0, 2**16 - 1), st.integers(1, 2**30), max_size=8)


def blob(table: dict[int, int]) -> bytes:
    keys = np.array(list(table), dtype=np.int64)
    counts = np.array(list(table.values()), dtype=np.int64)
    return Counts(np.zeros_like(keys), keys, counts).write().get(0, VERSION)


def table(written: bytes) -> dict[int, int]:
    counts = Counts.read([written])
    return dict(zip(counts.key.tolist(), counts.count.tolist(), strict=True))


def merged(*blobs: bytes) -> bytes:
    counts = Counts.read(blobs)
    return counts.of(np.zeros(len(blobs), dtype=np.int64)).write().get(0, VERSION)


@given(tables)
def test_what_is_written_is_read(counts: dict[int, int]) -> None:
    assert table(blob(counts)) == counts


@given(tables, tables, tables)
def test_adding_is_adding_counts_in_any_order_and_grouping(
    one: dict[int, int], two: dict[int, int], three: dict[int, int]
) -> None:
    a, b, c = blob(one), blob(two), blob(three)
    together = merged(a, b, c)
    assert table(together) == dict(Counter(one) + Counter(two) + Counter(three))
    assert together == merged(c, a, b) == merged(merged(a, b), c) == merged(a, merged(b, c))


@given(st.lists(tables, max_size=5))
def test_several_are_written_and_read_at_once(many: list[dict[int, int]]) -> None:
    counts = Counts.read([blob(one) for one in many])
    assert counts.write() == {place: blob(one) for place, one in enumerate(many) if one}


def test_bytes_of_another_version_are_refused() -> None:
    with pytest.raises(UnknownVersion):
        Counts.read([b"\x02" + blob({1: 1})[1:]])
