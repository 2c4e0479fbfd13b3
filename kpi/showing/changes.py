"""A change in words: "3,1 puntos menos que en septiembre"."""

from kpi.answers.comparison import Change, ChangeKind, compare
from kpi.answers.value import Value
from kpi.catalogue.units import Points, Quantity, Unit
from kpi.periods import Grain, Period, whole_grain, whole_months
from kpi.showing.language import Language
from kpi.words import N_, Message


def change_text(current: Value, before: Value, language: Language) -> str:
    """How `current` differs from `before`, or in a sentence why it cannot be said."""
    change = compare(current, before)
    if isinstance(change, Message):
        return language.say(change)
    return said(change, then(before.period, current.period, language), language)


def said(change: Change, then: str, language: Language) -> str:
    """A change as a sentence; `then` is the earlier period as `then()` says it."""
    size = abs(change.amount)
    if round(size, 4) == 0:
        return language.say(N_("the same as {then}"), then=then)
    amount = Points(size) if change.kind is ChangeKind.POINTS else Quantity(size, Unit.SHARE)
    template = N_("{amount} more than {then}") if change.amount > 0 else N_("{amount} less than {then}")
    return language.say(template, amount=amount, then=then)


def short_change(current: Value, before: Value, language: Language) -> str:
    """A change where room is short: "+5,6 %", "−13,3 puntos"; nothing where the two cannot be compared."""
    change = compare(current, before)
    if isinstance(change, Message):
        return ""
    size = abs(change.amount)
    if round(size, 4) == 0:
        return "="
    amount = Points(size) if change.kind is ChangeKind.POINTS else Quantity(size, Unit.SHARE)
    return ("+" if change.amount > 0 else "\N{MINUS SIGN}") + language.write(amount)


def then(period: Period, now: Period, language: Language) -> str:
    """An earlier period inside a comparison: "in September", "between 1 Sep 2026 and 21 Sep 2026"."""
    grain = whole_grain(period)
    if grain is Grain.QUARTER:
        return language.say(N_("in the {period}"), period=period)
    if grain is Grain.MONTH and period.first.year == now.last.year:
        return language.say(N_("in {period}"), period=language.month(period.first))
    if whole_months(period):
        return language.say(N_("in {period}"), period=period)
    if period.days == 1:
        return language.say(N_("on {day}"), day=period.first)
    return language.say(N_("between {first} and {last}"), first=period.first, last=period.last)
