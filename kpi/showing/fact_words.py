"""What each kind of fact is called."""

from collections.abc import Mapping
from typing import Final

from kpi.catalogue.measures import Fact
from kpi.words import N_

FACTS: Final[Mapping[Fact, str]] = {
    Fact.POST: N_("posts"),
    Fact.MESSAGE: N_("messages"),
    Fact.VISIT: N_("visits"),
    Fact.CHANNEL_DAY: N_("channel days"),
    Fact.CHANNEL_SPAN: N_("totals of several days"),
    Fact.GOAL: N_("goals"),
}
