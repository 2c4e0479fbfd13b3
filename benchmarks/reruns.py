"""Reruns of pages on a server: what one costs. Caches are warm, as they mostly are."""

import statistics
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import Final
from urllib.parse import quote

from benchmarks.promises import Baseline, Figure
from benchmarks.server import EMPTY, serving, spent
from benchmarks.setting import Setting
from benchmarks.timing import ROUNDS
from visiting.person import Person
from visiting.server import RunningApp

RERUNS: Final = 5
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
        people = [(app, sessions.enter_context(Person(app.address))) for app in apps]
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
