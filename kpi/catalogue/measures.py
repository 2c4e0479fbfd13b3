"""Measures: numbers that can be added, one per channel and day, rolled up from facts.

A *flow* is added over days. A *stock* is the last known day's number. Each measure is one value here and one
column of the same name in `daily_measure`; `docs/kpis.md` is generated from `MEASURES`.
"""

from typing import Final

from kpi.catalogue.care_measures import MESSAGES
from kpi.catalogue.loyalty_measures import VISITS
from kpi.catalogue.measure import Fact, Kind, Measure
from kpi.catalogue.uptake import MONTHS_OF_CUSTOMERS
from kpi.words import N_

__all__ = [
    "CHANNEL_DAYS",
    "MEASURES",
    "MESSAGES",
    "POSTS",
    "VISITS",
    "Fact",
    "Kind",
    "Measure",
]

POSTS: Final = (
    Measure("posts", Fact.POST, N_("Posts"), N_("Posts published that day.")),
    Measure(
        "post_views",
        Fact.POST,
        N_("Post views"),
        N_(
            "Times that the day's posts were shown, up to the export: views, or the impressions that the platform counted before it counted views."
        ),
    ),
    Measure(
        "post_reach",
        Fact.POST,
        N_("Post reach"),
        N_("People who saw each of the day's posts, added over posts: one person may count several times."),
        people=True,
    ),
    Measure("reactions", Fact.POST, N_("Reactions"), N_("Likes and other reactions to the day's posts.")),
    Measure("comments", Fact.POST, N_("Comments"), N_("Comments on, or replies to, the day's posts.")),
    Measure("shares", Fact.POST, N_("Shares"), N_("Shares and reposts of the day's posts.")),
    Measure("saves", Fact.POST, N_("Saves"), N_("Times that the day's posts were saved or bookmarked.")),
    Measure("link_clicks", Fact.POST, N_("Link clicks"), N_("Clicks on links in the day's posts.")),
    Measure(
        "video_views",
        Fact.POST,
        N_("Video views"),
        N_("Plays of the day's videos, as the platform counts a play."),
    ),
    Measure(
        "posts_with_views",
        Fact.POST,
        N_("Posts that report views"),
        N_("Posts of the day whose views are known."),
        internal=True,
    ),
    Measure(
        "engagements_with_views",
        Fact.POST,
        N_("Engagements of posts that report views"),
        N_("Reactions, comments, shares and saves of the day's posts whose views are known."),
        internal=True,
    ),
    Measure(
        "posts_with_reach",
        Fact.POST,
        N_("Posts that report reach"),
        N_("Posts of the day whose reach is known."),
        internal=True,
    ),
    Measure(
        "engagements_with_reach",
        Fact.POST,
        N_("Engagements of posts that report reach"),
        N_("Reactions, comments, shares and saves of the day's posts whose reach is known."),
        internal=True,
    ),
    Measure(
        "posts_with_impressions",
        Fact.POST,
        N_("Posts that report impressions"),
        N_(
            "Posts of the day that report the impressions of earlier years and no views: a rate is not computed over both together."
        ),
        internal=True,
    ),
    Measure(
        "posts_with_clicks",
        Fact.POST,
        N_("Posts that report clicks and views"),
        N_("Posts of the day whose link clicks and views are both known."),
        internal=True,
    ),
    Measure(
        "views_with_clicks",
        Fact.POST,
        N_("Views of posts that report clicks"),
        N_("Views of the day's posts whose link clicks are known."),
        internal=True,
    ),
    Measure(
        "clicks_with_views",
        Fact.POST,
        N_("Clicks of posts that report views"),
        N_("Link clicks of the day's posts whose views are known."),
        internal=True,
    ),
    Measure(
        "posts_with_followers",
        Fact.POST,
        N_("Posts on days with known followers"),
        N_(
            "Posts of the day that report engagements, when the channel's followers are known on that day or before."
        ),
        internal=True,
    ),
    Measure(
        "engagements_with_followers",
        Fact.POST,
        N_("Engagements on days with known followers"),
        N_("Reactions, comments, shares and saves of those posts."),
        internal=True,
    ),
    Measure(
        "followers_of_posts",
        Fact.POST,
        N_("Followers on the day of the posts"),
        N_("The channel's last known followers on the day of the posts."),
        kind=Kind.STOCK,
        people=True,
        internal=True,
    ),
)

CHANNEL_DAYS: Final = (
    Measure(
        "page_views",
        Fact.CHANNEL_DAY,
        N_("Page views"),
        N_("Views, or impressions, of everything on the channel that day, as the platform reports them."),
    ),
    Measure(
        "page_reach",
        Fact.CHANNEL_DAY,
        N_("Page reach"),
        N_("People reached that day. Added over days, one person may count several times."),
        people=True,
    ),
    Measure(
        "page_engagements",
        Fact.CHANNEL_DAY,
        N_("Page engagements"),
        N_("Interactions that day with anything on the channel, counted as the platform counts them."),
    ),
    Measure(
        "profile_visits",
        Fact.CHANNEL_DAY,
        N_("Profile visits"),
        N_("Visits to the profile or page that day."),
    ),
    Measure(
        "new_followers", Fact.CHANNEL_DAY, N_("New followers"), N_("People who began to follow that day.")
    ),
    Measure(
        "lost_followers", Fact.CHANNEL_DAY, N_("Lost followers"), N_("People who stopped following that day.")
    ),
    Measure(
        "followers",
        Fact.CHANNEL_DAY,
        N_("Followers"),
        N_("Followers at the end of the day; in a period, the last known day."),
        kind=Kind.STOCK,
        people=True,
    ),
    Measure(
        "new_visitors",
        Fact.CHANNEL_DAY,
        N_("New visitors"),
        N_("Visitors or viewers whom the platform counts as new that day."),
        people=True,
    ),
    Measure(
        "returning_visitors",
        Fact.CHANNEL_DAY,
        N_("Returning visitors"),
        N_("Visitors or viewers whom the platform counts as returning that day."),
        people=True,
    ),
)

MEASURES: Final = {
    measure.key: measure for measure in (*POSTS, *CHANNEL_DAYS, *MESSAGES, *VISITS, *MONTHS_OF_CUSTOMERS)
}
