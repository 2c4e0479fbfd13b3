"""What a page is about, under its title, and how fresh its data are, at its end."""

from typing import Final

from kpi.periods import date_of
from kpi.showing.charts.words import platform_name
from kpi.words import N_
from pages.shared.data import coverage, sources
from pages.shared.html import escape, show_html
from pages.shared.state import Choice, say

STALE_DAYS: Final = 7


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
    """Up to when the data reach, and which platforms stay behind: a figure is as fresh as its source."""
    rows = coverage(choice)
    if not rows:
        return
    ends: dict[str, int] = {}
    for row in rows:
        ends[row.platform] = max(ends.get(row.platform, 0), row.period.end)
    newest, language = max(ends.values()), choice.language
    behind = [
        say(N_("{platform} (until {day})"), platform=platform_name(key, language), day=date_of(end - 1))
        for key, end in ends.items()
        if newest - end >= STALE_DAYS
    ]
    said = (
        say(N_("Data up to {day}. A week or more behind: {names}."), day=date_of(newest - 1), names=behind)
        if behind
        else say(N_("Data up to {day}; no source is a week behind."), day=date_of(newest - 1))
    )
    mark = '<span class="v-at-risk">▲</span> ' if behind else ""
    show_html(f'<p class="v-note">{mark}{escape(said)}</p>')


def show_freshness(choice: Choice) -> None:
    """From when to when the data reach, and when something was last imported."""
    if choice.covered is None:
        return
    last = max(sources(choice).last_import.values(), default=None)
    said = say(N_("Data from {first} to {last}."), first=choice.covered.first, last=choice.covered.last)
    if last is not None:
        when = sources(choice).day_of(last)
        said += " " + say(N_("Last import on {day}."), day=when)
    if choice.whole.end > choice.period.end:
        said += " " + say(
            N_("The period still runs: it is shown up to {day} and compared with as many days."),
            day=date_of(choice.period.end - 1),
        )
    show_html(f'<p class="v-note">{escape(said)}</p>')
