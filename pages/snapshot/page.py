"""Take away: the numbers of the chosen period as a report, a workbook, or files that can be checked."""

from typing import Final

import streamlit as st

from kpi.access.roles import Permission
from kpi.showing.language import LANGUAGES, Language
from kpi.showing.snapshot_contents import Filters
from kpi.words import N_
from pages.shared.allowed import offered
from pages.shared.state import Choice, current, say
from pages.snapshot.card import show_card
from pages.snapshot.inside import platforms_in_words, show_how_to_check, show_inside
from pages.snapshot.offers import OFFERS

FORMS: Final = {
    "es": N_("Spanish: headings, dates and numbers as in Spain; CSV with semicolons and decimal comma"),
    "en": N_("English: headings and dates in English; CSV with commas and decimal point, also for programs"),
}


def show() -> None:
    choice = current()
    st.title(say(N_("To take away: {period}"), period=choice.period), anchor=False)
    st.markdown(
        say(
            N_(
                "What the pages show for **{institution}**, {platforms}, as files of your own. Choose period and platforms in the sidebar; a file is made when you ask for it, and the same choice over the same data gives the same file, byte for byte."
            ),
            institution=choice.institution.name,
            platforms=platforms_in_words(choice.platforms, choice.language),
        )
    )
    if (
        choice.covered is None
        or choice.period.start >= choice.covered.end
        or choice.period.end <= choice.covered.start
    ):
        st.info(
            say(
                N_(
                    "Nothing was imported for this period: the files can be made all the same, and say in each row why it has no value."
                )
            ),
            icon=":material/info:",
        )
    if not offered(choice, Permission.EXPORT):
        return
    filters = Filters.of(choice.institution, choice.period, choice.platforms, _choose_form(choice.language))
    _show_offers(choice, filters)
    show_inside(choice, filters)
    show_how_to_check(choice, filters)


def _show_offers(choice: Choice, filters: Filters) -> None:
    for offer, column in zip(OFFERS, st.columns(len(OFFERS)), strict=True):
        with column:
            show_card(offer, choice, filters)


def _choose_form(language: Language) -> str:
    locale: str = st.radio(
        say(N_("Language of the files")),
        list(LANGUAGES),
        index=list(LANGUAGES).index(language.locale),
        format_func={key: say(form) for key, form in FORMS.items()}.__getitem__,
        key=f"snapshot.form.{language.locale}",
    )
    return locale


show()
