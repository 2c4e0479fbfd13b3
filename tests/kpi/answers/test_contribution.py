"""What parts contribute adds up to the change of the whole, and says which part it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.answers.contribution import Part, contributions

NAMES = st.sampled_from(["facebook", "instagram", "x", "tiktok"])
RATIOS = st.dictionaries(NAMES, st.builds(Part, st.integers(0, 500), st.integers(0, 1000)))
SUMS = st.dictionaries(NAMES, st.builds(Part, st.integers(0, 10**9)), min_size=1)


def whole(parts: dict[str, Part]) -> float | None:
    below = sum(part.denominator or 0 for part in parts.values())
    return sum(part.numerator for part in parts.values()) / below if below else None


def with_cases(parts: dict[str, Part]) -> dict[str, Part]:
    """Nothing is counted where there is no case."""
    return {name: part if part.denominator else Part(0, 0) for name, part in parts.items()}


@given(RATIOS, RATIOS)
def test_contributions_to_a_ratio_add_up_to_its_change(
    before: dict[str, Part], after: dict[str, Part]
) -> None:
    before, after = with_cases(before), with_cases(after)
    was, now = whole(before), whole(after)
    found = contributions(before, after)
    if was is None or now is None:
        assert found == []
    else:
        assert sum(one.amount for one in found) == pytest.approx(now - was, abs=1e-12)


@given(SUMS, SUMS)
def test_contributions_to_a_sum_are_the_differences_of_its_parts(
    before: dict[str, Part], after: dict[str, Part]
) -> None:
    found = {one.part: one.amount for one in contributions(before, after)}
    assert found.keys() == before.keys() | after.keys()
    for name, amount in found.items():
        was = before[name].numerator if name in before else 0
        now = after[name].numerator if name in after else 0
        assert amount == now - was


def test_a_part_that_only_grows_moves_the_whole_by_mix() -> None:
    """X answers worse than Facebook; neither changes, but X now gets as many questions as Facebook."""
    before = {"facebook": Part(90, 100), "x": Part(5, 10)}
    after = {"facebook": Part(90, 100), "x": Part(50, 100)}
    by_part = {one.part: one for one in contributions(before, after)}
    assert by_part["facebook"].rate == by_part["x"].rate == 0
    assert by_part["x"].mix < 0
    assert by_part["x"].amount + by_part["facebook"].amount == pytest.approx(140 / 200 - 95 / 110)


def test_a_part_whose_own_ratio_falls_moves_it_by_rate() -> None:
    before = {"weekdays": Part(80, 100), "weekend": Part(40, 50)}
    after = {"weekdays": Part(80, 100), "weekend": Part(10, 50)}
    first, second = contributions(before, after)
    assert first.part == "weekend"
    assert first.rate == pytest.approx(50 / 150 * (0.2 - 0.8))
    assert first.mix == 0
    assert (first.before, first.after) == (0.8, 0.2)
    assert second.amount == 0


def test_a_part_that_is_new_has_no_earlier_ratio_and_counts_as_mix() -> None:
    (only_new, *_) = contributions({"x": Part(50, 100)}, {"x": Part(50, 100), "tiktok": Part(100, 100)})
    assert (only_new.part, only_new.before, only_new.rate) == ("tiktok", None, 0)
    assert only_new.mix > 0
