"""Values in words, as pages and reports say them: titles that are findings, and what missed its goal, worst first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kpi.answers.attention import Attention, attention, rank
from kpi.answers.comparison import compare
from kpi.answers.value import KEPT, RUNNING, Status, Value
from kpi.periods import Period
from kpi.showing.changes import change_text, during
from kpi.showing.charts.words import figure, has_few_cases, is_too_early, label, platform_name, value_text
from kpi.showing.language import Language
from kpi.showing.phrases import with_cause
from kpi.words import N_, Message

WORST_SHOWN: Final = 3


def title(totals: Sequence[Value], of_platforms: Sequence[Value], period: Period, language: Language) -> str:
    """How many goals are met, or on track while the period runs: the institution's own, or else the platforms'."""
    promised = with_goal(totals) or with_goal(of_platforms)
    met = kept(promised)
    when = capitalised(language.period(period))
    if not promised:
        return language.say(N_("{period}: no goals set yet"), period=when)
    if not judged(promised):
        return none_judged(period, language)
    if runs(promised):
        return language.plural(
            N_("{period}, so far: {count} of {all} goals on track"),
            N_("{period}, so far: {count} of {all} goals on track"),
            met,
            all=len(promised),
            period=when,
        )
    if len(promised) == 1:
        one = N_("{period}: the one goal is met") if met else N_("{period}: the one goal is not met")
        return language.say(one, period=when)
    if met == len(promised):
        return language.say(N_("{period}: all {count} goals are met"), period=when, count=met)
    return language.plural(
        N_("{period}: {count} of {all} goals met"),
        N_("{period}: {count} of {all} goals met"),
        met,
        all=len(promised),
        period=when,
    )


def none_judged(period: Period, language: Language) -> str:
    """The title where goals hold and none can be judged: their numbers are missing, or their days have not passed."""
    when = capitalised(language.period(period))
    return language.say(N_("{period}: no goal can be judged yet"), period=when)


NONE_JUDGED: Final = N_(
    "Whether anything needs attention cannot be said yet: no goal has a number to judge it by."
)
"""In place of what needs attention, where goals hold and none can be judged."""


COUNTED: Final = (
    (Status.MET, N_("{count} met"), N_("{count} met")),
    (Status.ON_TRACK, N_("{count} on track"), N_("{count} on track")),
    (Status.CLOSE, N_("{count} came close"), N_("{count} came close")),
    (Status.AT_RISK, N_("{count} at risk"), N_("{count} at risk")),
    (Status.MISSED, N_("{count} missed"), N_("{count} missed")),
)


def sentence(totals: Sequence[Value], of_platforms: Sequence[Value], language: Language) -> str:
    """The platforms' goals, counted by status; without any, whether there is a goal for all together."""
    promised = with_goal(of_platforms)
    if not promised:
        return language.say(
            N_("The goals of this period are for all platforms together; none is for one platform.")
            if with_goal(totals)
            else N_("No goal holds for a platform in this period. Set them on the Goals page.")
        )
    early = sum(map(is_too_early, promised))
    counted = (
        *((one, many, count(promised, status)) for status, one, many in COUNTED),
        (N_("{count} too early to say"), N_("{count} too early to say"), early),
        (N_("{count} without data"), N_("{count} without data"), count(promised, Status.NO_DATA) - early),
    )
    parts = [language.plural(one, many, number) for one, many, number in counted if number]
    return language.plural(
        N_("Platform by platform there is {count} goal: {parts}."),
        N_("Platform by platform there are {count} goals: {parts}."),
        len(promised),
        parts=parts,
    )


@dataclass(frozen=True)
class Need:
    """Something that needs attention: the value that falls short of its goal, and the sentence about it."""

    value: Value
    sentence: str


def needs(
    totals: Sequence[Value],
    of_platforms: Sequence[Value],
    language: Language,
    causes_of: Callable[[Sequence[Value]], Sequence[Message | None]],
) -> list[Need]:
    """What falls short of its goal, the widest gap first: at most `WORST_SHOWN`.

    `causes_of` says what most of each gap comes from, where something stands out.
    """
    shown = in_need(totals, of_platforms)[:WORST_SHOWN]
    causes = causes_of([one.value for one in shown])
    return [
        Need(one.value, with_cause(one, cause, language)) for one, cause in zip(shown, causes, strict=True)
    ]


def in_need(totals: Sequence[Value], of_platforms: Sequence[Value]) -> list[Attention]:
    """By platform where a platform has a goal, else for the institution.

    Missed ones come first, then those at risk, and what few cases say comes last.
    """
    found = attention(of_platforms) or attention(totals)
    return sorted(found, key=lambda one: (has_few_cases(one.value), rank(one.value)))


def with_goal(values: Iterable[Value]) -> list[Value]:
    return [value for value in values if value.goal is not None]


def judged(values: Iterable[Value]) -> bool:
    """Whether any goal of these values is kept, or falls short."""
    return any(value.status not in (None, Status.NO_DATA) for value in values)


def count(values: Sequence[Value], status: Status) -> int:
    return sum(value.status is status for value in values)


def kept(values: Sequence[Value]) -> int:
    """How many met their goals, or are on track."""
    return sum(value.status in KEPT for value in values)


def runs(values: Iterable[Value]) -> bool:
    """Whether a period is judged that still runs."""
    return any(value.status in RUNNING for value in values)


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def finding(now: Value, before: Value, language: Language) -> str:
    """The chart's title: what happened to the KPI; how it changed only where that can be said."""
    name = label(now.key, language)
    when = during(now.period, language)
    if now.value is None:
        return language.say(N_("{kpi}: no value {when}"), kpi=name, when=when)
    if isinstance(compare(now, before), Message):  # the tiles say why
        return language.say(
            N_("{kpi}: {value} {when}"),
            kpi=name,
            value=figure(now, language),
            when=when,
        )
    return language.say(
        N_("{kpi}: {value} {when}, {change}"),
        kpi=name,
        value=figure(now, language),
        when=when,
        change=change_text(now, before, language),
    )


def leader(values: list[Value], better_is_more: bool, language: Language) -> str:
    """A bullet chart's title: who leads, with the number."""
    known = [v for v in values if v.value is not None]
    name = label(values[0].key, language)
    if len(known) < 2:
        return name
    best = sorted(known, key=lambda v: v.value or 0, reverse=better_is_more)[0]
    return language.say(
        N_("{kpi}: {platform} leads with {value}"),
        kpi=name,
        platform=platform_name(best.platform, language),
        value=value_text(best, language),
    )
