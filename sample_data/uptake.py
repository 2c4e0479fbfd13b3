"""Who takes up products: the bank's customers in the community and the others, month by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sample_data.bank import COMMUNITY_OPENS, LAST
from sample_data.chance import chance
from sample_data.timeline import Trend, months
from sample_data.totals import ChannelDay

CUSTOMERS: Final = Trend({"2025-02": 54_200, "2026-10": 55_100})
ARE_CUSTOMERS: Final = 0.94
"""Of the community's members; the others are employees, and people who are not customers yet."""
TAKE_UP: Final = Trend({"2025-02": 0.0205, "2026-10": 0.0212})
MEMBERS_TAKE_UP: Final = Trend({"2025-02": 0.034, "2026-10": 0.0305})
"""In a month. Who joined first was keenest, so that the members' share comes down while they become more."""


@dataclass(frozen=True, slots=True)
class Uptake:
    """A month: customers in the community and outside of it, and how many of each took up a product."""

    month: date
    members: int
    member_takers: int
    others: int
    other_takers: int


def uptake(community: Sequence[ChannelDay]) -> list[Uptake]:
    """The months that are over, from the community's first whole one on."""
    generator = chance("uptake")
    known = {total.day: total.followers or 0 for total in community}
    result = []
    for month in months(COMMUNITY_OPENS + timedelta(days=31), LAST):
        last = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        if last > LAST:
            break
        members = round(known[last] * ARE_CUSTOMERS)
        others = round(CUSTOMERS.at(last)) - members
        season = 0.8 if month.month == 8 else 1.0
        result.append(
            Uptake(
                month,
                members,
                int(generator.binomial(members, MEMBERS_TAKE_UP.at(last) * season)),
                others,
                int(generator.binomial(others, TAKE_UP.at(last) * season)),
            )
        )
    return result
