"""The pages behind the first one, each a theme with its KPIs. Another theme is another value here."""

from dataclasses import dataclass
from typing import Final

from kpi.words import N_


@dataclass(frozen=True)
class Theme:
    """A page: `lead` gives its title, `beside` stands next to it, and `months` are shown month by month."""

    name: str
    lead: str
    beside: str
    months: tuple[str, ...]

    @property
    def kpis(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.lead, self.beside, *self.months)))


THEMES: Final = (
    Theme(N_("Content"), "engagement_rate_views", "followers", ("engagement_rate_views",)),
    Theme(
        N_("Customer care"),
        "answered_within_24h",
        "reply_time_median",
        ("answered_within_24h", "reply_time_median"),
    ),
    Theme(
        N_("Loyalty"),
        "revisit_rate_30d",
        "returning_visitor_share",
        ("revisit_rate_30d", "returning_visitor_share"),
    ),
)
