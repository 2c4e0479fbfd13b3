"""KPIs as sentences about somebody: "Facebook responde el 71 % en 24 horas, objetivo 90 %"."""

from typing import Final

from kpi.answers.attention import Attention
from kpi.answers.serving import Serving
from kpi.answers.value import Status, Value
from kpi.showing.charts.words import goal_text, label, platform_name, value_text
from kpi.showing.language import Language
from kpi.words import N_, Message

PHRASES: Final = {
    "engagement_rate_views": N_("On {who}, {value} of the views end in an engagement"),
    "engagement_rate_followers": N_("On {who}, a post engages {value} of the followers"),
    "engagements_per_post": N_("Engagements on {who}: {value}"),
    "conversation_rate": N_("Comments on {who}: {value}"),
    "amplification_rate": N_("Shares on {who}: {value}"),
    "click_through_rate": N_("On {who}, {value} of the views end in a click on the link"),
    "followers": N_("{who} has {value} followers"),
    "follower_growth": N_("The followers of {who} change by {value}"),
    "answered_within_1h": N_("{who} answers {value} within an hour"),
    "answered_within_24h": N_("{who} answers {value} within 24 hours"),
    "response_rate": N_("{who} answers {value} within a week"),
    "reply_time_median": N_("{who} answers half of the questions in {value} or less"),
    "reply_time_p90": N_("{who} answers nine in ten questions in {value} or less"),
    "revisit_rate_7d": N_("{value} come back to {who} within 7 days"),
    "revisit_rate_30d": N_("{value} come back to {who} within 30 days"),
    "returning_visitor_share": N_("{value} of the visitors of {who} had been there before"),
}
OTHERWISE: Final = N_("{who}, {kpi}: {value}")
MISSING: Final = N_("{who}, {kpi}: no value")


def phrase(value: Value, language: Language) -> str:
    """What a value says of its platform, or of the institution: a sentence without its full stop."""
    who = platform_name(value.platform, language) if value.platform else value.institution
    if value.value is None:
        return language.say(MISSING, who=who, kpi=label(value.key, language))
    template = PHRASES.get(value.key, OTHERWISE)
    said = language.say(template, who=who, kpi=label(value.key, language), value=value_text(value, language))
    return said[:1].upper() + said[1:]


def beside_goal(value: Value, language: Language) -> str:
    """The same with its goal, where it has one: "…, objetivo 90 %"."""
    said = phrase(value, language)
    return f"{said}, {goal_text(value, language)}" if value.goal else said


def with_cause(one: Attention, cause: Message | None, language: Language) -> str:
    """What needs attention as one sentence: the value, its goal, what most of the gap comes from, how sure it is."""
    said = beside_goal(one.value, language)
    if cause is not None:
        said = language.say(N_("{said}: above all {cause}"), said=said, cause=cause)
    if not one.certain:
        said = language.say(N_("{said} (it may be chance, n = {n})"), said=said, n=one.value.n)
    return said


VERDICTS: Final = {
    Status.MET: N_("serves it"),
    Status.CLOSE: N_("serves it in part"),
    Status.MISSED: N_("does not serve it"),
    Status.NO_DATA: N_("no goal to judge it by"),
}
WITHOUT_VALUES: Final = N_("no numbers to judge it by")


def served(one: Serving, language: Language) -> str:
    """What a platform is for, and how well it serves it: "Atención al cliente: cumple"."""
    promised = any(value.goal for value in one.values)
    waits = promised and one.status is Status.NO_DATA
    return f"{language.say(one.purpose.label)}: {language.say(WITHOUT_VALUES if waits else VERDICTS[one.status])}"
