"""An answer makes the values that somebody looks at, and no others."""

from collections.abc import Callable

import pytest

from kpi.answers.answer import Answer, Numbers
from kpi.answers.value import Value
from kpi.catalogue.units import Unit
from kpi.periods import Period

MONTHS = (Period(0, 31), Period(31, 59))


def value(key: str, month: Period) -> Value:
    return Value("Bank", None, None, month, key, True, Unit.COUNT, float(month.start))


class Columns:
    """Makes values, and remembers of what."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def of(self, key: str) -> Callable[[], list[Value]]:
        def make() -> list[Value]:
            self.made.append(key)
            return [value(key, month) for month in MONTHS]

        return make


@pytest.fixture
def columns() -> Columns:
    return Columns()


@pytest.fixture
def found(columns: Columns) -> Answer:
    numbers: list[Numbers] = [lambda: [0.0, 31.0], lambda: [None, 31.0]]
    return Answer(len(MONTHS), ("posts", "views"), [columns.of("posts"), columns.of("views")], numbers)


def test_numbers_alone_make_no_value(found: Answer, columns: Columns) -> None:
    assert found.numbers_of("views") == [None, 31.0]
    assert columns.made == []
    with pytest.raises(ValueError, match="reach"):
        found.numbers_of("reach")


EVERYTHING = [value(key, month) for month in MONTHS for key in ("posts", "views")]


def test_values_stand_by_cell_then_key(found: Answer) -> None:
    assert list(found) == EVERYTHING
    assert len(found) == 4
    assert found == EVERYTHING
    assert found == tuple(EVERYTHING)
    assert found != EVERYTHING[:3]


def test_a_place_or_a_slice_is_as_a_list_has_it(found: Answer) -> None:
    assert [found[place] for place in (0, 3, -1)] == [EVERYTHING[place] for place in (0, 3, -1)]
    assert found[1:] == EVERYTHING[1:]
    assert found[::-2] == EVERYTHING[::-2]
    with pytest.raises(IndexError):
        found[4]


def test_values_that_nobody_looks_at_are_not_made(found: Answer, columns: Columns) -> None:
    assert len(found) == 4
    assert columns.made == []
    assert list(found.of("views")) == [value("views", month) for month in MONTHS]
    assert found[1] == value("views", MONTHS[0])
    assert columns.made == ["views"]


def test_a_key_that_was_not_asked_for_is_refused(found: Answer) -> None:
    with pytest.raises(ValueError, match="reach"):
        found.of("reach")
