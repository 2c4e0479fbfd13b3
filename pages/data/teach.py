"""Teaching a layout: a person says what the columns of a file mean, sees what would come of it, and keeps it."""

import hashlib
from typing import Final
from zoneinfo import ZoneInfo

import streamlit as st

from kpi.access.audit import Action, Entry
from kpi.access.roles import Permission
from kpi.errors import KpiError
from kpi.importing.asking import QUESTIONS
from kpi.importing.confined.parent import look
from kpi.importing.own_layouts import add_own_layout, own_layout_texts
from kpi.importing.records import Refusal
from kpi.importing.source import Source
from kpi.importing.teaching.draft import Draft, lacks, layout_of, toml_of
from kpi.importing.teaching.tables import Looked
from kpi.importing.teaching.trial import Trial, try_out
from kpi.words import N_
from pages.data.teach_cells import any_suspect, ask_clock, ask_numbers, ask_rows
from pages.data.teach_columns import Slots, ask_columns
from pages.data.teach_table import ask_whole
from pages.data.teach_trial import show_faults_in_place, show_trial
from pages.data.teach_words import field_name
from pages.shared.remember import remembered
from pages.shared.state import Choice, say, say_next
from pages.shared.taking import offer_blank
from pages.shared.trouble import show_error

_OPEN: Final = "data.teach"
_SAVED: Final = "data.taught"


def offer_teaching(choice: Choice, source: Source, file_id: str, *, known: bool) -> None:
    """A button that opens the mapping of this file's columns, and the mapping while it is open."""
    if st.session_state.get(_SAVED) == file_id:
        st.success(say(N_("The layout is saved: this file and its like are recognised from now on.")))
        st.session_state.pop(_SAVED)
    is_open = st.session_state.get(_OPEN) == file_id
    label = N_("Read its columns in another way") if known else N_("Say what its columns mean")
    if not is_open and st.button(
        say(label),
        type="tertiary" if known else "secondary",
        icon=":material/view_column:",
        key=f"data.teach.open.{file_id}",
    ):
        st.session_state[_OPEN] = file_id
        is_open = True
    if is_open:
        with st.container(border=True, key="data_teach"):
            _show(choice, source, file_id)


def _show(choice: Choice, source: Source, file_id: str) -> None:
    """The whole mapping, from the table to the trial."""
    st.header(say(N_("What do its columns mean?")), anchor=False)
    st.caption(
        say(
            N_(
                "What you say here makes a layout: a description that reads every file of this kind. Nothing is saved before you say so, and no format is guessed where the file can be read in two ways."
            )
        )
    )
    sha256 = hashlib.sha256(source.content).hexdigest()
    looked = _looked(sha256, source)
    if isinstance(looked, Refusal):
        st.error(say_next(looked.reason), icon=":material/block:")
        return
    draft, slots = _ask(choice, looked, source, f"data.teach.{file_id}")
    missing = lacks(draft)
    if missing:
        lines = [f"- {_place(name)}{say(reason)}" for name, reason in missing.items()]
        st.info(say(N_("Still to be said:")) + "\n" + "\n".join(lines))
    else:
        trial = _tried(sha256, toml_of(draft), choice.institution.timezone, draft, source)
        show_faults_in_place(draft, trial, slots, choice.language)
        show_trial(trial, choice.language)
        _show_keeping(choice, draft, trial, file_id)
    if st.button(say(N_("Close without keeping it")), type="tertiary", key="data_teach_close"):
        st.session_state.pop(_OPEN, None)
        st.rerun()


def _ask(choice: Choice, looked: Looked, source: Source, key: str) -> tuple[Draft, Slots]:
    """Everything that a person has to say, in the order in which it can be said."""
    whole = ask_whole(choice, looked, key)
    name = st.text_input(
        say(N_("Name of this kind of file")), value=source.name.rsplit(".", 1)[0], key=f"{key}.name"
    )
    draft = Draft(
        name=name,
        table=whole.table,
        header=whole.header,
        fact=whole.fact,
        platform=whole.platform or "",
        handle=whole.handle,
        mentions=whole.mentions,
        silence_hours=whole.silence_hours,
    )
    with st.expander(say(N_("Rows and words that are no data")), expanded=any_suspect(draft)):
        draft = ask_rows(draft, whole.key)
    draft, slots = ask_columns(draft, whole.key)
    draft = ask_numbers(draft, whole.key)
    return ask_clock(choice, draft, whole.key), slots


def _place(name: str) -> str:
    """The field that a sentence is about, where it is about one."""
    return f"**{field_name(name)}**: " if name not in ("numbers", "silence", "name") else ""


def _show_keeping(choice: Choice, draft: Draft, trial: Trial, file_id: str) -> None:
    """Save it for the institution, or take it away."""
    with choice.reading() as connection:
        replaces = draft.key in own_layout_texts(connection, choice.institution.id)
    if replaces:
        st.warning(say(N_("You have a layout of this name already: saving replaces it.")))
    with st.container(horizontal=True):
        if st.button(
            say(N_("Save the layout for {name}"), name=choice.institution.name),
            type="primary",
            icon=":material/save:",
            disabled=trial.reason is not None and trial.reason.template not in QUESTIONS,
            key="data_teach_save",
        ):
            _save(choice, draft, file_id)
        offer_blank(
            say(N_("Download the layout")),
            toml_of(draft).encode,
            f"{draft.key}.toml",
            mime="application/toml",
            key="data_teach_toml",
            help=say(
                N_("For the command line: `python -m kpi import FILE --layout {file}`"),
                file=f"{draft.key}.toml",
            ),
        )


def _save(choice: Choice, draft: Draft, file_id: str) -> None:
    try:
        with choice.writing(Permission.LAYOUTS, Entry(Action.LAYOUT_KEPT, draft.key)) as connection:
            add_own_layout(
                connection,
                choice.institution,
                toml_of(draft),
                file=f"{draft.key}.toml",
                by=choice.access.by,
            )
    except KpiError as error:
        show_error(error)
        return
    st.session_state.pop(_OPEN, None)
    st.session_state[_SAVED] = file_id
    st.rerun()


@remembered(16)
def _looked(sha256: str, _source: Source) -> Looked | Refusal:  # noqa: ARG001  (what it is remembered by)
    return look(_source)


@remembered(32)
def _tried(
    sha256: str,  # noqa: ARG001
    toml: str,  # noqa: ARG001
    timezone: str,
    _draft: Draft,
    _source: Source,
) -> Trial:
    return try_out(layout_of(_draft), _source, ZoneInfo(timezone))
