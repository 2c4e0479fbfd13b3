"""What day it is where an institution is: the one clock of the machine that an import asks."""

import time
from datetime import datetime
from zoneinfo import ZoneInfo

from kpi.periods import day_of


def now() -> float:
    """Epoch seconds; a test puts another clock here."""
    return time.time()


def today(zone: ZoneInfo) -> int:
    """Today's day on the clocks of `zone`."""
    return day_of(datetime.fromtimestamp(now(), zone).date())
