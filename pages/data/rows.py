"""The first rows of a file as they would be saved, under headings in the reader's language."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

import pandas as pd

from kpi.catalogue.formats import FORMATS
from kpi.catalogue.kpis import KPIS
from kpi.catalogue.measures import MEASURES
from kpi.catalogue.purposes_of_posts import PURPOSES
from kpi.importing.preview import Cell, FirstRows
from kpi.platforms import BY_KEY
from kpi.store.schema import COUNTERS
from kpi.words import N_
from pages.shared.state import language, say

HEADINGS: Final = {
    "channel": N_("Account"),
    "post_id": N_("Post"),
    "published_at": N_("Published"),
    "format": N_("Format"),
    "title": N_("Title"),
    "campaign": N_("Campaign"),
    "purpose": N_("Purpose"),
    "first_day": N_("First day"),
    "last_day": N_("Last day"),
    "segment": N_("Segment"),
    "message_id": N_("Message"),
    "conversation_id": N_("Conversation"),
    "sent_at": N_("Sent"),
    "direction": N_("Direction"),
    "automated": N_("Automated"),
    "visitor": N_("Visitor"),
    "visited_at": N_("Visited"),
    "kind": N_("Kind"),
    "kpi": N_("KPI"),
    "platform": N_("Platform"),
    "month": N_("Month"),
    "floor": N_("Floor"),
    "target": N_("Target"),
    "stretch": N_("Stretch"),
    "owner": N_("Owner"),
    "reason": N_("Reason"),
    "impressions": N_("Impressions, before views"),
}
WORDS: Final[dict[tuple[str, Cell], str]] = {
    ("direction", "in"): N_("received"),
    ("direction", "out"): N_("sent"),
    ("automated", 0): N_("no"),
    ("automated", 1): N_("yes"),
    ("kind", "visit"): N_("visit"),
    ("kind", "like"): N_("Like"),
}
KNOWN: Final[dict[str, Mapping[str, str]]] = {
    "format": FORMATS,
    "purpose": PURPOSES,
    "platform": {key: platform.label for key, platform in BY_KEY.items()},
    "kpi": {key: each.label for key, each in MEASURES.items()}
    | {key: each.label for key, each in KPIS.items()},
}
"""Our own keys, which stand in some columns: what people call them."""

# A post's counters and a channel's totals are the measures that they feed.
MEASURE_OF: Final = {name: name if name in MEASURES else f"post_{name}" for name in COUNTERS}


def rows_frame(part: FirstRows) -> pd.DataFrame:
    """The rows as texts: numbers as the language writes them, missing ones as a dash."""
    return pd.DataFrame(
        [[cell_words(name, cell) for name, cell in zip(part.columns, row, strict=True)] for row in part.rows],
        columns=[heading(name) for name in part.columns],
    )


def cell_words(name: str, cell: Cell) -> str:
    """A cell in words where we have a word for what it says; dates as the language writes them."""
    if (name, cell) in WORDS:
        return say(WORDS[name, cell])
    if isinstance(cell, datetime):
        return f"{language().date(cell.date())}, {cell:%H:%M}"
    if isinstance(cell, date):
        return language().short_month(cell) if name == "month" else language().date(cell)
    if isinstance(cell, str):
        return say(KNOWN[name][cell]) if cell in KNOWN.get(name, ()) else cell
    return language().write(cell)


def heading(name: str) -> str:
    """What people call one of our fields."""
    measure = MEASURES.get(MEASURE_OF.get(name, name))
    if name in HEADINGS:
        return say(HEADINGS[name])
    return say(measure.label) if measure else name
