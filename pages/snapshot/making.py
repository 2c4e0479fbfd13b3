"""A file that is made in a thread of its own, which tells here how far it is; it is kept for the tab that asked for it."""

from typing import Final

import streamlit as st

from kpi.access.door import Access
from kpi.acts.exports import make
from kpi.errors import KpiError
from kpi.showing.snapshot_contents import Filters
from kpi.words import N_, Message
from pages.shared.thread import OwnThread, unexpected
from pages.snapshot.offers import Offer, Taken

UNEXPECTED: Final = N_(
    "The file could not be made. Give your administrator the reference {reference}: the server's log explains it."
)
STARTING: Final = N_("Beginning")
QUICK_SECONDS: Final = 0.8
"""So long the page waits before it shows a bar: a short period's files are ready by then, and nothing jumps."""
MOST_KEPT: Final = 3
"""Files that a tab keeps; what was asked for first goes first."""
_KEPT: Final = "snapshot.made"

Key = tuple[str, str, int, Filters]
"""The offer, the database's address, the data version, the filters: everything that a file depends on."""


class Cancelled(Exception):
    """Somebody does not want the file any more."""


class Making(OwnThread):
    """One file on its way. `result` is there when it has ended: the file, or in a sentence why there is none."""

    def __init__(self, offer: Offer, access: Access, filters: Filters) -> None:
        super().__init__("vinculo file to take away")
        self.result: Taken | Message | None = None
        self._offer, self._access, self._filters = offer, access, filters
        self._told: tuple[Message, float] = (Message(STARTING), 0.0)

    def look(self) -> tuple[Message, float]:
        """What is being made, and which share of all is done."""
        with self._lock:
            return self._told

    def _tell(self, what: Message, done: float) -> None:
        if self.is_cancelled:
            raise Cancelled
        with self._lock:
            self._told = (what, done)

    def _work(self) -> None:
        try:
            self.result = make(self._access, self._filters, self._offer.make, self._tell)
        except Cancelled:
            pass
        except KpiError as error:
            self.result = error.message
        except Exception as error:
            self.result = unexpected(error, UNEXPECTED)


def key_of(offer: Offer, access: Access, filters: Filters) -> Key:
    return (offer.key, access.address, filters.institution.data_version, filters)


def kept(key: Key) -> Making | None:
    """What this tab has asked for by exactly this key and did not cancel."""
    found = _all().get(key)
    return None if found is None or found.is_cancelled else found


def begin(offer: Offer, access: Access, filters: Filters) -> None:
    """Start making a file; a short one is ready when this returns."""
    making = Making(offer, access, filters)
    everything = _all()
    everything.pop(key_of(offer, access, filters), None)
    everything[key_of(offer, access, filters)] = making
    for key in list(everything)[:-MOST_KEPT]:
        everything.pop(key).cancel()
    making.start()
    making.wait(QUICK_SECONDS)


def _all() -> dict[Key, Making]:
    made: dict[Key, Making] = st.session_state.setdefault(_KEPT, {})
    return made
