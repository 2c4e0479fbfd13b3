"""Goals as a file in the shape of our own goals layout, which imports it back unchanged."""

import re
from collections.abc import Iterable
from typing import Final

from kpi.answers.goals import Goal
from kpi.importing.layout import layout_named
from kpi.periods import date_of
from kpi.showing.csv_files import ENGLISH, Cell, number_text, write_rows
from kpi.showing.templates import headings

THREE_DECIMALS: Final = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")


def goals_csv(goals: Iterable[Goal]) -> bytes:
    """One row a goal, in the KPI's unit, under the layout's English headings.

    Commas and a decimal point in every language: one file for everybody.
    """
    return write_rows(headings(layout_named("vinculo_goals"), "en"), (_row(goal) for goal in goals), ENGLISH)


def _row(goal: Goal) -> tuple[Cell, ...]:
    month = f"{date_of(goal.month):%Y-%m}"
    levels = map(_level, (goal.floor, goal.target, goal.stretch))
    return (goal.kpi, goal.platform or None, month, *levels, goal.owner or None, goal.reason or None)


def _level(number: float | None) -> Cell:
    """The number; with a fourth decimal where three might be taken for thousands."""
    if number is None:
        return None
    text = number_text(number)
    return f"{text}0" if THREE_DECIMALS.fullmatch(text) else number
