"""What was promised, in versions, and what stands of it."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from kpi.store.schema.base import WITHOUT_ROWID, Table, big


class Goal(Table, table=True):
    """One version of what was promised for a KPI, a platform ("" for all) and a month.

    `month` is the first day of the month. The highest version counts; `withdrawn` marks a goal taken back.
    Floor, target and stretch are in the KPI's unit.
    """

    __tablename__ = "goal"
    __table_args__ = (UniqueConstraint("institution_id", "kpi", "platform", "month", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    institution_id: int = Field(foreign_key="institution.id", index=True)
    kpi: str
    platform: str = ""
    month: int
    version: int = 1
    floor: float | None = None
    target: float
    stretch: float | None = None
    owner: str = ""
    reason: str = ""
    withdrawn: bool = False
    changed_by: str = ""
    changed_at: int = big()
    import_id: int | None = Field(default=None, foreign_key="import_run.id")


class GoalRepeat(Table, table=True):
    """A goal that a later import held too, word for word: when the first is undone, the later one keeps it."""

    __tablename__ = "goal_repeat"
    goal_id: int = Field(foreign_key="goal.id", primary_key=True)
    import_id: int = Field(foreign_key="import_run.id", primary_key=True, index=True)


class StandingGoal(Table, table=True):
    """The goals of a KPI and platform that stand, of all months in one text (`kpi.rollup.standing_goals`).

    It follows from `goal` and changes with it, in the same transaction: an answer over years reads the goals of years.
    """

    __tablename__ = "standing_goal"
    __table_args__ = (WITHOUT_ROWID,)
    institution_id: int = Field(foreign_key="institution.id", primary_key=True)
    kpi: str = Field(primary_key=True)
    platform: str = Field(primary_key=True)
    months: str
