"""What needs attention: at most three sentences with numbers, each the way to the page where something can be done."""

from collections.abc import Sequence

import streamlit as st

from kpi.answers.value import Status, Value
from kpi.showing.charts.words import SHAPES, STATUS_WORDS
from kpi.showing.findings import NONE_JUDGED, Need, judged
from kpi.showing.language import Language
from kpi.words import N_
from pages.shared.inert import plain
from pages.shared.state import say
from pages.shared.ways import show_way


def show_needs(needs: Sequence[Need], promised: Sequence[Value], language: Language) -> None:
    """The sentences, the worst first; without any, whether the goals of the values that were `promised` are kept."""
    if not needs:
        if judged(promised):
            st.markdown(f"● {say(N_('Nothing needs attention: no goal falls short.'))}")
        elif promised:
            st.markdown(f"{SHAPES[Status.NO_DATA]} {say(NONE_JUDGED)}")
        return
    with st.container(key="overview_needs", gap=None):
        for place, one in enumerate(needs):
            if one.value.status is None:
                continue
            mark = f"{SHAPES[one.value.status]} {language.say(STATUS_WORDS[one.value.status])}"
            with st.container(key=f"need_{place}_{one.value.status.value}"):
                show_way(one.value, f"**{mark}** {plain(one.sentence)}", "chevron_right")
