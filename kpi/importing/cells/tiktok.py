"""What a TikTok video's link says: its identifier, whose upper 32 bits are the second of its upload."""

import re
from collections.abc import Sequence
from typing import Final

from kpi.importing.cells.spot import Read, Spot
from kpi.importing.clock import Clock
from kpi.importing.readers.grid import Native
from kpi.words import N_

_LINK: Final = re.compile(r"https?://(?:[a-z]+\.)?tiktok\.com/@[^/]*/(?:video|photo)/(\d{15,20})(?:[/?].*)?")
_FIRST: Final = 1_400_000_000  # no video is older than the network
_LAST: Final = 4_000_000_000
NOT_A_VIDEO: Final = N_("“{value}” is not a TikTok video's link, which holds its identifier and its date.")


def video(spot: Spot) -> Read:
    """The video's identifier."""
    return lambda cells: _identifier(spot, cells[spot.index])


def moment(spot: Spot, clock: Clock) -> Read:
    """(UTC seconds, day) of the upload: the export itself has a date without year and time."""

    def read(cells: Sequence[Native]) -> tuple[int, int]:
        epoch = int(_identifier(spot, cells[spot.index])) >> 32
        return epoch, clock.day(epoch)

    return read


def _identifier(spot: Spot, value: Native) -> str:
    found = _LINK.fullmatch(spot.text(value))
    if found is None or not _FIRST <= int(found[1]) >> 32 < _LAST:
        raise spot.bad(value, NOT_A_VIDEO)
    return found[1]
