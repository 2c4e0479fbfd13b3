"""Which files an institution's facts came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Sources:
    """Per fact the titles of its exports and the last import (epoch seconds)."""

    titles: Mapping[str, Sequence[str]]
    last_import: Mapping[str, int]
    timezone: str

    def day_of(self, instant: int) -> date:
        """The day of an import on the institution's clocks."""
        return day_of_import(instant, self.timezone)


def day_of_import(instant: int, timezone: str) -> date:
    """The day of an instant (epoch seconds) on the clocks of `timezone`."""
    return datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(timezone)).date()
