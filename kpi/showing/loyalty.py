"""Coming back and buying, in words: what was counted, how sure that is, and what it does not prove."""

from collections.abc import Sequence
from typing import Final

from kpi.answers.cohort_base import Base
from kpi.answers.value import Value
from kpi.catalogue.references import refused_references
from kpi.showing.charts.dots import interval_text
from kpi.showing.charts.references import reference_text
from kpi.showing.charts.words import platform_name
from kpi.showing.findings import capitalised
from kpi.showing.language import Language
from kpi.words import N_

MANY: Final = 2
"""From this many times as many on, how many times is said."""


def title(values: Sequence[Value], days: int, language: Language) -> str:
    """Who comes back most and least, of one KPI's values by platform."""
    known = sorted((v for v in values if v.value is not None), key=lambda v: -(v.value or 0.0))
    if not known:
        return language.say(N_("Who comes back?"))
    best = _share(known[0], language)
    if len(known) == 1:
        return language.plural(
            N_("{best} come back within {count} day"),
            N_("{best} come back within {count} days"),
            days,
            best=best,
        )
    return language.plural(
        N_("{best} come back within {count} day; {worst}"),
        N_("{best} come back within {count} days; {worst}"),
        days,
        best=best,
        worst=_share(known[-1], language),
    )


def _share(value: Value, language: Language) -> str:
    return language.say(
        N_("{platform}: {share}"),
        platform=value.channel or platform_name(value.platform, language),
        share=language.value(value.value, value.unit),
    )


def beside_reference(value: Value, language: Language) -> str:
    """What a share says beside the published one; nothing where there is none, or no interval."""
    reference = value.reference
    if reference is None or value.low is None or value.high is None:
        return ""
    if value.low <= reference.value <= value.high:
        template = N_(
            "{platform}: {some} of {all} came back ({share}, {interval}). That agrees with the published figure: {reference}."
        )
    elif value.low > reference.value:
        template = N_(
            "{platform}: {some} of {all} came back ({share}, {interval}). That is more than the published figure: {reference}."
        )
    else:
        template = N_(
            "{platform}: {some} of {all} came back ({share}, {interval}). That is less than the published figure: {reference}."
        )
    return language.say(
        template,
        platform=platform_name(value.platform, language),
        some=int(value.numerator or 0),
        all=int(value.denominator or 0),
        share=language.value(value.value, value.unit),
        interval=interval_text(value, language),
        reference=reference_text(reference, language),
    )


WHO: Final = {
    Base.LIKERS: N_("whoever clicked Like"),
    Base.FIRST_VISITORS: N_("whoever came for the first time"),
    Base.BOTH: N_("whoever clicked Like or came for the first time"),
}
Counted = tuple[Value, Base | None]
"""A revisit rate, and of whom it is."""


def public_and_private(of_public: Counted, of_private: Counted, language: Language) -> str:
    """How the private community compares with the public networks; how many times only where the same people count."""
    (public, its_base), (private, other_base) = of_public, of_private
    if public.value is None or private.value is None:
        return ""
    said = {
        "private": language.value(private.value, private.unit),
        "public": language.value(public.value, public.unit),
    }
    if its_base is not other_base and its_base and other_base:
        bases = {"public_who": language.say(WHO[its_base]), "private_who": language.say(WHO[other_base])}
        return language.say(
            N_(
                "In private communities {private} come back, on public networks {public}: not the same people, so neither is a multiple of the other. There {private_who} counts, here {public_who}."
            ),
            **said,
            **bases,
        )
    if public.value > 0 and private.value / public.value >= MANY:
        times = language.number(private.value / public.value, 0)
        return language.say(
            N_("In private communities {private} come back, {times} times the {public} of public networks."),
            times=times,
            **said,
        )
    return language.say(
        N_("In private communities {private} come back, on public networks {public}."), **said
    )


def uptake(members: Value, others: Value, lift: Value, language: Language) -> str:
    """How many of the members and of the others took up a product, and whether the difference may be chance."""
    if lift.value is None:
        return ""
    counted = language.say(
        N_(
            "{period}: of the members {some} of {all} took up a product ({share}), of the other customers {other_some} of {other_all} ({other_share})."
        ),
        period=capitalised(language.period(lift.period)),
        some=int(members.numerator or 0),
        all=int(members.denominator or 0),
        share=language.value(members.value, members.unit),
        other_some=int(others.numerator or 0),
        other_all=int(others.denominator or 0),
        other_share=language.value(others.value, others.unit),
    )
    return f"{counted} {verdict(lift, language)}"


def verdict(lift: Value, language: Language) -> str:
    """How much more or less it is, and whether chance alone could make it."""
    if lift.value is None:
        return ""
    amount = language.value(abs(lift.value), lift.unit)
    difference = language.say(N_("{share} more") if lift.value >= 0 else N_("{share} less"), share=amount)
    if lift.low is None or lift.high is None:
        return language.say(N_("That is {difference}."), difference=difference)
    template = (
        N_("That is {difference}; with so many cases it could be anything {interval}, so it may be chance.")
        if lift.low <= 0 <= lift.high
        else N_("That is {difference} ({interval}), more than chance would make of it.")
    )
    return language.say(template, difference=difference, interval=interval_text(lift, language))


def refused_beside(kpi: str, platform: str, language: Language, *, drawn: bool = True) -> list[str]:
    """The published figures that are not drawn beside a KPI, each with its source and why; see `refused_references`."""
    return [
        language.say(
            N_("Not drawn here: “{reference}”, because {why_not}"),
            reference=reference_text(one, language),
            why_not=language.say(why_not),
        )
        for one, why_not in refused_references(kpi, platform, drawn=drawn)
    ]
