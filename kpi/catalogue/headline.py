"""The KPIs that a manager is held to, in the order in which the pages show them. Declared here, once."""

from typing import Final

HEADLINE: Final = (
    "engagement_rate_views",
    "answered_within_24h",
    "reply_time_median",
    "revisit_rate_30d",
    "returning_visitor_share",
    "followers",
)
