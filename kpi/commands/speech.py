"""The language of the command line: KPI_LANGUAGE, else Spanish where LANG says so, else English."""

import os

from kpi.errors import KpiError
from kpi.showing.language import LANGUAGES, Language
from kpi.words import N_


class UnknownLanguage(KpiError):
    template = N_("“{name}” is not a language of the program. Use one of: {known}.")


def language() -> Language:
    """The language that the person at the command line reads."""
    asked = os.environ.get("KPI_LANGUAGE", "").casefold()
    if asked in LANGUAGES:
        return Language(asked)
    return Language("es" if os.environ.get("LANG", "").casefold().startswith("es") else "en")


def check_language(name: str) -> None:
    """Whether the program speaks a language.

    Raises:
        UnknownLanguage: it does not.
    """
    if name not in LANGUAGES:
        raise UnknownLanguage(name=name, known=", ".join(LANGUAGES))
