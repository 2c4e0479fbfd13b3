"""The sidebar: what changes the whole page. Institution, period, platforms, language, and nothing else."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from kpi.answers.comparison import Against
from kpi.periods import Period
from kpi.platforms import BY_KEY
from kpi.showing.language import LANGUAGES, Language
from kpi.store.institutions import InstitutionRow
from kpi.words import N_
from pages.shared import choosing
from pages.shared.address import Chosen
from pages.shared.options import spoken
from pages.shared.presets import COMPARISONS, CUSTOM, PRESETS
from pages.shared.state import say
from pages.shared.streamlit_words import speak_for_streamlit

INSTITUTION: Final = "sidebar.institution"
PERIOD: Final = "sidebar.period"
RANGE: Final = "sidebar.range"
AGAINST: Final = "sidebar.against"
PLATFORMS: Final = "sidebar.platforms"
LANGUAGE: Final = "sidebar.language"


def show_filters(chosen: Chosen, names: Sequence[str], here: Sequence[str], period: Period) -> None:
    """The filters as they stand. `names` are the institutions, `here` the platforms, `period` what is shown."""
    _institution(chosen, names)
    _period(chosen, period)
    _against(chosen)
    if here:
        _platforms(chosen, here)


def show_language(chosen: Chosen) -> None:
    st.session_state[LANGUAGE] = chosen.locale
    st.segmented_control(
        say(N_("Language")),
        list(LANGUAGES),
        key=LANGUAGE,
        format_func=LANGUAGES.__getitem__,
        required=True,
        on_change=_pick,
        args=(LANGUAGE, "locale"),
    )
    speak_for_streamlit(Language(chosen.locale))


def _institution(chosen: Chosen, names: Sequence[str]) -> None:
    st.session_state[INSTITUTION] = chosen.institution
    st.selectbox(
        say(N_("Institution")),
        names,
        key=INSTITUTION,
        on_change=_pick,
        args=(INSTITUTION, "institution"),
        filter_mode=None,
    )


def _period(chosen: Chosen, period: Period) -> None:
    st.session_state[PERIOD] = chosen.preset
    labels = {key: say(preset.label) for key, preset in PRESETS.items()} | {CUSTOM: say(N_("Custom range"))}
    st.selectbox(
        say(N_("Period")),
        list(labels),
        key=PERIOD,
        format_func=labels.__getitem__,
        on_change=_pick_period,
        args=(period,),
        filter_mode=None,
    )
    if chosen.preset == CUSTOM and chosen.custom:
        st.session_state[RANGE] = (chosen.custom.first, chosen.custom.last)
        st.date_input(say(N_("From, to")), key=RANGE, format="DD/MM/YYYY", on_change=_pick_range)


def _against(chosen: Chosen) -> None:
    st.session_state[AGAINST] = chosen.against.value
    labels = spoken(COMPARISONS)
    st.selectbox(
        say(N_("Compared with")),
        list(labels),
        key=AGAINST,
        format_func=labels.__getitem__,
        on_change=_pick_against,
        filter_mode=None,
    )


def _platforms(chosen: Chosen, here: Sequence[str]) -> None:
    st.session_state[PLATFORMS] = list(chosen.platforms)
    labels = {key: say(BY_KEY[key].label) for key in here}
    st.pills(
        say(N_("Platforms")),
        list(labels),
        key=PLATFORMS,
        selection_mode="multi",
        format_func=labels.__getitem__,
        on_change=_pick_platforms,
        help=say(N_("None marked means all of them.")),
    )


def _pick(widget: str, name: str) -> None:
    choosing.change(**{name: st.session_state[widget]})


def _pick_against() -> None:
    choosing.change(against=Against(st.session_state[AGAINST]))


def _pick_period(shown: Period) -> None:
    preset = st.session_state[PERIOD]
    choosing.change(preset=preset, **({"custom": shown} if preset == CUSTOM else {}))


def _pick_range() -> None:
    picked = st.session_state[RANGE]
    if len(picked) == 2:  # after the first click there is only a beginning yet
        choosing.change(custom=Period.of(*picked))


def _pick_platforms() -> None:
    choosing.change(platforms=tuple(st.session_state[PLATFORMS]))


def institution_names(rows: Sequence[InstitutionRow]) -> list[str]:
    """One's own institutions first, the sample last."""
    return [row.name for row in sorted(rows, key=lambda row: (row.is_sample, row.name))]
