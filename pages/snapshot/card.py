"""A card per kind of file: what it is, a button to have it made, how far that is, and the file."""

from typing import Final

import streamlit as st

from kpi.acts.exports import in_plain_words
from kpi.showing.language import Language
from kpi.showing.snapshot_contents import Filters
from kpi.words import N_, Message
from pages.shared.html import escape, show_html
from pages.shared.state import Choice, language, say
from pages.shared.taking import offer_file
from pages.snapshot.making import Making, begin, kept, key_of
from pages.snapshot.offers import Offer, Taken

EVERY: Final = 0.5
KILO: Final = 1024


def show_card(offer: Offer, choice: Choice, filters: Filters) -> None:
    """The offer, and what became of it for exactly these filters."""
    with st.container(border=True, height="stretch", key=f"snapshot_card_{offer.key}"):
        st.markdown(f":material/{offer.icon}: **{say(offer.title)}**")
        st.markdown(say(offer.about))
        making = kept(key_of(offer, choice.access, filters))
        if making is None:
            _show_button(offer, choice, filters)
        elif not making.ended:
            _show_progress(making, offer.key)
        elif isinstance(making.result, Taken):
            _show_file(making.result, offer, filters)
        else:
            st.error(say(making.result or Message(N_("It was cancelled."))), icon=":material/error:")
            _show_button(offer, choice, filters)


def _show_button(offer: Offer, choice: Choice, filters: Filters) -> None:
    st.button(
        say(offer.prepare),
        icon=":material/play_arrow:",
        key=f"snapshot_make_{offer.key}",
        on_click=begin,
        args=(offer, choice.access, filters),
    )


@st.fragment(run_every=EVERY)
def _show_progress(making: Making, key: str) -> None:
    """The bar of what is being made; when it has ended, the whole page is run again."""
    if making.ended:
        st.rerun()
    what, done = making.look()
    st.progress(done, text=say(what))
    st.button(
        say(N_("Cancel")), icon=":material/close:", key=f"snapshot_cancel_{key}", on_click=making.cancel
    )


def _show_file(taken: Taken, offer: Offer, filters: Filters) -> None:
    offer_file(
        say(offer.download),
        lambda: taken.content,
        taken.name,
        what=offer.key,
        rows=taken.rows or None,
        mime=offer.mime,
        kind="primary",
        key=f"snapshot_download_{offer.key}",
        details=in_plain_words(filters),
    )
    told = f"{escape(in_words(taken, language()))}<br>{escape(taken.name)}"
    show_html(f'<p class="v-note v-file">{told}</p>')


def in_words(taken: Taken, language: Language) -> str:
    """How large a file is, by what it holds: "4 páginas, 39 KB"."""
    size = language.number(len(taken.content) / KILO, 0) + "\N{NO-BREAK SPACE}KB"
    if taken.pages:
        return language.plural(N_("{count} page"), N_("{count} pages"), taken.pages) + f", {size}"
    tables = language.plural(N_("in {count} table"), N_("in {count} tables"), taken.tables)
    rows = language.plural(
        N_("{number} row"), N_("{number} rows"), taken.rows, number=language.number(taken.rows, 0)
    )
    return f"{rows} {tables}, {size}"
