"""An answer as a sequence: its numbers are all there, a value is made of them when somebody asks for it."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import overload

from kpi.answers.value import Value

Column = Callable[[], list[Value]]
"""Makes the values of one KPI or measure for all cells."""

Numbers = Callable[[], list[float | None]]
"""Gives the numbers alone of one KPI or measure for all cells; None where there is none."""


class Answer(Sequence[Value]):
    """Values in the order platform, channel, period, key; equal to any sequence of equal values.

    All values of a KPI or measure are made together, when the first of them is asked for, and kept.
    """

    def __init__(
        self, cells: int, keys: Sequence[str], columns: Sequence[Column], numbers: Sequence[Numbers]
    ) -> None:
        self._cells, self._keys = cells, tuple(keys)
        self._columns, self._numbers = tuple(columns), tuple(numbers)
        self._made: dict[int, list[Value]] = {}

    def of(self, key: str) -> Sequence[Value]:
        """The values of one KPI or measure, no other being made.

        Raises:
            ValueError: it was not asked for.
        """
        if key not in self._keys:
            raise ValueError(f"{key} was not asked for.")
        return self._column(self._keys.index(key))

    def numbers_of(self, key: str) -> list[float | None]:
        """The numbers alone of one KPI or measure, in the order of its values, without making any of these.

        Raises:
            ValueError: it was not asked for.
        """
        if key not in self._keys:
            raise ValueError(f"{key} was not asked for.")
        return self._numbers[self._keys.index(key)]()

    def __len__(self) -> int:
        return self._cells * len(self._keys)

    @overload
    def __getitem__(self, place: int) -> Value: ...

    @overload
    def __getitem__(self, place: slice) -> list[Value]: ...

    def __getitem__(self, place: int | slice) -> Value | list[Value]:
        places = range(len(self))[place]
        if isinstance(places, int):
            return self._at(places)
        return [self._at(one) for one in places]

    def __iter__(self) -> Iterator[Value]:
        columns = [self._column(number) for number in range(len(self._keys))]
        return chain.from_iterable(zip(*columns, strict=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as a list has none

    def __repr__(self) -> str:
        return f"Answer({list(self)!r})"

    def _at(self, place: int) -> Value:
        cell, number = divmod(place, len(self._keys))
        return self._column(number)[cell]

    def _column(self, number: int) -> list[Value]:
        if number not in self._made:
            self._made[number] = self._columns[number]()
        return self._made[number]
