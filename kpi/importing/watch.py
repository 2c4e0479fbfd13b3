"""Who waits for an import: is told how far it is, and may end it.

Ending it at any moment leaves nothing behind: the import is one transaction.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from kpi.errors import KpiError
from kpi.words import N_


class Phase(StrEnum):
    READING = "reading"
    SAVING = "saving"
    COUNTING = "counting"


@dataclass(frozen=True)
class Step:
    """How far one file is. `done` of `total` are bytes while reading, rows while saving, days while counting.

    What a phase cannot know in between it does not invent: it then goes from 0 to `total` in one step.
    """

    file: str
    phase: Phase
    done: int
    total: int


class ImportCancelled(KpiError):
    """Whoever waited has ended it. Also raised by a `Watch.step` that wants to end the import itself."""

    template = N_("The import of “{file}” was cancelled. Nothing of it was saved.")


class Watch:
    """Looks at nothing and cancels nothing; pages and commands override what they need.

    Both are called in the thread that imports. Anything that they raise ends the import and is passed on.
    """

    def step(self, step: Step) -> None:
        """Told several times a phase, at most some ten times a second."""

    def cancelled(self) -> bool:
        """Asked often, so it has to be quick: True ends the import with `ImportCancelled`."""
        return False


@dataclass(frozen=True)
class Progress:
    """A watch of one file: what the parts of an import report to."""

    file: str
    watch: Watch = field(default_factory=Watch)

    def step(self, phase: Phase, done: int, total: int) -> None:
        """Tell how far it is.

        Raises:
            ImportCancelled: nobody wants it any more.
        """
        self.check()
        self.watch.step(Step(self.file, phase, min(done, total), total))

    def check(self) -> None:
        """Raise `ImportCancelled` when nobody wants it any more."""
        if self.watch.cancelled():
            raise ImportCancelled(file=self.file)
