"""Reruns of pages on a server: what one costs, and how many people it bears. Caches are warm, as they mostly are."""

import statistics
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from benchmarks.promises import Baseline, Figure
from benchmarks.server import EMPTY, Person, serving, spent
from benchmarks.setting import Setting
from benchmarks.timing import ROUNDS
from tests.support.app import RunningApp

RERUNS: Final = 5
PEOPLE: Final = 10
CLICKS: Final = 8
PERIODS: Final = ("last_month", "three_months", "year", "twelve_months")
OTHER_PAGES: Final = ("platforms", "response", "goals", "data", "snapshot")


def measure(setting: Setting) -> Iterator[Figure]:
    """A rerun of each page, and of Overview on the small store."""
    url, small = (str(made.store.engine.url) for made in (setting.full, setting.small))
    with (
        serving(setting.folder, url, EMPTY) as nothing,
        serving(setting.folder, small) as little,
        serving(setting.folder, url) as app,
    ):
        costs = reruns([nothing, little, app])
        others = {page: reruns([app], page)[0] for page in OTHER_PAGES}
    full = costs[2]
    empty, before = Baseline("an empty page", costs[0]), Baseline("on the store of 100 k", costs[1])
    yield Figure("overview", full, (empty,))
    yield Figure("overview_growth", full, (before,))
    for page, cost in others.items():
        yield Figure.beside(f"page_{page}", f"a rerun of {page.capitalize()}", "ms", cost, empty)


def reruns(apps: Sequence[RunningApp], page: str = "") -> list[float]:
    """Milliseconds of each server's processor time of one rerun: the median of rounds, in which they take turns.

    What else the machine does meanwhile then slows all of them alike.
    """
    with ExitStack() as sessions:
        people = [(app, sessions.enter_context(Person(app))) for app in apps]
        for _, person in people:
            person.click(query(0), page)
        rounds = [[_round(app, person, page) for app, person in people] for _ in range(ROUNDS)]
    return [statistics.median(costs) for costs in zip(*rounds, strict=True)]


def _round(app: RunningApp, person: Person, page: str) -> float:
    started = spent(app)
    for _ in range(RERUNS):
        person.click(query(0), page)
    return (spent(app) - started) / RERUNS * 1000


def query(person: int, click: int = 0) -> str:
    """The address of a person, who looks at one institution and goes from one period to another."""
    return f"lang=en&inst={quote(f'Bank {person + 1:02}')}&period={PERIODS[click % len(PERIODS)]}"


@dataclass(frozen=True)
class Crowd:
    """Seconds that each click waited, and reruns in a second of processor time."""

    waits: Sequence[float]
    rate: float

    @property
    def wait(self) -> float:
        return statistics.quantiles(self.waits, n=20)[-1]


def measure_people(setting: Setting) -> Iterator[Figure]:
    """Ten people, each at an institution of their own, who never pause."""
    url = str(setting.full.store.engine.url)
    with serving(setting.folder, url, EMPTY) as app:
        empty = crowd(app)
    with serving(setting.folder, url) as app:
        full = crowd(app)
    yield Figure("clicks_wait", full.wait, (Baseline("an empty page", empty.wait),))
    yield Figure("clicks_rate", full.rate, (Baseline("an empty page", empty.rate),))


def crowd(app: RunningApp) -> Crowd:
    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(lambda person: clicking(app, person, len(PERIODS)), range(PEOPLE)))
        started = spent(app)
        waits = list(pool.map(lambda person: clicking(app, person, CLICKS), range(PEOPLE)))
        used = spent(app) - started
    return Crowd([wait for row in waits for wait in row], PEOPLE * CLICKS / used)


def clicking(app: RunningApp, person: int, clicks: int) -> list[float]:
    with Person(app) as session:
        return [session.click(query(person, click)) for click in range(clicks)]
