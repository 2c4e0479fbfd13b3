"""What a parent asks of a child. It is pickled: it goes from the trusted side to the other, never back."""

import pickle  # nosec: see above
from dataclasses import dataclass
from typing import Any

from kpi.importing.confined import wire
from kpi.importing.limits import Limits


@dataclass(frozen=True)
class Asked:
    """What to read: the file's name and size (its bytes follow), the limits, and the options of `parse`."""

    name: str
    size: int
    limits: Limits
    options: dict[str, Any]


def question(asked: Asked) -> bytes:
    """As it is sent, before the bytes of the file."""
    return wire.frame(wire.ASKED, pickle.dumps(asked))
