"""What is taken away of the sample bank says, wherever it lands, that its numbers are invented."""

from kpi.showing.language import Language
from kpi.store.institutions import InstitutionRow
from kpi.words import N_


def invented(institution: InstitutionRow, language: Language) -> list[str]:
    """The sentence, for the sample; nothing for any other institution."""
    if not institution.is_sample:
        return []
    return [
        language.say(
            N_("Sample data: {institution} does not exist, and its numbers are invented."),
            institution=institution.name,
        )
    ]


def mark(institution: InstitutionRow, language: Language) -> list[str]:
    """The same in two words, for a line that names the institution already."""
    return [language.say(N_("invented sample data"))] if institution.is_sample else []
