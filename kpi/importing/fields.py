"""Our own fields: what a layout can fill, and what kind of cell each is."""

from enum import StrEnum
from typing import Final

from kpi.catalogue.measures import Fact
from kpi.store.schema import COUNTERS, OF_MONTHS, TOTALS


class Cell(StrEnum):
    """What a cell holds, once it is read."""

    ID = "id"
    IDS = "ids"
    TEXT = "text"
    HANDLE = "handle"
    PLATFORM = "platform"
    WHOLE = "whole"
    NUMBER = "number"
    MOMENT = "moment"
    DAY = "day"
    MONTH = "month"
    CHOICE = "choice"
    FLAG = "flag"


_WHERE: Final = {"platform": Cell.PLATFORM, "handle": Cell.HANDLE}
_OF_DAYS: Final = [name for name in TOTALS if name not in OF_MONTHS]

FIELDS_OF: Final[dict[Fact, dict[str, Cell]]] = {
    Fact.POST: {
        **_WHERE,
        "post_id": Cell.ID,
        "published_at": Cell.MOMENT,
        "format": Cell.CHOICE,
        "title": Cell.TEXT,
        "permalink": Cell.TEXT,
        "campaign": Cell.TEXT,
        "purpose": Cell.CHOICE,
        **dict.fromkeys(COUNTERS, Cell.WHOLE),
    },
    Fact.CHANNEL_DAY: {**_WHERE, "day": Cell.DAY, **dict.fromkeys(_OF_DAYS, Cell.WHOLE)},
    Fact.CHANNEL_SPAN: {
        **_WHERE,
        "month": Cell.MONTH,
        "segment": Cell.TEXT,
        **dict.fromkeys(TOTALS, Cell.WHOLE),
    },
    Fact.MESSAGE: {
        **_WHERE,
        "message_id": Cell.ID,
        "conversation_id": Cell.ID,
        "reply_to": Cell.ID,
        "links": Cell.IDS,
        "sent_at": Cell.MOMENT,
        "answered_at": Cell.MOMENT,
        "direction": Cell.CHOICE,
        "automated": Cell.FLAG,
        "author": Cell.TEXT,
        "text": Cell.TEXT,
    },
    Fact.VISIT: {
        **_WHERE,
        "visit_id": Cell.ID,
        "visitor": Cell.ID,
        "visited_at": Cell.MOMENT,
        "kind": Cell.CHOICE,
    },
    Fact.GOAL: {
        "kpi": Cell.TEXT,
        "platform": Cell.PLATFORM,
        "month": Cell.MONTH,
        "floor": Cell.NUMBER,
        "target": Cell.NUMBER,
        "stretch": Cell.NUMBER,
        "owner": Cell.TEXT,
        "reason": Cell.TEXT,
    },
}

REQUIRED_OF: Final[dict[Fact, tuple[str, ...]]] = {
    Fact.POST: ("post_id", "published_at"),
    Fact.CHANNEL_DAY: ("day",),
    Fact.CHANNEL_SPAN: ("segment",),
    Fact.MESSAGE: ("sent_at", "direction"),
    Fact.VISIT: ("visitor", "visited_at"),
    Fact.GOAL: ("kpi", "month", "target"),
}

MENTIONING: Final = ("sent_at", "author", "text")
"""What messages need whose conversations come from mentions, instead of the above."""

SAID_BY_MENTIONS: Final = ("conversation_id", "reply_to", "links", "direction", "answered_at")

IN, OUT = "in", "out"
VISIT, LIKE = "visit", "like"
