"""What a parent asks of a child. It is pickled: it goes from the trusted side to the other, never back."""

import pickle  # nosec: see above
from dataclasses import dataclass
from typing import Any, Literal

from kpi.importing.confined import wire
from kpi.importing.limits import Limits


@dataclass(frozen=True)
class Asked:
    """What to do: read a file, look what tables it has, or cite cells; its name and size (its bytes follow); limits, options."""

    name: str
    size: int
    limits: Limits
    options: dict[str, Any]
    task: Literal["parse", "look", "cite"] = "parse"


def question(asked: Asked) -> bytes:
    """As it is sent, before the bytes of the file."""
    return wire.frame(wire.ASKED, pickle.dumps(asked))
