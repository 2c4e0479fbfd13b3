"""Exports that we know and take nothing of, each for its reason."""

from collections.abc import Sequence
from typing import Final

from kpi.importing.layout import Layout
from kpi.importing.records import Refusal
from kpi.words import N_, Message

REASONS: Final = {
    "no_kpi": N_("The file is recognised as {layout}, but it holds no KPI: there is nothing to import."),
    "no_dates": N_(
        "The file is recognised as {layout}, but its rows have no dates: nobody can say which day they count for. "
        "Import the platform's own export instead."
    ),
    "no_answer_times": N_(
        "The file is recognised as {layout}, but it does not say when each answer was sent: "
        "no response time can be counted. Export every message with its time."
    ),
    "no_answers": N_(
        "The file is recognised as {layout}, but it holds what customers wrote and not the bank's answers: "
        "every question would count as unanswered. Import an export that holds both."
    ),
    "no_identifiers": N_(
        "The file is recognised as {layout}, but its posts have no identifiers: imported twice, they would count twice. "
        "Export the posts from the platform's own pages, which name each."
    ),
    "no_period": N_(
        "The file is recognised as {layout}, but it does not say which days its totals cover, so that nobody can "
        "say when they count. Export it by day."
    ),
    "no_days": N_(
        "The file is recognised as {layout}, but it holds totals of a whole period: nobody can say what of them "
        "each day had. Export it by day."
    ),
    "best_alone": N_(
        "The file is recognised as {layout}, but it lists the best posts alone: the others would be missing. "
        "Import an export of all posts instead."
    ),
    "compared": N_(
        "The file is recognised as {layout}, but it compares periods or groups of visitors side by side: the same "
        "visitors would count in several rows. Export it without the comparison."
    ),
    "split": N_(
        "The file is recognised as {layout}, but its visitors are split by place, device or page, and rows with few "
        "people are withheld: they do not add up to all. Export the user acquisition instead."
    ),
    "parts": N_(
        "The file is recognised as {layout}, but it holds only parts of each day's figures, of those that the chart "
        "shows: they do not add up to the channel's. Export the totals by day."
    ),
}


def without_kpi(layouts: Sequence[Layout]) -> Refusal:
    """The refusal of a file whose tables we know and that hold nothing for us.

    Of several tables the first counts of which there is more to say than that it holds no KPI.
    """
    layout = next((layout for layout in layouts if layout.reason != "no_kpi"), layouts[0])
    return Refusal(Message(REASONS[layout.reason], {"layout": layout.key}), layout.key)
