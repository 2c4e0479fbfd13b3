"""Chance with a fixed seed: a generator of its own for every part, so that changing one part moves no other."""

import zlib
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

SEED = 20_241_101
T = TypeVar("T")


def chance(*part: str) -> np.random.Generator:
    """The generator of the part with that name."""
    return np.random.default_rng([SEED, *(zlib.crc32(word.encode()) for word in part)])


def one_of(generator: np.random.Generator, things: Sequence[T], weights: Sequence[float] | None = None) -> T:
    """One of `things`, each as likely as its weight says; equally likely without weights."""
    if weights is None:
        return things[int(generator.integers(len(things)))]
    point = float(generator.random()) * sum(weights)
    for thing, weight in zip(things, weights, strict=True):
        point -= weight
        if point < 0:
            return thing
    return things[-1]


def around(generator: np.random.Generator, median: float, spread: float) -> float:
    """A positive number around `median`: log-normal, `spread` is the standard deviation of the logarithm."""
    return median * float(np.exp(spread * generator.standard_normal()))


def letters(generator: np.random.Generator, length: int, alphabet: str) -> str:
    """A name without meaning."""
    return "".join(alphabet[i] for i in generator.integers(len(alphabet), size=length))
