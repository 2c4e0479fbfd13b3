"""What was chosen in the frame, for the page below it."""

from collections.abc import Hashable
from contextlib import AbstractContextManager
from dataclasses import dataclass

import streamlit as st
from sqlalchemy import Connection

from kpi.access.audit import Entry
from kpi.access.door import Access
from kpi.access.roles import Permission
from kpi.errors import KpiError
from kpi.periods import Period
from kpi.showing.language import Language, Sayable
from kpi.showing.next_steps import on_page
from kpi.store.institutions import InstitutionRow
from kpi.words import N_, Message
from pages.shared.inert import inert_values

_ACCESS = "frame.access"
_CHOICE = "frame.choice"
_LANGUAGE = "frame.language"


class NoInstitutionYet(KpiError):
    template = N_("There is no institution yet. Import a first file on the Data page.")


@dataclass(frozen=True)
class Choice:
    """What the whole page is about.

    `period` is cut where the data ends; `whole` is what was picked; `before` are the comparable days.
    `covered` are the days from the first to the last with any data, None when there are none. Empty
    `platforms` means all; `here` are the platforms that the institution has channels on. `allowed` is what may be
    done in the institution, for what is shown; what is read and done asks anew, at `access`.
    """

    access: Access
    allowed: frozenset[Permission]
    institution: InstitutionRow
    period: Period
    platforms: tuple[str, ...]
    language: Language
    whole: Period
    before: Period
    covered: Period | None
    here: tuple[str, ...]

    @property
    def seen(self) -> Hashable:
        """What everything on a page follows from, beside what is chosen on the page itself.

        Raises:
            UnknownInstitution: the institution may not be seen any more.
        """
        self.access.check(Permission.SEE, self.institution)
        of_time = (self.period, self.before, self.whole, self.covered)
        return (
            self.access.address,
            self.institution,
            of_time,
            self.platforms,
            self.here,
            self.language.locale,
        )

    @property
    def shown(self) -> tuple[str, ...]:
        """The platforms on the page: those picked, or all that the institution has."""
        return self.platforms or self.here

    def may(self, permission: Permission) -> bool:
        """Whether to offer something."""
        return permission in self.allowed

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection to read what belongs to the institution, refused where it may not be seen any more."""
        return self.access.reading(self.institution)

    def writing(self, permission: Permission, entry: Entry) -> AbstractContextManager[Connection]:
        """A transaction that changes what belongs to the institution and writes `entry` down, where it is allowed."""
        return self.access.writing(permission, self.institution, entry)


def keep(choice: Choice | None) -> None:
    """Remember the frame's choice for this session; None while there is no institution."""
    st.session_state[_CHOICE] = choice


def keep_language(language: Language) -> None:
    st.session_state[_LANGUAGE] = language


def current() -> Choice:
    """The frame's choice.

    Raises:
        NoInstitutionYet: the database is empty. Pages that work without one use `access()` and `language()`.
    """
    choice = st.session_state.get(_CHOICE)
    if not isinstance(choice, Choice):
        raise NoInstitutionYet
    return choice


def chosen() -> Choice | None:
    """The frame's choice, or None while there is no institution."""
    choice = st.session_state.get(_CHOICE)
    return choice if isinstance(choice, Choice) else None


def keep_access(access: Access) -> None:
    """Remember who is in front of the page, for pages that work without an institution."""
    st.session_state[_ACCESS] = access


def access() -> Access:
    """The door for whoever is in front of the page."""
    found: Access = st.session_state[_ACCESS]
    return found


def language() -> Language:
    language = st.session_state.get(_LANGUAGE)
    return language if isinstance(language, Language) else Language("es")


def say_next(sentence: Message) -> str:
    """The sentence, and what to do on this page."""
    return on_page(sentence, language())


def say(sentence: Sayable, **values: object) -> str:
    """`Language.say` in the reader's language, fit for Markdown: names in it make no links."""
    told = (
        Message(sentence.template, inert_values(sentence.values))
        if isinstance(sentence, Message)
        else sentence
    )
    return language().say(told, **inert_values(values))
