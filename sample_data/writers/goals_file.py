"""The goals, in our own template."""

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from sample_data.goals import Goal
from sample_data.writers.cells import Cell, SampleFile, minimal

HEADER = ("kpi", "platform", "month", "floor", "target", "stretch", "owner", "reason")


def goals_file(goals: Iterable[Goal]) -> SampleFile:
    rows: list[Sequence[Cell]] = [HEADER]
    for goal in goals:
        level = goal.level
        numbers = (f"{value:g}" for value in (level.floor, level.target, level.stretch))
        rows.append((goal.kpi, goal.platform, f"{goal.month:%Y-%m}", *numbers, goal.owner, goal.reason))
    return SampleFile(PurePosixPath("objetivos.csv"), minimal(rows))
