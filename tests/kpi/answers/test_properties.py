"""What holds for any data: sums add up, ratios lie between their parts, filters only filter."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.answers.question import By
from kpi.answers.value import Value
from kpi.answers.wilson import wilson
from kpi.catalogue.measures import MEASURES, Kind
from kpi.periods import Grain
from tests.kpi.answers.bank import Bank, day
from tests.support.examples import examples
from tests.support.stores import copy_sqlite

FLOWS = tuple(key for key, measure in MEASURES.items() if measure.kind is Kind.FLOW)
FIRST, LAST = day("2026-08-20"), day("2026-11-10")
PLATFORMS = ("facebook", "x", "community")

counts = st.integers(0, 1000)
rows = st.dictionaries(
    st.tuples(st.sampled_from(PLATFORMS), st.integers(FIRST, LAST)),
    st.dictionaries(st.sampled_from(FLOWS), counts, min_size=1, max_size=6),
    max_size=25,
)
answered = st.tuples(counts, counts).map(sorted)
shares = st.dictionaries(
    st.tuples(st.sampled_from(PLATFORMS), st.integers(FIRST, LAST)), answered, min_size=1, max_size=12
)


@pytest.fixture(scope="module")
def fresh(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], object]:
    """A bank whose rows are gone when the block ends: one database serves all examples."""
    store = copy_sqlite(empty_database, tmp_path_factory.mktemp("properties") / "store.sqlite")

    @contextmanager
    def bank() -> Iterator[tuple[Bank, dict[str, int]]]:
        with store.engine.connect() as connection, connection.begin() as transaction:
            made = Bank.open(connection)
            yield made, {platform: made.channel(platform) for platform in PLATFORMS}
            transaction.rollback()

    return bank


def ask(bank: Bank, *kpis: str, **question: object) -> list[Value]:
    return bank.ask(*kpis, first="2026-08-20", last="2026-11-10", **question)  # type: ignore[arg-type]


def added(values: list[Value]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for value in values:
        if value.value is not None:
            sums[value.key] = sums.get(value.key, 0) + value.value
    return sums


@settings(max_examples=examples(10))
@given(table=rows)
def test_flows_add_up_over_platforms_channels_and_pieces(fresh, table) -> None:  # type: ignore[no-untyped-def]
    with fresh() as (bank, channels):
        for (platform, when), measures in table.items():
            bank.daily(channels[platform], when, **measures)
        total = added(ask(bank, measures=FLOWS))
        assert total == {
            key: sum(measures.get(key, 0) for measures in table.values())
            for key in {key for measures in table.values() for key in measures}
        }
        for by in By:
            assert added(ask(bank, measures=FLOWS, by=by)) == total
        for grain in Grain:
            assert added(ask(bank, measures=FLOWS, grain=grain)) == total


@settings(max_examples=examples(10))
@given(table=shares)
def test_a_ratio_lies_between_those_of_its_parts(fresh, table) -> None:  # type: ignore[no-untyped-def]
    with fresh() as (bank, channels):
        for (platform, when), (some, of) in table.items():
            bank.daily(channels[platform], when, answered_1h=some, due_1h=of)
        (whole,) = ask(bank, "answered_within_1h")
        for parts in (
            ask(bank, "answered_within_1h", by=By.PLATFORM),
            ask(bank, "answered_within_1h", grain=Grain.WEEK),
        ):
            known = [part.value for part in parts if part.value is not None]
            assert (whole.value is None) == (not known)
            if whole.value is not None:
                assert min(known) - 1e-12 <= whole.value <= max(known) + 1e-12


@settings(max_examples=examples(10))
@given(table=rows, platform=st.sampled_from(PLATFORMS))
def test_a_filter_gives_that_platforms_rows(fresh, table, platform) -> None:  # type: ignore[no-untyped-def]
    with fresh() as (bank, channels):
        for (where, when), measures in table.items():
            bank.daily(channels[where], when, **measures)
        filtered = ask(bank, platforms=(platform,), by=By.PLATFORM, grain=Grain.MONTH)
        everything = ask(bank, by=By.PLATFORM, grain=Grain.MONTH)
        assert filtered == [value for value in everything if value.platform == platform]


@given(answered)
def test_wilsons_bounds_hold_the_share_and_stay_shares(pair: list[int]) -> None:
    some, of = pair[0], max(pair[1], 1)
    low, high = wilson(some, of)
    assert 0 <= low <= some / of <= high <= 1


@pytest.mark.parametrize(
    ("some", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_published(some: int, of: int, low: float, high: float) -> None:
    """R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3."""
    assert wilson(some, of) == pytest.approx((low, high), abs=5e-5)
