"""KPIs of posts and of followers."""

from typing import Final

from kpi.catalogue.formulas import Growth, MeanOverPosts, Ratio, Stock, Sum
from kpi.catalogue.kpi import Better, Kpi, Theme
from kpi.catalogue.units import Unit
from kpi.words import N_

BASKET: Final = ("reactions", "comments", "shares", "saves")
IMPRESSIONS: Final = ("posts_with_impressions", "posts_with_views")
"""Meta counted impressions, then views (the last impressions ended on 15 November 2025, says its Page Insights API)."""

ENGAGEMENT: Final = (
    Kpi(
        "engagements",
        Theme.ENGAGEMENT,
        N_("Engagements"),
        Unit.COUNT,
        Better.MORE,
        Sum(BASKET),
        N_(
            "Reactions, comments, shares and saves of the posts published in the period. Clicks and plays are counted apart."
        ),
    ),
    Kpi(
        "engagement_rate_views",
        Theme.ENGAGEMENT,
        N_("Engagement rate by views"),
        Unit.SHARE,
        Better.MORE,
        Ratio(("engagements_with_views",), ("post_views",), "posts_with_views", former=IMPRESSIONS),
        N_("Engagements divided by views, over the posts of the period that report views."),
    ),
    Kpi(
        "engagement_rate_reach",
        Theme.ENGAGEMENT,
        N_("Engagement rate by reach"),
        Unit.SHARE,
        Better.MORE,
        Ratio(("engagements_with_reach",), ("post_reach",), "posts_with_reach"),
        N_(
            "Engagements divided by the sum of the posts' reaches, over the posts of the period that report reach."
        ),
    ),
    Kpi(
        "engagement_rate_followers",
        Theme.ENGAGEMENT,
        N_("Engagement rate by followers"),
        Unit.SHARE,
        Better.MORE,
        MeanOverPosts("engagements_with_followers", "followers_of_posts", "posts_with_followers"),
        N_("Mean over the period's posts of engagements divided by followers on the day of the post."),
        source="Rival IQ, NapoleonCat",
    ),
    Kpi(
        "engagements_per_post",
        Theme.ENGAGEMENT,
        N_("Engagements per post"),
        Unit.PER_POST,
        Better.MORE,
        Ratio(BASKET, ("posts",), "posts"),
        N_("Reactions, comments, shares and saves per post published in the period."),
    ),
    Kpi(
        "applause_rate",
        Theme.ENGAGEMENT,
        N_("Applause rate"),
        Unit.PER_POST,
        Better.MORE,
        Ratio(("reactions",), ("posts",), "posts"),
        N_("Reactions per post published in the period."),
        source="Avinash Kaushik, 2011",
    ),
    Kpi(
        "conversation_rate",
        Theme.ENGAGEMENT,
        N_("Conversation rate"),
        Unit.PER_POST,
        Better.MORE,
        Ratio(("comments",), ("posts",), "posts"),
        N_("Comments per post published in the period."),
        source="Avinash Kaushik, 2011",
    ),
    Kpi(
        "amplification_rate",
        Theme.ENGAGEMENT,
        N_("Amplification rate"),
        Unit.PER_POST,
        Better.MORE,
        Ratio(("shares",), ("posts",), "posts"),
        N_("Shares per post published in the period."),
        source="Avinash Kaushik, 2011",
    ),
    Kpi(
        "click_through_rate",
        Theme.ENGAGEMENT,
        N_("Click-through rate"),
        Unit.SHARE,
        Better.MORE,
        Ratio(("clicks_with_views",), ("views_with_clicks",), "posts_with_clicks", former=IMPRESSIONS),
        N_("Link clicks divided by views, over the posts of the period that report both."),
    ),
)

AUDIENCE: Final = (
    Kpi(
        "followers",
        Theme.AUDIENCE,
        N_("Followers"),
        Unit.COUNT,
        Better.MORE,
        Stock("followers"),
        N_(
            "Followers on the last known day of the period. Over several channels a person may count several times."
        ),
    ),
    Kpi(
        "follower_growth",
        Theme.AUDIENCE,
        N_("Follower growth"),
        Unit.SHARE,
        Better.MORE,
        Growth("followers"),
        N_("Followers at the end of the period minus at its start, divided by those at its start."),
    ),
)
