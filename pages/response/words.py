"""The response page in words: a title that is a finding, and the sentences under it."""

from kpi.answers.open_turns import OpenTurns
from kpi.answers.value import KEPT, Status, Value
from kpi.answers.wait_bins import WaitBins
from kpi.catalogue.units import Quantity
from kpi.periods import Period
from kpi.rollup.buckets import DAY
from kpi.showing.charts.words import target_text, value_text
from kpi.showing.findings import capitalised
from kpi.showing.language import Language
from kpi.words import N_

WEEK = 7 * DAY


def title(in_time: Value, period: Period, language: Language) -> str:
    """How many of the questions were answered within 24 hours, beside what was promised."""
    when = capitalised(language.period(period))
    if in_time.value is None:
        return language.say(N_("{period}: how fast we answer"), period=when)
    share = value_text(in_time, language)
    if in_time.goal is None or in_time.status in (None, Status.NO_DATA):
        return language.say(
            N_("{period}: {share} of questions answered within 24 hours"), period=when, share=share
        )
    kept = in_time.status in KEPT
    return language.say(
        N_("{period}: {share} of questions answered within 24 hours, as promised ({goal})")
        if kept
        else N_("{period}: {share} of questions answered within 24 hours, {goal} were promised"),
        period=when,
        share=share,
        goal=target_text(in_time, language),
    )


def summary(found: WaitBins, median: Value, p90: Value, language: Language) -> str:
    """How many questions came in, how long half and nine in ten waited, and how many have no answer."""
    came = language.plural(N_("{count} question came in."), N_("{count} questions came in."), found.opened)
    waited = ""
    if median.value is not None and p90.value is not None:
        waited = language.say(
            N_(
                "Of those answered, half waited no longer than {median} and nine in ten no longer than {p90}."
            ),
            median=Quantity(median.value, median.unit),
            p90=Quantity(p90.value, p90.unit),
        )
    unanswered = (
        language.plural(
            N_("{count} still has no answer."), N_("{count} still have no answer."), found.still_open
        )
        if found.still_open
        else language.say(N_("All have an answer."))
    )
    return " ".join(filter(None, (came, waited, unanswered)))


def waiting(found: OpenTurns, language: Language) -> str:
    """Who waits at the end of the data, whenever they asked."""
    if not found.count:
        return language.say(N_("At the end of the data nobody waits."))
    old = found.older_than(WEEK)
    return language.plural(
        N_("At the end of the data {count} question waits; open for more than a week: {old}."),
        N_("At the end of the data {count} questions wait; open for more than a week: {old}."),
        found.count,
        old=old,
    )
