"""Files tried out or imported in a thread of their own, which keeps its results here."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from kpi.errors import KpiError
from kpi.importing.source import Source
from kpi.importing.watch import ImportCancelled, Phase, Step, Watch
from kpi.words import N_, Message
from pages.data.answers import NOTHING, Answers
from pages.shared.thread import OwnThread, unexpected

UNEXPECTED: Final = N_(
    "The file could not be handled. Nothing of it was saved. Give your administrator the reference {reference}: the server's log explains it."
)
PHASE_ENDS: Final = {Phase.READING: (0.0, 0.15), Phase.SAVING: (0.15, 0.55), Phase.COUNTING: (0.55, 1.0)}
"""Where a phase begins and ends on a file's bar, by the time that a million messages took in each."""

T = TypeVar("T")


@dataclass(frozen=True)
class Wanted:
    """A file, with what a person has said about it; `key` tells it from others of the same name."""

    key: str
    source: Source
    answers: Answers = NOTHING


@dataclass(frozen=True)
class Failure:
    """Why there is no result for a file."""

    message: Message


class Job(OwnThread, Watch, Generic[T]):
    """One thread that does `work` for each of `files`, until it is done or cancelled; one failure stops no other.

    Attributes:
        results: by the files' keys, what came of those that are finished.
        cancelled_at: the file that was being handled when the job was cancelled; nothing of it is left.
    """

    def __init__(
        self,
        files: Sequence[Wanted],
        work: Callable[[Wanted, Watch], T],
        *,
        abandoned_after: float | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`abandoned_after` are seconds without a look from any page after which the job ends itself; None: never."""
        super().__init__("vinculo files")
        self.names = [file.source.name for file in files]
        self.keys = {file.key for file in files}
        self.results: dict[str, T | Failure] = {}
        self.cancelled_at: str | None = None
        self._sizes = [max(1, len(file.source.content)) for file in files]
        self._files: list[Wanted] = list(files)
        self._handle = work
        self._abandoned_after = abandoned_after
        self._clock = clock
        self._seen = clock()
        self._step: Step | None = None
        self._current = 0

    @property
    def was_cut_short(self) -> bool:
        return self.ended and len(self.results) < len(self.names)

    def look(self) -> "Progress":
        """How far it is. That somebody looks keeps a job alive that ends itself when nobody does."""
        self._seen = self._clock()
        with self._lock:
            return Progress(self._current, len(self.names), self._name(), self._step, self._share())

    def step(self, step: Step) -> None:
        with self._lock:
            self._step = step

    def cancelled(self) -> bool:
        alone = self._clock() - self._seen
        return self.is_cancelled or (self._abandoned_after is not None and alone > self._abandoned_after)

    def _work(self) -> None:
        try:
            for place, file in enumerate(self._files):
                with self._lock:
                    self._current, self._step = place, None
                if self.cancelled():
                    break
                self.results[file.key] = self._result(file)
        except ImportCancelled:
            self.cancelled_at = self._name()
        finally:
            self._files = []  # the files' bytes

    def _result(self, file: Wanted) -> T | Failure:
        try:
            return self._handle(file, self)
        except ImportCancelled:
            raise
        except KpiError as error:
            return Failure(error.message)
        except Exception as error:
            return Failure(unexpected(error, UNEXPECTED))

    def _name(self) -> str:
        return self.names[self._current] if self.names else ""

    def _share(self) -> float:
        """What is done, by the files' sizes and the phases of the current one."""
        done = float(sum(self._sizes[: self._current]))
        if self._step is not None:
            begin, end = PHASE_ENDS[self._step.phase]
            inside = self._step.done / self._step.total if self._step.total else 0.0
            done += self._sizes[self._current] * (begin + (end - begin) * inside)
        return min(1.0, done / sum(self._sizes)) if self._sizes else 1.0


@dataclass(frozen=True)
class Progress:
    """Where a job is: file number `place` (0 is the first) of `files`, its name and step; `share` of all is done."""

    place: int
    files: int
    name: str
    step: Step | None
    share: float
