"""Each of our fields beside the column of the file that holds it, and how that column's cells are read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from kpi.importing.fields import Cell
from kpi.importing.headers import plain
from kpi.importing.layout import shipped
from kpi.importing.teaching.draft import CHOICES, Draft
from kpi.importing.teaching.forms import DateForm, date_forms
from kpi.importing.teaching.suggest import best, suggestions
from kpi.words import N_
from pages.data.teach_words import choice_name, field_name, labels, reading_words
from pages.shared.state import say

NONE: Final = ""
MOST_WORDS: Final = 40
Slots = dict[str, Callable[..., object]]
"""A field, and how to write under it."""


def ask_columns(draft: Draft, key: str) -> tuple[Draft, Slots]:
    """The draft with its columns, dates and words; and the places under the fields for what is wrong there."""
    names = tuple(dict.fromkeys(name for name in draft.names if name.strip()))
    chosen = best(draft.fact, names)
    slots: Slots = {}
    columns: dict[str, str] = {}
    required = draft.required
    others = [name for name in draft.fields if name not in required and not _said(draft, name)]
    st.markdown(say(N_("**Which column holds what?** Suggested by name; look at each.")))
    found = [name for name in others if name in chosen]
    rest = [name for name in others if name not in chosen]
    _ask([*required, *found], names, chosen, draft, key, columns, slots)
    if rest:
        unused = len(names) > len(chosen)
        with st.expander(say(N_("Other fields that the file may hold")), expanded=unused):
            _ask(rest, names, chosen, draft, key, columns, slots)
    draft = replace(draft, columns=columns)
    return _ask_words(_ask_dates(draft, key), key), slots


def _said(draft: Draft, name: str) -> bool:
    """Whether what the field says was said for the whole file."""
    return (name == "platform" and bool(draft.platform)) or (name == "handle" and bool(draft.handle))


def _ask(
    fields: Sequence[str],
    names: tuple[str, ...],
    chosen: Mapping[str, str],
    draft: Draft,
    key: str,
    columns: dict[str, str],
    slots: Slots,
) -> None:
    """A box for each field, two beside each other; its likeliest columns come first."""
    for at in range(0, len(fields), 2):
        for place, field in zip(st.columns(2), fields[at : at + 2], strict=False):
            likely = [each.column for each in suggestions(draft.fact, field, names)]
            options = [NONE, *dict.fromkeys([*likely, *names])]
            needed = field in draft.required
            column = place.selectbox(
                f"{field_name(field)} ●" if needed else field_name(field),
                options,
                index=options.index(chosen.get(field, NONE)),
                format_func=labels(options, lambda name: name or say(N_("not in this file"))),
                key=f"{key}.column.{field}",
            )
            if column:
                columns[field] = column
            slots[field] = place.container().markdown


def _ask_dates(draft: Draft, key: str) -> Draft:
    """How the dates of each date column are read; chosen beforehand only where a single reading is possible."""
    dates: dict[str, str] = {}
    for field in draft.columns:
        if draft.kind_of(field) not in (Cell.MOMENT, Cell.DAY) or draft.native_date(field):
            continue
        found = date_forms(draft.cells(field), draft.missing, yearless=draft.kind_of(field) is Cell.DAY)
        if not found.forms:
            continue  # the field then says that its dates cannot be read
        by_format = {form.format: form for form in found.forms}
        picked = st.radio(
            say(N_("How are the dates in “{column}” read?"), column=draft.columns[field]),
            list(by_format),
            index=list(by_format).index(found.settled) if found.settled else None,
            format_func={
                name: _date_words(form, found.cells) for name, form in by_format.items()
            }.__getitem__,
            key=f"{key}.date.{field}.{draft.columns[field]}.{len(by_format)}",
        )
        if picked:
            dates[field] = picked
    return replace(draft, dates=dates)


def _date_words(form: DateForm, cells: int) -> str:
    words = say(N_("{cell} is {reading}"), cell=form.cell, reading=reading_words(form.reading))
    if form.read < cells:
        words += " · " + say(N_("reads {read} of {all}"), read=form.read, all=cells)
    return words


def _ask_words(draft: Draft, key: str) -> Draft:
    """What each word in a column of few values means."""
    choices: dict[str, dict[str, str]] = {}
    for field in draft.columns:
        if draft.kind_of(field) is not Cell.CHOICE:
            continue
        words = list(dict.fromkeys(cell.strip() for cell in draft.cells(field) if cell.strip()))[:MOST_WORDS]
        known = _known_words(field)
        st.markdown(say(N_("What do the words in “{column}” mean?"), column=draft.columns[field]))
        meant: dict[str, str] = {}
        for at in range(0, len(words), 3):
            for place, word in zip(st.columns(3), words[at : at + 3], strict=False):
                options = CHOICES[field]
                likely = known.get(plain(word))
                ours = place.selectbox(
                    word,
                    options,
                    index=options.index(likely) if likely in options else None,
                    format_func={each: choice_name(field, each) for each in options}.__getitem__,
                    placeholder=say(N_("Choose what it means")),
                    key=f"{key}.word.{field}.{draft.columns[field]}.{word}",
                )
                if ours:
                    meant[word] = ours
        choices[field] = meant
    return replace(draft, choices=choices)


def _known_words(field: str) -> dict[str, str]:
    """What the layouts that ship with the project take words of this field for."""
    columns = [layout.fields[field] for layout in shipped() if field in layout.fields]
    return {plain(word): ours for column in columns for word, ours in column.choices.items()}
