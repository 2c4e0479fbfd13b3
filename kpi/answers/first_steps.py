"""The way from an empty database, or from the sample bank, to an institution's own goals: which steps are behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, exists, select

from kpi.store.institutions import InstitutionRow
from kpi.store.schema import metadata

IMPORT = metadata.tables["import_run"]
GOAL = metadata.tables["goal"]
SCHEDULE = metadata.tables["schedule"]
CHANNEL = metadata.tables["channel"]


class Step(StrEnum):
    """What there is to do, in the order in which it makes sense."""

    INSTITUTION = "institution"
    IMPORT = "import"
    GOAL = "goal"
    HOURS = "hours"


@dataclass(frozen=True)
class FirstSteps:
    """Whose steps they are ("" while there is no institution but the sample), which there are, which are done.

    Service hours are a step only where somebody is answered: not for data without a message.
    """

    institution: str
    steps: tuple[Step, ...]
    done: frozenset[Step]

    @property
    def next(self) -> Step | None:
        """The first that is not done; None when all are."""
        return next((step for step in self.steps if step not in self.done), None)


NO_STEPS: Final = FirstSteps("", tuple(Step), frozenset())
"""Where there is no institution but the sample."""


def whose(rows: Sequence[InstitutionRow], shown: str) -> InstitutionRow | None:
    """Whose steps to tell: of the institution called `shown`; where that is the sample or nobody, one's own first one."""
    own = [row for row in rows if not row.is_sample]
    return next((row for row in own if row.name == shown), own[0] if own else None)


def steps_of(connection: Connection, row: InstitutionRow) -> FirstSteps:
    """The steps of an institution."""
    imported, promised, scheduled, answers = _there(connection, row)
    done = {
        Step.INSTITUTION: True,
        Step.IMPORT: imported,
        Step.GOAL: promised,
        Step.HOURS: scheduled,
    }
    asked = [step for step in Step if step is not Step.HOURS or answers or not imported]
    return FirstSteps(row.name, tuple(asked), frozenset(step for step in asked if done[step]))


def _there(connection: Connection, row: InstitutionRow) -> tuple[bool, bool, bool, bool]:
    """Whether there is an import that counts, a goal, a schedule, a message."""
    asked = (
        exists().where(IMPORT.c.institution_id == row.id, IMPORT.c.undone_at.is_(None)),
        exists().where(GOAL.c.institution_id == row.id),
        exists().where(SCHEDULE.c.institution_id == row.id),
        exists().where(CHANNEL.c.institution_id == row.id, CHANNEL.c.message_cutoff.is_not(None)),
    )
    imported, promised, scheduled, answers = connection.execute(select(*asked)).one()
    return bool(imported), bool(promised), bool(scheduled), bool(answers)
