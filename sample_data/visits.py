"""Visits of people without a name: who clicks Like or joins, and who comes back."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sample_data.bank import FIRST, LAST, VISITING, channel_on
from sample_data.chance import chance, letters, one_of
from sample_data.clock import instant
from sample_data.story import Visiting
from sample_data.timeline import days

NAME_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
VISITING_HOURS = (8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 20, 21, 22)


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit, or the moment of a Like. `visitor` is a pseudonym."""

    visitor: str
    visited_at: int
    day: date
    liked: bool


def visits_on(platform: str) -> list[Visit]:
    """All visits to the bank's channel on `platform` up to the last day, oldest first."""
    generator = chance("visits", platform)
    visiting = VISITING[platform]
    visits: list[Visit] = []
    names: set[str] = set()
    for day in days(max(FIRST, channel_on(platform).since), LAST):
        for _ in range(generator.poisson(visiting.arrivals.at(day))):
            visits.extend(_person(generator, visiting, day, _new_name(generator, names)))
        passers = int(generator.poisson(visiting.passers))
        visits.extend(
            _visit(generator, _new_name(generator, names), day, liked=False) for _ in range(passers)
        )
    return sorted((v for v in visits if v.day <= LAST), key=lambda v: (v.visited_at, v.visitor))


def _person(generator: np.random.Generator, visiting: Visiting, day: date, name: str) -> list[Visit]:
    """The first Like or visit of somebody and all that follow."""
    visits = [_visit(generator, name, day, liked=visiting.likes)]
    wait = _days_until_return(generator, visiting, day)
    while wait is not None:
        day = day + timedelta(days=wait)
        visits.append(_visit(generator, name, day, liked=False))
        more = generator.random() < visiting.again
        wait = 1 + int(generator.exponential(visiting.gap)) if more else None
    return visits


def _days_until_return(generator: np.random.Generator, visiting: Visiting, day: date) -> int | None:
    """Days from the first visit to the next one on a later day; None: never."""
    point = float(generator.random())
    returns = visiting.returns.at(day)
    if point < returns:
        return 1 + int(generator.exponential(visiting.gap * 0.7)) % 30
    if point < returns + visiting.later:
        return 31 + int(generator.exponential(20))
    return None


def _visit(generator: np.random.Generator, name: str, day: date, *, liked: bool) -> Visit:
    at = instant(day, one_of(generator, VISITING_HOURS) * 3600 + int(generator.integers(3600)))
    return Visit(name, at, day, liked)


def _new_name(generator: np.random.Generator, names: set[str]) -> str:
    name = ""
    while not name or name in names:
        name = "v" + letters(generator, 6, NAME_LETTERS)
    names.add(name)
    return name
