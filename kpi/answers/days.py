"""How much of a period has data: the days with any row of some measures, and the days that they span."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kpi.answers.months import Months
from kpi.answers.numbers import Flags, Numbers
from kpi.answers.pieces import Cut, months_between
from kpi.answers.scopes import Place, Scope
from kpi.periods import Grain, Period, start_of
from kpi.rollup import known_days
from kpi.rollup.blobs import Ints
from kpi.rollup.known_days import Bits

Measures = tuple[str, ...]


@dataclass(frozen=True)
class KnownDays:
    """For each of some channels (or scopes) and each calendar month with any data, the days that have each measure.

    `bits` are by channel, month and measure, as `kpi.rollup.known_days`.
    """

    months: tuple[Period, ...]
    bits: Bits

    def together(self, scopes: Sequence[Scope]) -> "KnownDays":
        """The same of scopes, in whose order the channels stand: the days that any channel of each has."""
        sizes = [len(scope.places) for scope in scopes]
        if sizes == [1] * len(scopes):
            return self
        bits = np.zeros((len(scopes), *self.bits.shape[1:]), dtype=np.uint32)
        np.bitwise_or.at(bits, np.repeat(np.arange(len(scopes)), sizes), self.bits)
        return KnownDays(self.months, bits)

    @cached_property
    def _found(self) -> dict[Measures, Bits]:
        return {}

    def of(self, measures: Measures) -> Bits:
        """The days, a number for each channel and month, that have any of the measures."""
        columns = [known_days.PLACE_OF[measure] for measure in measures]
        if len(columns) == 1:
            return self.bits[:, :, columns[0]]
        if measures not in self._found:
            self._found[measures] = np.bitwise_or.reduce(self.bits[:, :, columns], axis=2)
        return self._found[measures]

    def counted(self, measures: Measures, cut: Cut) -> Ints:
        """By channel, the days with data in each piece."""
        days = np.zeros((len(self.bits), len(cut.pieces)), dtype=np.int64)
        if self.months:
            parts = self._parts(cut)
            found = np.bitwise_count(self.of(measures)[:, parts.month] & parts.mask)
            pieces, starts = np.unique(parts.piece, return_index=True)
            if len(pieces):
                days[:, pieces] = np.add.reduceat(found, starts, axis=1, dtype=np.int64)
        return days

    def among(self, days: AbstractSet[int], row: int, measures: Sequence[str]) -> set[int]:
        """Those of `days` on which the channel in this row has any of the measures."""
        bits = self.of(tuple(measures))[row]
        months = {month.start: int(known) for month, known in zip(self.months, bits, strict=True)}
        starts = {day: start_of(day, Grain.MONTH) for day in days}
        return {day for day, start in starts.items() if months.get(start, 0) >> (day - start) & 1}

    def covered(self, measures: Measures, cut: Cut) -> Numbers:
        """By channel, the days of each piece between its first and its last day with data, whenever those are."""
        if not self.months:
            return Numbers.none((len(self.bits), len(cut.pieces)))
        bits = self.of(measures)
        known = bits != 0
        some = known.any(axis=1)
        first, last = known.argmax(axis=1), len(self.months) - 1 - known[:, ::-1].argmax(axis=1)
        starts = self._starts
        rows = np.arange(len(bits))
        begin = starts[first] + _lowest_bit(bits[rows, first])
        end = starts[last] + _highest_bit(bits[rows, last]) + 1
        clipped = np.clip(cut.bounds, begin[:, None], end[:, None])
        days = clipped[:, 1:] - clipped[:, :-1]
        return Numbers(days, np.broadcast_to(some[:, None], days.shape))

    def end(self, rows: slice) -> int | None:
        """The first day after all on which any of these channels has data; None where none has."""
        together = np.bitwise_or.reduce(self.bits[rows], axis=(0, 2))
        (known,) = np.nonzero(together)
        if not len(known):
            return None
        last = known[-1]
        return int(self._starts[last] + _highest_bit(together[last : last + 1])[0] + 1)

    @cached_property
    def _starts(self) -> Ints:
        return np.array([month.start for month in self.months], dtype=np.int64)

    def any_of_first(self, measure: str, channel: Ints, month: Ints, days: Ints) -> Flags:
        """Of each channel and month (the day of its first), whether any of its first `days` has the measure."""
        number = np.searchsorted(self._starts, month)
        mask = np.left_shift(np.uint32(1), days.astype(np.uint32)) - np.uint32(1)
        some: Flags = (self.of((measure,))[channel, number] & mask) != 0
        return some

    def _parts(self, cut: Cut) -> "_Parts":
        if cut not in self._cut_up:
            self._cut_up[cut] = _parts(self.months, cut)
        return self._cut_up[cut]

    @cached_property
    def _cut_up(self) -> dict[Cut, "_Parts"]:
        return {}


def _highest_bit(bits: Bits) -> Ints:
    """The place of the highest bit that is set; integers of 32 bits are exact in floating point."""
    return np.frexp(bits.astype(np.float64))[1].astype(np.int64) - 1


def _lowest_bit(bits: Bits) -> Ints:
    return _highest_bit(bits & (~bits + np.uint32(1)))


@dataclass(frozen=True)
class _Parts:
    """The parts into which pieces and months cut each other: which piece, which month, and its days as bits."""

    piece: NDArray[np.intp]
    month: NDArray[np.intp]
    mask: Bits


def days_of(months: Months, places: Sequence[Place]) -> KnownDays:
    """The days, of all that is stored, on which each channel has each measure."""
    if not len(months.start):
        return KnownDays((), np.zeros((len(places), 0, len(known_days.PLACE_OF)), dtype=np.uint32))
    between = months_between(int(months.start.min()), int(months.start.max()))
    number = np.searchsorted([month.start for month in between], months.start)
    bits = np.zeros((len(places), len(between), len(known_days.PLACE_OF)), dtype=np.uint32)
    bits[months.place, number] = months.bits
    return KnownDays(tuple(between), bits)


def _parts(months: Sequence[Period], cut: Cut) -> _Parts:
    starts = np.array([month.start for month in months])
    pieces, of_month, masks = [], [], []
    for number, piece in enumerate(cut.pieces):
        first = max(0, int(np.searchsorted(starts, piece.start, side="right")) - 1)
        for place in range(first, int(np.searchsorted(starts, piece.end))):
            mask = _mask(months[place], piece)
            if mask:
                pieces.append(number)
                of_month.append(place)
                masks.append(mask)
    return _Parts(
        np.array(pieces, dtype=np.intp), np.array(of_month, dtype=np.intp), np.array(masks, dtype=np.uint32)
    )


def _mask(month: Period, piece: Period) -> int:
    """The bits of the month's days that lie in the piece."""
    begin, end = max(month.start, piece.start) - month.start, min(month.end, piece.end) - month.start
    return (1 << end) - (1 << begin) if end > begin else 0
