"""What is said of the texts of messages that an institution keeps."""

from typing import Final

from kpi.store.texts import Kept
from kpi.words import N_, Message

KEPT: Final = N_(
    "{institution} keeps the texts of messages for {days} days after they were written. Stored now: {texts}."
)
NOT_KEPT: Final = N_("{institution} keeps no texts of messages.")


def said_of(kept: Kept, institution: str) -> Message:
    """Whether texts are kept, for how long, and how many there are."""
    if kept.days is None:
        return Message(NOT_KEPT, {"institution": institution})
    return Message(KEPT, {"institution": institution, "days": kept.days, "texts": kept.texts})
