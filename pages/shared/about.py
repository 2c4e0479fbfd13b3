"""What a page is about, under its title, and how fresh its data are, at its end."""

from typing import Final

from kpi.answers.freshness import Freshness, freshness
from kpi.periods import date_of
from kpi.showing.charts.words import platform_name
from kpi.words import N_
from pages.data.report_view import fact_name
from pages.shared.data import coverage, sources
from pages.shared.html import escape, show_html
from pages.shared.state import Choice, say

NAMED: Final = 3
"""Sources that are named one by one, the same on every page."""


def show_about(choice: Choice) -> None:
    """Institution, period, platforms, and what the period is compared with."""
    language = choice.language
    chosen = [platform_name(key, language) for key in choice.platforms] or [platform_name(None, language)]
    parts = (
        choice.institution.name,
        language.period(choice.period),
        ", ".join(chosen),
        say(N_("compared with {period}"), period=choice.before),
    )
    show_html(f'<p class="v-about">{escape(" · ".join(parts))}</p>')


def show_reach(choice: Choice) -> None:
    """Up to when the data reach, and which sources stay behind: a figure is as fresh as its source."""
    found = freshness(coverage(choice))
    if found is None:
        return
    newest = found.newest.first
    said = (
        say(N_("Data up to {day}. A week or more behind: {names}."), day=newest, names=_behind(found, choice))
        if found.behind
        else say(N_("Data up to {day}; no source ends a week before that."), day=newest)
    )
    mark = '<span class="v-at-risk">▲</span> ' if found.behind else ""
    show_html(f'<p class="v-note">{mark}{escape(said)}</p>')


def _behind(found: Freshness, choice: Choice) -> list[str]:
    """The sources that are behind, each with its last day; where they are many, how many of all."""
    if len(found.behind) > NAMED:
        return [say(N_("{some} of {all} sources"), some=len(found.behind), all=len(found.sources))]
    return [
        say(
            N_("{platform} ({fact}, until {day})"),
            platform=platform_name(source.platform, choice.language),
            fact=fact_name(source.fact),
            day=source.period.last,
        )
        for source in found.behind
    ]


def show_freshness(choice: Choice) -> None:
    """From when to when the data reach, and when something was last imported."""
    if choice.covered is None:
        return
    imported = max(sources(choice).last_import.values(), default=None)
    first, last = choice.covered.first, choice.covered.last
    said = say(N_("Data from {first} to {last}."), first=first, last=last)
    if first == last:
        said = say(N_("Data of {day}."), day=first)
    if imported is not None:
        when = sources(choice).day_of(imported)
        said += " " + say(N_("Last import on {day}."), day=when)
    if choice.whole.end > choice.period.end:
        said += " " + say(
            N_("The period still runs: it is shown up to {day} and compared with as many days."),
            day=date_of(choice.period.end - 1),
        )
    show_html(f'<p class="v-note">{escape(said)}</p>')
