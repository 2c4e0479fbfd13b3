"""The form of a goal: its fields, filled with what holds now, and a place for what is wrong under each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kpi.answers.goals import Goal
from kpi.catalogue.kpis import KPIS, Kpi
from kpi.showing.language import Language
from kpi.showing.typed import example, typed
from kpi.words import N_
from pages.goals.draft import FLOOR, LEVELS, STRETCH, TARGET, Problems
from pages.goals.target import Target
from pages.shared.state import say

LABELS: Final = {FLOOR: N_("Floor"), TARGET: N_("Target"), STRETCH: N_("Stretch")}
HELPS: Final = {
    FLOOR: N_("Between floor and target a month came close; beyond the floor it is missed. May stay empty."),
    TARGET: N_("What is promised."),
    STRETCH: N_("What would be better still. May stay empty."),
}
BY: Final = "goals.by"
NAME: Final = "by"


@dataclass(frozen=True)
class Entry:
    """What somebody typed and which button they pressed. `texts` are the levels as typed, by name."""

    texts: Mapping[str, str]
    owner: str
    reason: str
    by: str
    save: bool
    withdraw: bool
    places: Mapping[str, DeltaGenerator]

    def show(self, problems: Problems) -> None:
        """Each sentence under its field."""
        for name, problem in problems.items():
            self.places[name].error(say(problem))


def show_form(target: Target, now: Goal | None, language: Language, signed_in: str) -> Entry:
    """The form for `target`; `now` is the goal that it is filled with.

    `signed_in` is whose name the history gets; "" where nobody signs in, and the form asks for it.
    """
    with st.form(f"goals.form.{target}", border=False):
        texts, places = _levels(KPIS[target.kpi], target, now, language)
        owner = _line(target, "owner", N_("Owner"), now.owner if now else "")
        hint = now.reason if now and now.reason else say(N_("For example: new night shift from May"))
        reason = _line(target, "reason", N_("Why"), "", placeholder=hint)
        by = signed_in or _line(
            target,
            NAME,
            N_("Your name"),
            st.session_state.get(BY, ""),
            help=say(N_("It stands in the goal's history.")),
        )
        places[NAME] = st.empty()
        with st.container(horizontal=True):
            save = st.form_submit_button(say(N_("Save")), type="primary", key="goals_save")
            withdraw = now is not None and st.form_submit_button(
                say(N_("Take the goal back")), type="tertiary", key="goals_withdraw"
            )
    return Entry(texts, owner, reason, by, save, withdraw, places)


def _levels(
    kpi: Kpi, target: Target, now: Goal | None, language: Language
) -> tuple[dict[str, str], dict[str, DeltaGenerator]]:
    """Floor, target and stretch in human units, and the places under them."""
    texts: dict[str, str] = {}
    places: dict[str, DeltaGenerator] = {}
    for column, name in zip(st.columns(3), LEVELS, strict=True):
        with column:
            texts[name] = st.text_input(
                say(LABELS[name]),
                value=typed(getattr(now, name) if now else None, kpi.unit, language),
                placeholder=example(kpi.unit, language) if name == TARGET else "",
                help=say(HELPS[name]),
                key=f"goals.form.{name}.{target}",
            )
            places[name] = st.empty()
    return texts, places


def _line(
    target: Target,
    name: str,
    label: str,
    value: str,
    *,
    placeholder: str = "",
    help: str | None = None,  # noqa: A002
) -> str:
    text = st.text_input(
        say(label), value=value, placeholder=placeholder, help=help, key=f"goals.form.{name}.{target}"
    )
    return text.strip()
