"""Records into facts, and back: one file per kind of fact, each with its way in and its way out."""

from collections.abc import Callable, Sequence
from typing import Final

from sqlalchemy import Connection

from kpi.catalogue.measures import Fact
from kpi.importing.save import goals, messages, posts, totals, visits
from kpi.importing.save.batch import Batch, Saved
from kpi.rollup.touched import Touched

__all__ = ["Batch", "Saved", "save", "take_back"]

SAVE: Final[dict[Fact, Callable[[Connection, Batch], Saved]]] = {
    Fact.POST: posts.save,
    Fact.CHANNEL_DAY: totals.save,
    Fact.CHANNEL_SPAN: totals.save,
    Fact.MESSAGE: messages.save,
    Fact.VISIT: visits.save,
    Fact.GOAL: goals.save,
}
TAKE_BACK: Final[Sequence[Callable[[Connection, int], Touched]]] = (
    posts.take_back,
    totals.take_back,
    messages.take_back,
    visits.take_back,
    goals.take_back,
)


def save(connection: Connection, fact: Fact, batch: Batch) -> Saved:
    """Save the records of one import, all of one `fact`; days and spans of channels are saved as one."""
    return SAVE[fact](connection, batch)


def take_back(connection: Connection, import_id: int) -> Touched:
    """Remove what one import brought, and only that; say what it touched."""
    touched = Touched()
    for step in TAKE_BACK:
        touched.add(step(connection, import_id))
    return touched
