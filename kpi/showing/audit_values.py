"""What the audit keeps as keys and plain days, in the reader's words. What is no such key stands as it was written."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from kpi.access.audit import LABELS, Action
from kpi.access.people import Kind
from kpi.access.roles import LABELS as ROLES
from kpi.access.roles import TO_DO
from kpi.catalogue.kpis import KPIS
from kpi.catalogue.purposes import PURPOSES
from kpi.catalogue.purposes_of_posts import PURPOSES as PURPOSES_OF_POSTS
from kpi.platforms import BY_KEY, Account
from kpi.showing.charts.words import label, platform_name
from kpi.showing.fact_words import FACTS
from kpi.showing.language import LANGUAGES, Language
from kpi.showing.templates import layout_title
from kpi.words import N_

KINDS: Final[Mapping[Kind, str]] = {Kind.EMAIL: N_("e-mail address"), Kind.GROUP: N_("group of the sign-in")}
TEXTS: Final[Mapping[str, str]] = {
    "all": N_("all of them"),
    "audit": N_("the audit"),
    "beside_others": N_("numbers beside those of other institutions"),
    "events": N_("the events"),
    "facts": N_("the facts as Parquet files"),
    "folder": N_("the CSV files"),
    "goals": N_("the goals"),
    "idle": N_("nothing was done for too long"),
    "KPIs that an import changed": N_("the KPIs that an import changed"),
    "layout": N_("a layout"),
    "message_texts": N_("texts of messages"),
    "no": N_("no"),
    "none": N_("none any more"),
    "person": N_("a person"),
    "posts": N_("posts"),
    "report": N_("the report"),
    "signed out": N_("by their own wish"),
    "xlsx": N_("the workbook"),
    "yes": N_("yes"),
    "zip": N_("the CSV files"),
}
DONE: Final[Mapping[str, str]] = {str(permission): words for permission, words in TO_DO.items()}
ROWS_BEFORE: Final = "rows before "
_DAY: Final = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_MONTH: Final = re.compile(r"\b\d{4}-\d\d\b")


def object_in_words(action: Action, thing: str, language: Language) -> str:
    """What an entry of this kind is about: a KPI and its platform, an account, what was refused, a file."""
    if action in (Action.GOAL_SET, Action.GOAL_WITHDRAWN):
        return _goal(thing, language)
    if action is Action.PURPOSE_SET:
        return _platforms(thing, language)
    if action in (Action.HOURS_SET, Action.HOURS_REMOVED):
        return _list(thing, lambda one: _account(one, language))
    if action is Action.FORGOTTEN and thing.startswith(ROWS_BEFORE):
        return language.say(N_("rows before {day}"), day=in_days(thing.removeprefix(ROWS_BEFORE), language))
    if action is Action.REFUSED and thing in DONE:
        return language.say(DONE[thing])
    return _text(thing, language)


def detail_in_words(action: Action, name: str, value: str, language: Language) -> str:
    """One field of an entry of this kind."""
    if name == "purpose":
        of_posts = action is Action.POSTS_TAGGED
        known = PURPOSES_OF_POSTS if of_posts else {key: one.label for key, one in PURPOSES.items()}
        return language.say(known[value]) if value in known else _text(value, language)
    return _DETAILS.get(name, _text)(value, language)


def in_days(text: str, language: Language) -> str:
    """A text with its days as the language writes them."""

    def written(found: re.Match[str]) -> str:
        try:
            return language.date(date.fromisoformat(found[0]))
        except ValueError:
            return found[0]

    return _DAY.sub(written, text)


def _in_months(text: str, language: Language) -> str:
    def written(found: re.Match[str]) -> str:
        try:
            return language.short_month(date.fromisoformat(f"{found[0]}-01"))
        except ValueError:
            return found[0]

    return _MONTH.sub(written, text)


def _goal(thing: str, language: Language) -> str:
    kpi, _, platform = thing.partition(" ")
    if kpi not in KPIS or platform not in ("", *BY_KEY):
        return thing
    return f"{label(kpi, language)}, {platform_name(platform or None, language)}"


def _account(name: str, language: Language) -> str:
    account = Account.of(name)
    return language.write(account) if account.platform in BY_KEY else _text(name, language)


def _platforms(text: str, language: Language) -> str:
    return _list(text, lambda one: _account(one, language))


def _actions(text: str, language: Language) -> str:
    labels = {str(action): words for action, words in LABELS.items()}
    return _list(text, lambda one: language.say(labels[one]) if one in labels else one)


def _layouts(text: str, language: Language) -> str:
    """By their titles; an institution's own by its key, which is all that is left of it when it is forgotten."""
    return _list(text, lambda one: layout_title(one, language))


def _known(words: Mapping[str, str]) -> Callable[[str, Language], str]:
    """Words by key; another text stands as it is."""
    return lambda text, language: language.say(words[text]) if text in words else text


def _text(text: str, language: Language) -> str:
    return language.say(TEXTS[text]) if text in TEXTS else text


def _list(text: str, worded: Callable[[str], str]) -> str:
    return ", ".join(worded(one) for one in text.split(", "))


_DETAILS: Final[Mapping[str, Callable[[str, Language], str]]] = {
    "actions": _actions,
    "days": in_days,
    "fact": _known({str(fact): words for fact, words in FACTS.items()}),
    "from": in_days,
    "kind": _known({str(kind): words for kind, words in KINDS.items()}),
    "language": lambda text, _: LANGUAGES.get(text, text),
    "layout": _layouts,
    "months": _in_months,
    "permission": _known(DONE),
    "platform": _platforms,
    "platforms": _platforms,
    "role": _known({str(role): words for role, words in ROLES.items()}),
    "to": in_days,
    "until": in_days,
}
"""By the name of a field, how its value is worded; the others as `TEXTS` has them, or as they were written."""
