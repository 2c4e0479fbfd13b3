"""How the file's cells are written: numbers, nothing, clocks; and which rows are no data."""

from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import available_timezones

import streamlit as st

from kpi.importing.fields import Cell
from kpi.importing.moments import INSTITUTION
from kpi.importing.teaching.draft import Draft
from kpi.importing.teaching.forms import number_forms, totals_in, words_for_nothing
from kpi.words import N_
from pages.data.teach_words import labels, ungrouped
from pages.shared.options import several
from pages.shared.state import Choice, say

NUMBERS = (Cell.WHOLE, Cell.NUMBER)
DATED = (Cell.MOMENT, Cell.DAY)


def ask_rows(draft: Draft, key: str) -> Draft:
    """Which rows are no data, and which words stand for no value: before anything else is read from cells."""
    names = [name for name in draft.names if name.strip()]
    left, right = st.columns(2)
    totals = _totals(draft)
    column = left.selectbox(
        say(N_("Rows to leave out: the column that marks them")),
        ["", *names],
        index=names.index(totals[0]) + 1 if totals else 0,
        format_func=labels(["", *names], lambda name: name or say(N_("none"))),
        key=f"{key}.ignored",
    )
    words: list[str] = []
    if column:
        at = draft.names.index(column)
        cells = [line.cells[at].strip() for line in draft.table.below(draft.header) if at < len(line.cells)]
        with right:
            words = several(
                say(N_("… and what it says in them")),
                list(dict.fromkeys([*totals_in(cells), *filter(None, cells)])),
                default=totals_in(cells),
                accept_new_options=True,
                placeholder=say(N_("For example: Total")),
                key=f"{key}.ignored.{column}",
            )
    draft = replace(draft, ignored=(column, tuple(words)))
    every = [cell for line in draft.rows for cell in line.cells]
    missing = several(
        say(N_("Words that stand for no value, besides an empty cell")),
        words_for_nothing(every),
        accept_new_options=True,
        placeholder=say(N_("For example: n/a")),
        key=f"{key}.missing",
    )
    return replace(draft, missing=tuple(missing))


def any_suspect(draft: Draft) -> bool:
    """Whether the file has cells that often stand in totals or for no value: then the questions lie open."""
    cells = [cell for line in draft.table.below(draft.header) for cell in line.cells]
    return bool(totals_in(cells) or words_for_nothing(cells))


def _totals(draft: Draft) -> tuple[str, ...]:
    """The columns in which a row of totals shows itself."""
    rows = draft.table.below(draft.header)
    return tuple(
        name
        for at, name in enumerate(draft.names)
        if name.strip() and totals_in(line.cells[at] for line in rows if at < len(line.cells))
    )


def ask_numbers(draft: Draft, key: str) -> Draft:
    """How numbers are written; chosen beforehand only where they can be read in one way."""
    fields = [name for name in draft.columns if draft.kind_of(name) in NUMBERS]
    if not fields:
        return draft
    whole = all(draft.kind_of(name) is Cell.WHOLE for name in fields)
    cells = [cell for name in fields for cell in draft.cells(name)]
    percent = not whole and any(cell.strip().endswith("%") for cell in cells)
    found = number_forms(cells, draft.missing, whole=whole)
    net = whole and any(cell.strip().startswith("-") and len(cell.strip()) > 1 for cell in cells)
    numbers = found.settled
    if found.forms:
        by_key = {form.key: (form, cell, value) for form, cell, value in found.forms}
        picked = st.radio(
            say(N_("How are the numbers read?")),
            list(by_key),
            index=list(by_key).index(found.settled.key) if found.settled else None,
            format_func=labels(
                by_key,
                lambda name: say(
                    N_("{cell} is {value}"), cell=by_key[name][1], value=ungrouped(by_key[name][2])
                ),
            ),
            key=f"{key}.numbers.{'.'.join(by_key)}.{found.settled is None}",
        )
        numbers = by_key[picked][0] if picked else None
    if net:
        net = st.checkbox(
            say(N_("Counts below zero are right: the platform takes back what was undone later")),
            key=f"{key}.net",
        )
    return replace(draft, numbers=numbers, net=net, percent=percent)


def ask_clock(choice: Choice, draft: Draft, key: str) -> Draft:
    """Whose clocks times without an offset mean; asked where there are any times."""
    if not any(draft.kind_of(name) is Cell.MOMENT for name in draft.columns):
        return draft
    own = say(N_("the institution ({zone})"), zone=choice.institution.timezone)
    zone = st.selectbox(
        say(N_("Times without an offset are on the clocks of")),
        [INSTITUTION, "UTC", *sorted(_places())],
        format_func=lambda name: own if name == INSTITUTION else name,
        key=f"{key}.zone",
    )
    return replace(draft, timezone=zone)


def _places() -> Iterator[str]:
    return (
        zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/"))
    )
