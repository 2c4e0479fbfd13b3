"""The one entry script: language, institution, period and platforms, then the page that was asked for.

It lies in `pages/` so that Streamlit's own discovery of that folder never runs; `app.py` starts it.
"""

from dataclasses import replace
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.navigation.page import Page

from kpi.access.door import Access
from kpi.errors import KpiError
from kpi.periods import Period
from kpi.showing.language import Language
from kpi.store.institutions import InstitutionRow
from kpi.words import N_, Message
from pages.shared import address, choosing, data, sidebar, state
from pages.shared.address import Chosen
from pages.shared.copy_link import show_copy_link
from pages.shared.panel import show_panel_when_asked
from pages.shared.presets import DEFAULT, chosen_days, elapsed_and_before, first_shown
from pages.shared.sample_banner import show_sample_banner
from pages.shared.session import show_session
from pages.shared.signed_in import signed_in
from pages.shared.start import show_nothing_open, show_start
from pages.shared.state import Choice, keep, keep_access, keep_language, say
from pages.shared.store import open_shared_store
from pages.shared.theme import follow_theme
from pages.shared.trouble import show_error

SHARED: Final = Path(__file__).parent / "shared"


def run() -> None:
    st.set_page_config(page_title="Vínculo", page_icon=str(SHARED / "icon.png"), layout="wide")
    st.logo(str(SHARED / "logo.svg"), size="large", icon_image=str(SHARED / "icon.png"))
    st.html(SHARED / "style.css")
    chosen = choosing.from_address()
    keep_language(Language(chosen.locale))
    page = st.navigation(_menu(manages=_manages()), position="top")
    try:
        access = _enter()
        _choose(access, chosen)
        show_session(access.actor.person)
    except Exception as error:
        show_error(error)
        st.stop()
    _show(page)


def _enter() -> Access:
    """The door for whoever is in front of the page, on this run: it is made anew at every click."""
    access = Access.of(open_shared_store(), signed_in())
    keep_access(access)
    return access


def _manages() -> bool:
    """Whether somebody decides on people anywhere. What cannot be found out is said by what comes next."""
    try:
        return bool(_enter().administers())
    except KpiError:
        return False


def _menu(*, manages: bool) -> dict[str, list[Page]]:
    """The pages in the order of the menu: those that are looked at, then what is kept behind them, in a group."""
    people = [_page("people", N_("People"), "group"), _page("audit", N_("Audit"), "history")]
    return {
        "": [
            st.Page("overview/page.py", title=say(N_("Overview")), icon=":material/speed:", default=True),
            _page("platforms", N_("Platforms"), "hub"),
            _page("response", N_("Response"), "forum"),
            _page("loyalty", N_("Loyalty"), "handshake"),
            _page("content", N_("Content"), "article"),
            _page("goals", N_("Goals"), "flag"),
            _page("snapshot", N_("Take away"), "download"),
        ],
        say(N_("Manage")): [
            _page("data", N_("Data"), "database"),
            _page("hours", N_("Service hours"), "schedule"),
            _page("events", N_("Events"), "event"),
            *(people if manages else ()),
        ],
    }


def _page(folder: str, title: str, icon: str) -> Page:
    """The page in `pages/FOLDER/page.py`, whose address is the folder's name."""
    return st.Page(f"{folder}/page.py", title=say(title), icon=f":material/{icon}:", url_path=folder)


def _choose(access: Access, chosen: Chosen) -> None:
    """Read what is there, settle what was chosen on it, show the filters, keep the choice for the page."""
    rows = access.institutions()
    with st.sidebar:
        if not rows:
            keep(None)
            choosing.settle(chosen, ())
        else:
            _choose_among(access, chosen, rows)
        sidebar.show_language(chosen)


def _choose_among(access: Access, chosen: Chosen, rows: list[InstitutionRow]) -> None:
    institution, notes = data.institution_or_first(access, chosen.institution, rows)
    key = data.key_at(access, institution)
    here = data.platforms_here(key)
    kept = address.keep_known(replace(chosen, institution=institution.name), here)
    covered = data.covered(key)
    last_day = covered.end - 1 if covered else data.today(institution)
    shown = replace(kept.chosen, preset=kept.chosen.preset or first_shown(covered))
    named = chosen_days(shown.preset, shown.custom, last_day)
    whole = data.month_with_data(key, named) if shown.preset == DEFAULT else named
    period, before = elapsed_and_before(whole, last_day, shown.against)
    sidebar.show_filters(shown, sidebar.institution_names(rows), here, whole)
    choosing.settle(kept.chosen, (*notes, *_other_month(named, whole), *kept.notes), shown)
    keep(
        Choice(
            access=access,
            allowed=access.allowed(institution),
            institution=institution,
            period=period,
            platforms=kept.chosen.platforms,
            language=Language(chosen.locale),
            whole=whole,
            before=before,
            covered=covered,
            here=here,
        )
    )


def _other_month(named: Period, shown: Period) -> tuple[Message, ...]:
    """That another month is shown than the last complete one, which lies in a gap of the data."""
    if shown == named:
        return ()
    said = N_("Nothing was imported for {month}: {shown} is shown, the last month before it with data.")
    return (Message(said, {"month": named, "shown": shown}),)


def _show(page: Page) -> None:
    """The page, under the banner and the notes that go for all of them."""
    choice = state.chosen()
    follow_theme()
    _show_notes(choosing.notes())
    if choice is not None:
        show_copy_link(choice)
        show_panel_when_asked(choice)
        show_sample_banner(choice)
    try:
        if choice is None and not state.access().allowed(None):
            show_nothing_open(state.access())
        elif choice is None and page.url_path != "data":
            show_start()
        else:
            page.run()
    except Exception as error:
        show_error(error)


def _show_notes(notes: tuple[Message, ...]) -> None:
    """What was wrong in the address, all of it in one box."""
    if notes:
        st.info("  \n".join(say(note) for note in notes), icon=":material/info:")


if __name__ == "__main__":
    run()
