"""Chance with a fixed seed: a generator of its own for every part, so that changing one part moves no other."""

import zlib
from collections.abc import Sequence
from statistics import NormalDist
from typing import Final, TypeVar

import numpy as np

SEED: Final = 20_241_101
CARDS: Final = 20
T = TypeVar("T")


def chance(*part: str) -> np.random.Generator:
    """The generator of the part with that name."""
    return np.random.default_rng([SEED, *(zlib.crc32(word.encode()) for word in part)])


def one_of(generator: np.random.Generator, things: Sequence[T], weights: Sequence[float] | None = None) -> T:
    """One of `things`, each as likely as its weight says; equally likely without weights."""
    if weights is None:
        return things[int(generator.integers(len(things)))]
    return _at(float(generator.random()), things, weights)


def _at(share: float, things: Sequence[T], weights: Sequence[float]) -> T:
    """What lies at that share of the weights laid end to end."""
    point = share * sum(weights)
    for thing, weight in zip(things, weights, strict=True):
        point -= weight
        if point < 0:
            return thing
    return things[-1]


def around(generator: np.random.Generator, median: float, spread: float) -> float:
    """A positive number around `median`: log-normal, `spread` is the standard deviation of the logarithm."""
    return median * float(np.exp(spread * generator.standard_normal()))


class Deck:
    """Chance that evens out: every twenty draws hold one of each twentieth of what can happen.

    A month of eighty such draws looks like the next one, where eighty independent ones jump.
    """

    def __init__(self, generator: np.random.Generator) -> None:
        self._generator = generator
        self._cards: list[int] = []

    def share(self) -> float:
        """A number between 0 and 1."""
        if not self._cards:
            self._cards = [int(card) for card in self._generator.permutation(CARDS)]
        return (self._cards.pop() + float(self._generator.uniform(0.001, 0.999))) / CARDS

    def around(self, median: float, spread: float) -> float:
        """As the function `around`."""
        return median * float(np.exp(spread * NormalDist().inv_cdf(self.share())))

    def one_of(self, things: Sequence[T], weights: Sequence[float]) -> T:
        """As the function `one_of`."""
        return _at(self.share(), things, weights)


def letters(generator: np.random.Generator, length: int, alphabet: str) -> str:
    """A name without meaning."""
    return "".join(alphabet[i] for i in generator.integers(len(alphabet), size=length))
