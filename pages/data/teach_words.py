"""What people call our fields, facts and words, where a file's columns are mapped to them."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime
from typing import Final, TypeVar

from kpi.catalogue.formats import FORMATS
from kpi.catalogue.measures import Fact
from kpi.catalogue.purposes_of_posts import PURPOSES
from kpi.importing.moments import Reading, Yearless
from kpi.words import N_
from pages.data.rows import WORDS, heading
from pages.shared.state import language, say

Option = TypeVar("Option", bound=Hashable)

FACTS: Final = {
    Fact.POST: N_("a post, with its counters"),
    Fact.CHANNEL_DAY: N_("a day of an account, with its totals"),
    Fact.MESSAGE: N_("a message, in or out"),
    Fact.VISIT: N_("a visit of somebody, or a Like"),
    Fact.GOAL: N_("a goal of a month"),
}
FIELDS: Final = {
    "handle": N_("Account"),
    "post_id": N_("Identifier of the post"),
    "published_at": N_("When it was published"),
    "permalink": N_("Address of the post"),
    "day": N_("Day"),
    "message_id": N_("Identifier of the message"),
    "conversation_id": N_("Identifier of the conversation"),
    "sent_at": N_("When it was sent"),
    "direction": N_("Whether it came in or went out"),
    "automated": N_("Whether a program wrote it"),
    "author": N_("Author"),
    "text": N_("Text (read for its mentions; stored only if the institution keeps texts)"),
    "visit_id": N_("Identifier of the visit"),
    "visited_at": N_("When it was"),
    "kind": N_("Whether it was a visit or a Like"),
}


def labels(options: Iterable[Option], words: Callable[[Option], str]) -> Callable[[Option], str]:
    """`words` said now, in this page's language; Streamlit may ask for them later."""
    return {option: words(option) for option in options}.__getitem__


def field_name(name: str) -> str:
    """What people call one of our fields."""
    return say(FIELDS[name]) if name in FIELDS else heading(name)


def choice_name(field: str, ours: str) -> str:
    """What people call one of the few values of a field."""
    return say(WORDS.get((field, ours)) or {**FORMATS, **PURPOSES}[ours])


def fact_sentence(fact: Fact) -> str:
    return say(FACTS[fact])


def ungrouped(number: float) -> str:
    """A number in digits alone, with the language's decimal sign: a thousands sign would say nothing here."""
    if float(number).is_integer():
        return str(int(number))
    return f"{number:.10g}".replace(".", "," if language().locale == "es" else ".")


def reading_words(reading: Reading) -> str:
    """A date as it was understood, so that nobody can take the month for the day."""
    if isinstance(reading, Yearless):
        day = language().short_month(date(2024, reading.month, 1))
        return say(N_("{day} {month}, without a year"), day=str(reading.day), month=day)
    if isinstance(reading, datetime):
        offset = f" {reading:%z}" if reading.tzinfo else ""
        return f"{language().date(reading.date())}, {reading:%H:%M}{offset}"
    return language().date(reading)
