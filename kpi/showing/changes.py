"""A change in words: "3,1 puntos menos que en septiembre de 2026"."""

from kpi.answers.comparison import Change, ChangeKind, compare
from kpi.answers.value import Value
from kpi.catalogue.units import Points, Quantity, Unit
from kpi.periods import Grain, Period, whole_grain, whole_months
from kpi.showing.language import Language
from kpi.words import N_, Message


def change_text(current: Value, before: Value, language: Language) -> str:
    """How `current` differs from `before`, or in a sentence why it cannot be said."""
    change = compare(current, before)
    return language.say(change if isinstance(change, Message) else change_message(change, before.period))


def change_message(change: Change, before: Period) -> Message:
    """A change as a sentence; `before` is the period that it is a change from."""
    then = {"then": then_message(before)}
    size = abs(change.amount)
    amount = Points(size) if change.kind is ChangeKind.POINTS else Quantity(size, Unit.SHARE)
    if round(size, 4) == 0:
        return Message(N_("the same as {then}"), then)
    more = N_("{amount} more than {then}")
    less = N_("{amount} less than {then}")
    return Message(more if change.amount > 0 else less, {"amount": amount, **then})


def then_message(period: Period) -> Message:
    """An earlier period inside a comparison: "in September 2026", "between 1 Sep 2026 and 21 Sep 2026"."""
    if whole_grain(period) is Grain.QUARTER:
        return Message(N_("in the {period}"), {"period": period})
    if whole_months(period):
        return Message(N_("in {period}"), {"period": period})
    if period.days == 1:
        return Message(N_("on {day}"), {"day": period.first})
    return Message(N_("between {first} and {last}"), {"first": period.first, "last": period.last})
