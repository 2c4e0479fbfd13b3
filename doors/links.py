"""Which files the server has shown to whom. Streamlit hands a file to anybody who has its link.

A link is told to a person on their websocket; somebody else who has got hold of it finds nothing there.
"""

import re
from collections import OrderedDict
from typing import Final

from kpi.access.person import Person

MEDIA: Final = "/media/"
LINK: Final = re.compile(rb"/media/([0-9A-Za-z_-]+)")
REMEMBERED: Final = 20_000


class Links:
    """The files that were told to people, the newest `limit` of them; older ones have to be asked for again."""

    def __init__(self, limit: int = REMEMBERED) -> None:
        self._limit = limit
        self._told: OrderedDict[tuple[str, str, str], None] = OrderedDict()

    def tell(self, person: Person, message: bytes) -> None:
        """Remember the links in what is sent to a person."""
        if MEDIA.encode() not in message:
            return
        for name in LINK.findall(message):
            told = (*person.identity, name.decode())
            self._told[told] = None
            self._told.move_to_end(told)
        while len(self._told) > self._limit:
            self._told.popitem(last=False)

    def told(self, person: Person, path: str) -> bool:
        """Whether the file at `path` was shown to that person."""
        name = path.rpartition(MEDIA)[2].partition(".")[0]
        return (*person.identity, name) in self._told
