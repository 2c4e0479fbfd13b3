"""The first rows of a file as they would be saved, under headings in the reader's language."""

from typing import Final

import pandas as pd

from kpi.catalogue.measures import MEASURES
from kpi.importing.preview import Preview
from kpi.store.schema import COUNTERS
from kpi.words import N_
from pages.shared.state import language, say

HEADINGS: Final = {
    "channel": N_("Account"),
    "post_id": N_("Post"),
    "published_at": N_("Published"),
    "format": N_("Format"),
    "title": N_("Title"),
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
}
# A post's counters and a channel's totals are the measures that they feed.
MEASURE_OF: Final = {name: name if name in MEASURES else f"post_{name}" for name in COUNTERS}


def rows_frame(tried: Preview) -> pd.DataFrame:
    """The preview's rows as texts: numbers as the language writes them, missing ones as a dash."""
    return pd.DataFrame(
        [[cell if isinstance(cell, str) else language().write(cell) for cell in row] for row in tried.rows],
        columns=[heading(name) for name in tried.columns],
    )


def heading(name: str) -> str:
    """What people call one of our fields."""
    measure = MEASURES.get(MEASURE_OF.get(name, name))
    if name in HEADINGS:
        return say(HEADINGS[name])
    return say(measure.label) if measure else name
