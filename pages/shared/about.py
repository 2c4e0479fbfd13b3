"""What a page is about, under its title, and how fresh its data are, at its end."""

from kpi.periods import date_of
from kpi.showing.charts.words import platform_name
from kpi.words import N_
from pages.shared.data import sources
from pages.shared.html import escape, show_html
from pages.shared.state import Choice, say


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
