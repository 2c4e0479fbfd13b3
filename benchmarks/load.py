"""Many people at once, and many one after the other: how long a click waits, and what a person costs in memory.

All of it beside an empty page on a server of its own, in the same run. Caches are warm, as they mostly are. Who clicks
never pauses, so five who click are many more that read; the people are one program on the same machine, whose work
is in what they wait and in no figure of processor time or memory.
"""

import statistics
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Final

from benchmarks.promises import Baseline, Figure
from benchmarks.reruns import OTHER_PAGES, PERIODS, query
from benchmarks.server import EMPTY, held, most_held, serving, spent
from benchmarks.setting import Setting
from visiting.person import Person
from visiting.server import RunningApp

EMPTY_PAGE: Final = "an empty page"
TENTHS: Final = 10
WARM: Final = 5
"""Tenths of a day that pass before growth is judged: Streamlit keeps the last 128 sessions that ended for two
minutes, in case their browser comes back, and only then has as many as it ever keeps."""


@dataclass(frozen=True)
class Scenario:
    """So many open tabs, so many of which click at once; `wait` and `rate` are the keys of its figures."""

    tabs: int
    clicking: int
    wait: str
    rate: str

    @property
    def says(self) -> str:
        others = f", {self.tabs} tabs open" if self.tabs > self.clicking else ""
        return f"{self.clicking} clicking at once{others}"


@dataclass(frozen=True)
class Load:
    """What is asked of the server: the scenarios, clicks of each who clicks, tabs that memory is measured with, the
    sessions of a day and how many of them are open at a time.
    """

    scenarios: Sequence[Scenario] = (
        Scenario(1, 1, "one_wait", "one_rate"),
        Scenario(25, 5, "tabs_wait", "tabs_rate"),
        Scenario(10, 10, "clicks_wait", "clicks_rate"),
        Scenario(50, 50, "fifty_wait", "fifty_rate"),
    )
    clicks: int = 8
    fewest: int = 40
    tabs: int = 50
    sessions: int = 300
    at_once: int = 5


@dataclass(frozen=True)
class Crowd:
    """Seconds that each click waited, and reruns in a second of processor time."""

    waits: Sequence[float]
    rate: float

    @property
    def usual(self) -> float:
        return statistics.median(self.waits)

    @property
    def wait(self) -> float:
        """The 95th of 100."""
        return statistics.quantiles(self.waits, n=20)[-1]


@dataclass(frozen=True)
class Borne:
    """What a server was found to bear. Megabytes of the whole process: with no tab yet, for each open tab, at most."""

    crowds: Sequence[Crowd]
    at_rest: float
    a_tab: float
    most: float


def measure(setting: Setting, load: Load = Load()) -> Iterator[Figure]:
    """Waits and memory in each scenario, then a day of sessions that come, look at some pages and go."""
    url, institutions = str(setting.full.store.engine.url), setting.full.institutions
    with serving(setting.folder, url, EMPTY) as app:
        empty = bear(app, load, institutions)
    with serving(setting.folder, url) as app:
        full = bear(app, load, institutions)
        yield from _of_scenarios(load, full, empty)
        yield from _of_day(load, day(app, load, institutions))


def bear(app: RunningApp, load: Load, institutions: int) -> Borne:
    """Try every scenario on a server that nobody has used yet."""
    with Person(app.address) as first:
        for click in range(institutions * len(PERIODS)):
            first.click(query(click // len(PERIODS), click))
    at_rest = held(app)
    with ExitStack() as tabs:
        for number in range(load.tabs):
            tabs.enter_context(Person(app.address)).click(query(number % institutions))
        a_tab = (held(app) - at_rest) / load.tabs
    crowds = [crowd(app, scenario, load, institutions) for scenario in load.scenarios]
    return Borne(crowds, at_rest, a_tab, most_held(app))


def crowd(app: RunningApp, scenario: Scenario, load: Load, institutions: int) -> Crowd:
    """Everybody opens a tab; then those who click do so, each at an institution of its own while there are enough."""
    clicks = max(load.clicks, load.fewest // scenario.clicking)
    with ExitStack() as sessions, ThreadPoolExecutor(scenario.clicking) as pool:
        tabs = [sessions.enter_context(Person(app.address)) for _ in range(scenario.tabs)]
        for number, tab in enumerate(tabs):
            tab.click(query(number % institutions))

        def clicking(number: int) -> list[float]:
            return [tabs[number].click(query(number % institutions, click)) for click in range(clicks)]

        started = spent(app)
        waits = [wait for row in pool.map(clicking, range(scenario.clicking)) for wait in row]
        return Crowd(waits, len(waits) / (spent(app) - started))


def day(app: RunningApp, load: Load, institutions: int) -> list[float]:
    """A day in miniature; the megabytes that the server holds after each tenth of its sessions."""

    def visit(number: int) -> None:
        others = (OTHER_PAGES[(number + step) % len(OTHER_PAGES)] for step in range(2))
        with Person(app.address) as somebody:
            for page in ("", *others):
                somebody.click(query(number % institutions, number), page)

    after = []
    with ThreadPoolExecutor(load.at_once) as pool:
        for tenth in range(TENTHS):
            share = range(load.sessions * tenth // TENTHS, load.sessions * (tenth + 1) // TENTHS)
            list(pool.map(visit, share))
            after.append(held(app))
    return after


def _of_scenarios(load: Load, full: Borne, empty: Borne) -> Iterator[Figure]:
    def beside(key: str, says: str, unit: str, value: float, baseline: float) -> Figure:
        return Figure.beside(key, says, unit, value, Baseline(EMPTY_PAGE, baseline))

    for scenario, ours, theirs in zip(load.scenarios, full.crowds, empty.crowds, strict=True):
        says = scenario.says
        yield beside(f"{scenario.wait}_usual", f"{says}, median", "s", ours.usual, theirs.usual)
        yield beside(scenario.wait, f"{says}, 95th of 100", "s", ours.wait, theirs.wait)
        yield beside(scenario.rate, f"{says}, reruns in a CPU second", "/s", ours.rate, theirs.rate)
    yield beside("memory_at_rest", "the server with warm caches", "MB", full.at_rest, empty.at_rest)
    yield beside("memory_tab", f"each of {load.tabs} open tabs", "MB", full.a_tab, empty.a_tab)
    yield beside("fifty_memory", "the most that the server held", "MB", full.most, empty.most)


def _of_day(load: Load, after: Sequence[float]) -> Iterator[Figure]:
    warm, judged = after[WARM - 1], load.sessions * (TENTHS - WARM) // TENTHS
    said = ", ".join(f"{megabytes:.0f}" for megabytes in after)
    growth = Figure("day_memory", max(after[WARM:]), (Baseline(f"after tenth {WARM}", warm),), f"MB: {said}")
    yield growth
    left = (after[-1] - warm) / judged * 1024
    yield Figure.beside("memory_left", f"what each of the last {judged} sessions left", "kB", left)
