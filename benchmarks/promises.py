"""What is promised of the app's speed, and what was measured of it."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Promise:
    """One promise: the figure named `key`, in `unit`, is at most `limit` (at least, where `at_least`).

    With `of_baseline` it is the ratio to the first baseline that is limited. `full` is what the promise was made
    for, where a smaller store does not try it.
    """

    key: str
    says: str
    unit: str
    limit: float
    at_least: bool = False
    of_baseline: bool = False
    full: str = ""

    @property
    def text(self) -> str:
        sign = "≥" if self.at_least else "≤"
        return f"{sign} {self.limit:g} {'×' if self.of_baseline else self.unit}"


STORE: Final = "10 M messages"
PROMISES: Final = (
    Promise("overview", "a rerun of Overview", "ms", 60, full=STORE),
    Promise("overview_growth", "a rerun of Overview, against 100 k", "ms", 1.1, of_baseline=True, full=STORE),
    Promise("answers_one", "all KPIs by platform and month, 3 years, 1 institution", "ms", 15, full=STORE),
    Promise("answers_twenty", "the same of 20 institutions", "ms", 80, full=STORE),
    Promise(
        "import", "import of messages into an empty store", "s", 2, of_baseline=True, full="1 M messages"
    ),
    Promise("import_memory", "memory of that import", "MB", 600, full="1 M messages"),
    Promise("import_more", "100 k messages more", "s", 2, full=STORE),
    Promise("clicks_wait", "10 people clicking at once, 95th of 100", "s", 1, full=STORE),
    Promise("clicks_rate", "their reruns in a second of the processor", "/s", 25, at_least=True, full=STORE),
    Promise("tabs_wait", "5 clicking at once, 25 tabs open, 95th of 100", "s", 2, full=STORE),
    Promise("fifty_memory", "the most that the server held, 50 tabs open", "MB", 1000, full=STORE),
    Promise("day_memory", "its memory after a day, against the day's middle", "MB", 1.1, of_baseline=True),
    Promise("first_page", "first page in a browser, warm", "s", 1.5, of_baseline=True, full=STORE),
)
BY_KEY: Final = {promise.key: promise for promise in PROMISES}


@dataclass(frozen=True)
class Baseline:
    name: str
    value: float


@dataclass(frozen=True)
class Figure:
    """What was measured, in its own unit, or why it was not; a figure that nobody promised has a key of its own."""

    key: str
    value: float | None = None
    baselines: tuple[Baseline, ...] = ()
    note: str = ""
    says: str = ""
    unit: str = ""

    @classmethod
    def beside(cls, key: str, says: str, unit: str, value: float, *baselines: Baseline) -> "Figure":
        """One that nobody promised, but that helps to understand another."""
        return cls(key, value, baselines, says=says, unit=unit)

    @property
    def promise(self) -> Promise | None:
        return BY_KEY.get(self.key)

    @property
    def ratios(self) -> tuple[float, ...]:
        """To each baseline."""
        if self.value is None:
            return ()
        return tuple(self.value / one.value if one.value else float("inf") for one in self.baselines)

    @property
    def is_kept(self) -> bool | None:
        """Whether the promise is kept; None where there is none, or nothing was measured."""
        if self.promise is None or self.value is None:
            return None
        limited = self.ratios[0] if self.promise.of_baseline else self.value
        return limited >= self.promise.limit if self.promise.at_least else limited <= self.promise.limit
