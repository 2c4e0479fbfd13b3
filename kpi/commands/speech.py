"""The language of the command line: KPI_LANGUAGE, else Spanish where LANG says so, else English."""

import os

from kpi.showing.language import LANGUAGES, Language


def language() -> Language:
    """The language that the person at the command line reads."""
    asked = os.environ.get("KPI_LANGUAGE", "").casefold()
    if asked in LANGUAGES:
        return Language(asked)
    return Language("es" if os.environ.get("LANG", "").casefold().startswith("es") else "en")
