"""What would come of the file: how many rows, the first as they would be saved, and each fault in its place."""

from typing import Final

import pandas as pd
import streamlit as st

from kpi.importing.report import Fault
from kpi.importing.teaching.draft import Draft
from kpi.importing.teaching.trial import Trial, Tried
from kpi.showing.language import Language
from kpi.words import N_
from pages.data.rows import cell_words, heading
from pages.data.teach_columns import Slots
from pages.shared.state import say, say_next

WRONG: Final = ":red[:material/error:]"


def show_faults_in_place(draft: Draft, trial: Trial, slots: Slots, language: Language) -> None:
    """Under each field whose column cannot be read everywhere: how often not, and the first reason."""
    for field, column in draft.columns.items():
        faults = trial.at(column)
        if faults:
            words = language.plural("{count} row", "{count} rows", len({fault.row for fault in faults}))
            slots[field](
                f"{WRONG} {words}: "
                + say(N_("line {line}, {reason}"), line=str(faults[0].row), reason=say_next(faults[0].reason))
            )


def show_trial(trial: Trial, language: Language) -> None:
    """The counts in a line, then the first rows of the file, good and bad."""
    if trial.reason is not None:
        st.error(say_next(trial.reason), icon=":material/block:")
    counts = _counts(trial, language)
    if counts:
        st.markdown(" · ".join(counts))
    if trial.rows:
        st.dataframe(
            trial_frame(trial),
            hide_index=True,
            column_config={say(N_("Problem")): st.column_config.TextColumn(width="medium")},
            alt=say(N_("The first rows, as they would be saved")),
        )
    for note in trial.notes:
        st.caption(say_next(note))


def _counts(trial: Trial, language: Language) -> list[str]:
    parts = []
    if trial.good is not None:
        parts.append(language.plural("**{count} good row**", "**{count} good rows**", trial.good))
    if trial.bad is not None:
        parts.append(language.plural("**{count} bad row**", "**{count} bad rows**", trial.bad))
    if trial.ignored:
        parts.append(language.plural("{count} row left out", "{count} rows left out", trial.ignored))
    return parts


def trial_frame(trial: Trial) -> pd.DataFrame:
    """A line of the file a row: what would be saved, or what is wrong with it."""
    problems = any(row.fault for row in trial.rows)
    first = [say(N_("Line")), *([say(N_("Problem"))] if problems else [])]
    rows = [_row(row, trial.columns, problems=problems) for row in trial.rows]
    return pd.DataFrame(rows, columns=[*first, *(heading(name) for name in trial.columns)])


def _row(row: Tried, columns: tuple[str, ...], *, problems: bool) -> list[str]:
    cells = (
        [cell_words(name, cell) for name, cell in zip(columns, row.cells, strict=True)] if row.cells else []
    )
    cells = cells or [""] * len(columns)
    return [str(row.line), *([_problem(row.fault)] if problems else []), *cells]


def _problem(fault: Fault | None) -> str:
    if fault is None:
        return ""
    return say(
        N_("“{column}”, “{value}”: {reason}"),
        column=fault.column,
        value=fault.value,
        reason=say_next(fault.reason),
    )
