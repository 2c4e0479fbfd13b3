"""The snapshot that the page shows and hands out: collected once for a choice, packed when it is asked for."""

import shlex
from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from kpi.periods import Period
from kpi.platforms import BY_KEY
from kpi.showing.csv_files import CsvTable, cell_text, form_for
from kpi.showing.language import Language
from kpi.showing.snapshot import Snapshot, collect
from kpi.showing.snapshot_contents import Filters
from kpi.store.institutions import InstitutionRow
from kpi.words import N_, Message
from pages.shared import data
from pages.shared.data import Key
from pages.shared.state import Choice
from pages.shared.store import open_shared_store

PREVIEW_ROWS: Final = 8


def prepared(choice: Choice, locale: str) -> Snapshot:
    """The files for what is chosen in the frame, from the cache while the data have not changed."""
    key = data.key_of(choice.store, choice.institution)
    return _prepared(key, choice.institution, choice.period, choice.platforms, locale)


@st.cache_resource(max_entries=8, show_spinner=False)  # frozen and only read: no copy for each session
def _prepared(
    key: Key,  # noqa: ARG001  (what the cache is keyed by: database, institution, data version)
    _institution: InstitutionRow,
    period: Period,
    platforms: tuple[str, ...],
    locale: str,
) -> Snapshot:
    return collect(open_shared_store(), Filters.of(_institution, period, platforms, locale))


def has_values(snapshot: Snapshot) -> bool:
    """Whether any KPI of the period has a value at all."""
    table = snapshot.files[0].table
    at = [column.key for column in table.columns].index("value")
    return any(row[at] is not None for row in table.rows)


def first_rows(table: CsvTable, locale: str) -> pd.DataFrame:
    """The first rows with every cell as it stands in the file, for a grid."""
    form = form_for(locale)
    rows = [[cell_text(cell, form) for cell in row] for row in table.rows[:PREVIEW_ROWS]]
    return pd.DataFrame(rows, columns=[column.heading for column in table.columns])


def platforms_in_words(platforms: Sequence[str], language: Language) -> str:
    """The chosen platforms by name, or that it is all of them."""
    if not platforms:
        return language.say(N_("all platforms"))
    return language.write([Message(BY_KEY[key].label) for key in platforms])


def same_on_the_command_line(choice: Choice, locale: str) -> str:
    """The command that writes the same ZIP."""
    period = choice.period
    words = ["python", "-m", "kpi", "snapshot", "--institution", choice.institution.name]
    words += ["--from", str(period.first), "--to", str(period.last)]
    words += [word for key in choice.platforms for word in ("--platform", key)]
    return shlex.join([*words, "--locale", locale, "--out", "snapshots"])
