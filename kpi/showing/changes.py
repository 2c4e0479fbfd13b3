"""A change in words: "3,1 puntos menos que en septiembre"."""

from kpi.answers.comparison import Change, ChangeKind, compare
from kpi.answers.splits import Dimension, Split
from kpi.answers.value import Value
from kpi.catalogue.formats import FORMATS
from kpi.catalogue.units import Points, Quantity, Unit
from kpi.periods import Grain, Period, whole_grain, whole_months
from kpi.showing.charts.words import platform_name
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
        return language.say(N_("the same as {then}"), then=then) + per_day(change, language)
    amount = Points(size) if change.kind is ChangeKind.POINTS else Quantity(size, Unit.SHARE)
    template = N_("{amount} more than {then}") if change.amount > 0 else N_("{amount} less than {then}")
    return language.say(template, amount=amount, then=then) + per_day(change, language)


def per_day(change: Change, language: Language) -> str:
    """The change of the mean day, where the two periods are not as long: " (per day +8,4 %: 31 days, 30 before)"."""
    if change.per_day is None:
        return ""
    size = abs(change.per_day.amount)
    same = round(size, 4) == 0
    amount = "=" if same else _signed(change.per_day.amount, Quantity(size, Unit.SHARE), language)
    return language.say(
        N_(" (per day {amount}: {days} days, {before} then)"),
        amount=amount,
        days=change.per_day.days,
        before=change.per_day.days_before,
    )


def short_change(current: Value, before: Value, language: Language) -> str:
    """A change where room is short: "+5,6 %", "−13,3 puntos"; nothing where the two cannot be compared."""
    change = compare(current, before)
    return "" if isinstance(change, Message) else change_size(change, language)


def change_size(change: Change, language: Language) -> str:
    """How large a change is: "+5,6 %", "−13,3 puntos", "=" where it is none."""
    size = abs(change.amount)
    if round(size, 4) == 0:
        return "="
    return _signed(
        change.amount,
        Points(size) if change.kind is ChangeKind.POINTS else Quantity(size, Unit.SHARE),
        language,
    )


def part_size(amount: float, unit: Unit, language: Language) -> str:
    """What a part contributes to a change, in the KPI's unit: "−2,1 puntos", "+1.234", "−12 min"."""
    size = abs(amount)
    return _signed(amount, Points(size) if unit is Unit.SHARE else Quantity(size, unit), language)


def part_name(dimension: Dimension, part: str, language: Language) -> str:
    """A part in words: a platform's name, a weekday ("lunes"), a post's format."""
    match dimension:
        case Dimension.PLATFORM:
            return platform_name(part, language)
        case Dimension.WEEKDAY:
            return language.weekday(int(part))
        case Dimension.FORMAT:
            if not part:
                return language.say(N_("no format given"))
            return language.say(FORMATS[part]) if part in FORMATS else part


def uneven(split: Split, language: Language) -> str:
    """That some weekdays come more often in one of the two periods, and which; "" where all come as often."""
    if not split.uneven:
        return ""
    names = [
        language.say(
            N_("{weekday}, {now} now and {before} before"),
            weekday=language.weekday(one.weekday),
            now=one.now,
            before=one.before,
        )
        for one in split.uneven
    ]
    return language.say(
        N_(
            "The two periods have different numbers of some weekdays, which alone moves their parts: {names}."
        ),
        names="; ".join(names),
    )


def _signed(amount: float, size: Points | Quantity, language: Language) -> str:
    return ("+" if amount > 0 else "\N{MINUS SIGN}") + language.write(size)


def then(period: Period, now: Period, language: Language) -> str:
    """An earlier period inside a comparison: "in September", "between 1 Sep 2026 and 21 Sep 2026"."""
    if whole_grain(period) is Grain.MONTH and period.first.year == now.last.year:
        return language.say(N_("in {period}"), period=language.month(period.first))
    if whole_months(period) or period.days == 1:
        return during(period, language)
    return language.say(N_("between {first} and {last}"), first=period.first, last=period.last)


def during(period: Period, language: Language) -> str:
    """A period inside a sentence: "in September 2026", "on 20 Nov 2026", "on 9–15 Nov 2026"."""
    if whole_grain(period) is Grain.QUARTER:
        return language.say(N_("in the {period}"), period=period)
    if whole_months(period):
        return language.say(N_("in {period}"), period=period)
    if period.days == 1:
        return language.say(N_("on {day}"), day=period.first)
    return language.say(N_("on {period}"), period=period)
