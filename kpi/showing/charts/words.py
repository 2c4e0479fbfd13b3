"""The sentences of a chart: what a point says when it is pointed at, and what a status is called."""

from collections.abc import Iterable
from typing import Final

from kpi.answers.completeness import known_days
from kpi.answers.value import Missing, Status, Value
from kpi.catalogue.kpis import GROWING, KPIS, Better, MeanOverPosts, Theme
from kpi.catalogue.measures import MEASURES
from kpi.catalogue.units import Unit
from kpi.platforms import BY_KEY
from kpi.showing.language import Language
from kpi.words import N_

SHAPES: Final = {
    Status.MET: "●",
    Status.CLOSE: "▲",
    Status.MISSED: "■",
    Status.ON_TRACK: "◉",
    Status.AT_RISK: "▲",
    Status.NO_DATA: "○",
}
"""Status is a shape, a word and a colour."""

THEMES: Final = {
    Theme.ENGAGEMENT: N_("Engagement"),
    Theme.AUDIENCE: N_("Audience"),
    Theme.RESPONSE: N_("Response"),
    Theme.REVISITS: N_("Revisits"),
    Theme.UPTAKE: N_("Product uptake"),
}

STATUS_WORDS: Final = {
    Status.MET: N_("met"),
    Status.CLOSE: N_("came close"),
    Status.MISSED: N_("missed"),
    Status.ON_TRACK: N_("on track"),
    Status.AT_RISK: N_("at risk"),
    Status.NO_DATA: N_("no data"),
}
WHY_MISSING: Final = {
    Missing.NOT_COLLECTED: N_("No imported file has it for this period."),
    Missing.NO_CASES: N_("There was nothing to divide by in this period."),
    Missing.NOT_COMPLETE: N_("Its days have not passed yet."),
    Missing.NO_BASELINE: N_("There is no earlier number to start from."),
    Missing.NO_GOAL: N_("No reply time was promised for these days."),
    Missing.TWO_DEFINITIONS: N_(
        "In a part of this period the platform counted impressions, in the rest views: they are not one series."
    ),
    Missing.NO_SCHEDULE: N_("There is no schedule of service hours for these days."),
}
FEW: Final = 30
"""Below this many cases a rate is shown with its cases: "4 of 9"."""


def label(key: str, language: Language) -> str:
    """A KPI's or measure's name."""
    return language.say(KPIS[key].label if key in KPIS else MEASURES[key].label)


def label_in_theme(key: str, language: Language) -> str:
    """A KPI's name after its theme, for a list of all of them: "Respuesta · Respondido en 1 hora"."""
    return f"{language.say(THEMES[KPIS[key].theme])} · {label(key, language)}"


def platform_name(key: str | None, language: Language) -> str:
    return language.say(BY_KEY[key].label) if key else language.say(N_("All platforms"))


def status_text(status: Status, language: Language) -> str:
    """The shape and the word: "● cumplido"."""
    return f"{SHAPES[status]} {language.say(STATUS_WORDS[status])}"


def legend(statuses: Iterable[Status | None], language: Language) -> str:
    """What the shapes of these statuses mean, each once."""
    seen = set(statuses)
    return "   ".join(status_text(one, language) for one in Status if one in seen)


def is_too_early(value: Value) -> bool:
    """Whether there is a value and a goal, and no verdict because the days of most cases, or of the period, have not
    passed.
    """
    return value.value is not None and value.goal is not None and value.status is Status.NO_DATA


def verdict_text(value: Value, language: Language) -> str:
    """A value's status, "● cumplido", or that it is too early for one; nothing without a goal."""
    if value.status is None:
        return ""
    if is_too_early(value):
        return f"{SHAPES[Status.NO_DATA]} {language.say(N_('too early to say'))}"
    return status_text(value.status, language)


def figure(value: Value, language: Language) -> str:
    """The value alone: beside a goal with so many decimals that it differs from the goal where it is another."""
    if value.value is None or value.goal is None:
        return language.value(value.value, value.unit)
    return language.two(value.value, value.goal.target, value.unit)[0]


def target_text(value: Value, language: Language) -> str:
    """The goal alone, with the decimals of the value beside it; nothing without one."""
    if value.goal is None:
        return ""
    if value.value is None:
        return language.value(value.goal.target, value.unit, trim=True)
    return language.two(value.value, value.goal.target, value.unit)[1]


def value_text(value: Value, language: Language) -> str:
    """The value, with its cases where they are few: "44,4 % (4 de 9)"."""
    text = figure(value, language)
    return f"{text} ({cases})" if (cases := few_cases(value, language)) else text


def few_cases(value: Value, language: Language) -> str:
    """The cases of a share that has few: "4 de 9"; else nothing."""
    if not has_few_cases(value) or value.numerator is None or value.denominator is None:
        return ""
    return language.say(N_("{some} of {all}"), some=int(value.numerator), all=int(value.denominator))


def has_few_cases(value: Value) -> bool:
    """Whether a share was divided from so few cases that it should not be read without them."""
    return is_divided(value) and (value.denominator or 0) < FEW


def is_divided(value: Value) -> bool:
    """Whether a value is a share of its denominator: how much more there is of something is none, nor is a mean."""
    other = value.key in KPIS and isinstance(KPIS[value.key].formula, (*GROWING, MeanOverPosts))
    return value.unit is Unit.SHARE and not other and value.value is not None and (value.denominator or 0) > 0


def goal_text(value: Value, language: Language) -> str:
    """The goal in words: "objetivo 90 %", "objetivo: hasta 2 h"; nothing without one."""
    if value.goal is None:
        return ""
    target = target_text(value, language)
    less = value.key in KPIS and KPIS[value.key].better is Better.LESS
    return language.say(N_("goal: at most {target}") if less else N_("goal {target}"), target=target)


def goal_sign(value: Value, language: Language) -> str:
    """The goal where room is short: "≥ 90 %", "≤ 2 h"; nothing without one."""
    if value.goal is None:
        return ""
    less = value.key in KPIS and KPIS[value.key].better is Better.LESS
    return f"{'≤' if less else '≥'}\N{NO-BREAK SPACE}{target_text(value, language)}"


def why_missing(value: Value, language: Language) -> str:
    return language.say(WHY_MISSING[value.missing or Missing.NOT_COLLECTED])


def _days_known(value: Value, language: Language) -> str:
    """Of how many of its days a value is; where nobody can say how many, only that some are missing."""
    known = known_days(value)
    if known is None or known >= value.period.days:
        return language.say(N_("part of its days have no data"))
    return language.say(N_("{some} of {all} days have data"), some=known, all=value.period.days)


def hover(value: Value, language: Language, *, name: str | None = None, partly: bool = False) -> str:
    """The whole sentence: what, when, the value, its n, its goal and status; of a value of part of its days, that."""
    lines = [f"<b>{name or label(value.key, language)}</b>", language.period(value.period)]
    if value.value is None:
        lines.append(why_missing(value, language))
    else:
        lines.append(f"<b>{value_text(value, language)}</b>")
        if value.n is not None:
            lines.append(language.say(N_("n = {n}"), n=value.n))
        if partly:
            lines.append(_days_known(value, language))
    if value.goal is not None and value.status is not None:
        lines.append(f"{goal_text(value, language)}: {verdict_text(value, language)}")
        if is_too_early(value) and value.status_reason:
            lines.append(language.say(value.status_reason))
    return "<br>".join(lines)
