"""Changing what a platform is for, with the reason, and the list of who changed it when."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from kpi.access.audit import Action, Entry
from kpi.access.roles import Permission
from kpi.catalogue.purposes import PURPOSES
from kpi.errors import KpiError
from kpi.showing.charts.words import platform_name
from kpi.showing.language import Language
from kpi.store.purposes import SetPurpose, set_purpose
from kpi.words import N_
from pages.shared.allowed import offered
from pages.shared.html import show_html
from pages.shared.sources import day_of_import
from pages.shared.state import Choice, say
from pages.shared.tables import table_html
from pages.shared.trouble import show_error

NONE: Final = ""
PLATFORM: Final = "platforms.purpose.platform"
SAVED: Final = "platforms.purpose.saved"


def show_editor(choice: Choice, chosen: Mapping[str, SetPurpose], history: Sequence[SetPurpose]) -> None:
    """A closed form: platform, purpose, reason. Saving shows the page anew."""
    if said := st.session_state.pop(SAVED, ""):
        st.success(said, icon=":material/check:")
    may = choice.may(Permission.PURPOSES)
    with st.expander(say(N_("Change what a platform is for") if may else N_("Who changed it"))):
        if not offered(choice, Permission.PURPOSES):
            _show_history(choice, history)
            return
        platform = st.selectbox(
            say(N_("Platform")),
            choice.shown,
            format_func=lambda key: platform_name(key, choice.language),
            key=PLATFORM,
            filter_mode=None,
        )
        _show_form(choice, chosen.get(platform, SetPurpose(platform, NONE)))
        _show_history(choice, history)


def _show_history(choice: Choice, history: Sequence[SetPurpose]) -> None:
    if history:
        title = say(N_("Who changed it"))
        st.markdown(f"**{title}**")
        show_html(table_html(_columns(history, choice), title))


def _show_form(choice: Choice, now: SetPurpose) -> None:
    names = {NONE: say(N_("None"))} | {
        key: f"{say(one.label)}: {say(one.meaning)}" for key, one in PURPOSES.items()
    }
    with st.form(f"platforms.purpose.{now.platform}.{now.version}", border=False):
        purpose = st.radio(
            say(N_("What it is for")),
            list(names),
            index=list(names).index(now.purpose),
            format_func=names.__getitem__,
            key=f"platforms.purpose.key.{now.platform}.{now.version}",
        )
        note = st.text_input(
            say(N_("In your words")), now.note, key=f"platforms.purpose.note.{now.platform}.{now.version}"
        )
        if st.form_submit_button(say(N_("Save")), type="primary"):
            _save(choice, SetPurpose(now.platform, purpose or NONE, note.strip()), now.version)


def _save(choice: Choice, one: SetPurpose, version: int) -> None:
    try:
        entry = Entry(Action.PURPOSE_SET, one.platform, details={"purpose": one.purpose or "none"})
        with choice.writing(Permission.PURPOSES, entry) as connection:
            set_purpose(connection, choice.institution.id, one, expected_version=version, by=choice.access.by)
    except KpiError as error:
        show_error(error)
        return
    name = platform_name(one.platform, choice.language)
    st.session_state[SAVED] = say(N_("Saved what {platform} is for."), platform=name)
    st.rerun()


def _columns(history: Sequence[SetPurpose], choice: Choice) -> dict[str, list[str]]:
    """Every version, the newest first."""
    rows, language = list(reversed(history)), choice.language
    zone = choice.institution.timezone
    return {
        say(N_("Platform")): [platform_name(one.platform, language) for one in rows],
        say(N_("What it is for")): [_name(one, language) for one in rows],
        say(N_("In your words")): [one.note or "—" for one in rows],
        say(N_("When")): [language.date(day_of_import(one.changed_at, zone)) for one in rows],
        say(N_("Who")): [one.changed_by or "—" for one in rows],
    }


def _name(one: SetPurpose, language: Language) -> str:
    return language.say(PURPOSES[one.purpose].label) if one.purpose else language.say(N_("None"))
