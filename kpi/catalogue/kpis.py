"""KPIs: formulas over measures, each declared once; `docs/kpis.md` and the app's panels are generated from here.

A formula divides last: a ratio is a sum over a sum for the whole period, never a mean of daily ratios. The one
mean that is kept, `engagement_rate_followers`, is the industry's benchmark form and says so.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kpi.catalogue.formulas import (
    Clock,
    Formula,
    Growth,
    MeanOverPosts,
    OldestOpen,
    Open,
    Percentile,
    Ratio,
    Returned,
    Stock,
    Sum,
    WithinPromise,
)
from kpi.catalogue.units import Unit
from kpi.words import N_

__all__ = [
    "AUDIENCE",
    "BASKET",
    "ENGAGEMENT",
    "KPIS",
    "RESPONSE",
    "REVISITS",
    "Better",
    "Clock",
    "Formula",
    "Growth",
    "Kpi",
    "MeanOverPosts",
    "OldestOpen",
    "Open",
    "Percentile",
    "Ratio",
    "Returned",
    "Stock",
    "Sum",
    "Theme",
    "WithinPromise",
]


class Better(StrEnum):
    MORE = "more"
    LESS = "less"


class Theme(StrEnum):
    """The three things the project is for, and the audience that carries them."""

    ENGAGEMENT = "engagement"
    AUDIENCE = "audience"
    RESPONSE = "response"
    REVISITS = "revisits"


@dataclass(frozen=True)
class Kpi:
    """A KPI. `label` and `definition` are translatable.

    `source` names who uses or published the definition, where there is somebody to name.
    """

    key: str
    theme: Theme
    label: str
    unit: Unit
    better: Better
    formula: Formula
    definition: str
    source: str = ""


BASKET: Final = ("reactions", "comments", "shares", "saves")

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
        Ratio(("engagements_with_views",), ("post_views",), "posts_with_views"),
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
        source="Rival IQ, NapoleonCat: interactions of a post ÷ followers that day",
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
        Ratio(("clicks_with_views",), ("views_with_clicks",), "posts_with_clicks"),
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

RESPONSE: Final = (
    Kpi(
        "reply_time_median",
        Theme.RESPONSE,
        N_("Reply time, median"),
        Unit.SECONDS,
        Better.LESS,
        Percentile(0.5, first=False),
        N_("Half of the answered turns opened in the period waited no longer than this."),
    ),
    Kpi(
        "reply_time_p90",
        Theme.RESPONSE,
        N_("Reply time, 90th percentile"),
        Unit.SECONDS,
        Better.LESS,
        Percentile(0.9, first=False),
        N_("Nine in ten of the answered turns opened in the period waited no longer than this."),
    ),
    Kpi(
        "reply_time_mean",
        Theme.RESPONSE,
        N_("Reply time, mean"),
        Unit.SECONDS,
        Better.LESS,
        Ratio(("turn_wait_seconds",), ("turns_answered",), "turns_answered"),
        N_("Waiting time of the answered turns opened in the period, divided by their number."),
    ),
    Kpi(
        "reply_time_median_business",
        Theme.RESPONSE,
        N_("Reply time in service hours, median"),
        Unit.SECONDS,
        Better.LESS,
        Percentile(0.5, first=False, clock=Clock.BUSINESS),
        N_(
            "Half of the answered turns opened in the period waited no longer than this. Only seconds inside the service hours of the channel's schedule count, and only turns that it covers."
        ),
    ),
    Kpi(
        "reply_time_p90_business",
        Theme.RESPONSE,
        N_("Reply time in service hours, 90th percentile"),
        Unit.SECONDS,
        Better.LESS,
        Percentile(0.9, first=False, clock=Clock.BUSINESS),
        N_(
            "Nine in ten of the answered turns opened in the period waited no longer than this. Only seconds inside the service hours of the channel's schedule count, and only turns that it covers."
        ),
    ),
    Kpi(
        "reply_time_mean_business",
        Theme.RESPONSE,
        N_("Reply time in service hours, mean"),
        Unit.SECONDS,
        Better.LESS,
        Ratio(
            ("business_wait_seconds",),
            ("business_turns_answered",),
            "business_turns_answered",
            served_of="turns_answered",
        ),
        N_(
            "Waiting time of the answered turns opened in the period, divided by their number. Only seconds inside the service hours of the channel's schedule count, and only turns that it covers."
        ),
    ),
    Kpi(
        "first_response_median",
        Theme.RESPONSE,
        N_("First response time, median"),
        Unit.SECONDS,
        Better.LESS,
        Percentile(0.5, first=True),
        N_(
            "Half of the conversations opened in the period and answered got their first answer within this time."
        ),
    ),
    Kpi(
        "first_response_p90",
        Theme.RESPONSE,
        N_("First response time, 90th percentile"),
        Unit.SECONDS,
        Better.LESS,
        Percentile(0.9, first=True),
        N_(
            "Nine in ten of the conversations opened in the period and answered got their first answer within this time."
        ),
    ),
    Kpi(
        "first_response_mean",
        Theme.RESPONSE,
        N_("First response time, mean"),
        Unit.SECONDS,
        Better.LESS,
        Ratio(("first_wait_seconds",), ("first_turns_answered",), "first_turns_answered"),
        N_("Waiting time of the answered first turns opened in the period, divided by their number."),
    ),
    Kpi(
        "first_response_median_business",
        Theme.RESPONSE,
        N_("First response time in service hours, median"),
        Unit.SECONDS,
        Better.LESS,
        Percentile(0.5, first=True, clock=Clock.BUSINESS),
        N_(
            "Half of the conversations opened in the period and answered got their first answer within this time. Only seconds inside the service hours of the channel's schedule count, and only conversations that it covers."
        ),
    ),
    Kpi(
        "first_response_p90_business",
        Theme.RESPONSE,
        N_("First response time in service hours, 90th percentile"),
        Unit.SECONDS,
        Better.LESS,
        Percentile(0.9, first=True, clock=Clock.BUSINESS),
        N_(
            "Nine in ten of the conversations opened in the period and answered got their first answer within this time. Only seconds inside the service hours of the channel's schedule count, and only conversations that it covers."
        ),
    ),
    Kpi(
        "first_response_mean_business",
        Theme.RESPONSE,
        N_("First response time in service hours, mean"),
        Unit.SECONDS,
        Better.LESS,
        Ratio(
            ("first_business_wait_seconds",),
            ("first_business_turns_answered",),
            "first_business_turns_answered",
            served_of="first_turns_answered",
        ),
        N_(
            "Waiting time of the answered first turns opened in the period, divided by their number. Only seconds inside the service hours of the channel's schedule count, and only conversations that it covers."
        ),
    ),
    Kpi(
        "answered_within_1h",
        Theme.RESPONSE,
        N_("Answered within 1 hour"),
        Unit.SHARE,
        Better.MORE,
        Ratio(("answered_1h",), ("due_1h",), "due_1h", interval=True),
        N_(
            "Turns answered within 1 hour, divided by the turns that are answered or have been open for longer than 1 hour."
        ),
    ),
    Kpi(
        "answered_within_24h",
        Theme.RESPONSE,
        N_("Answered within 24 hours"),
        Unit.SHARE,
        Better.MORE,
        Ratio(("answered_24h",), ("due_24h",), "due_24h", interval=True),
        N_(
            "Turns answered within 24 hours, divided by the turns that are answered or have been open for longer than 24 hours."
        ),
    ),
    Kpi(
        "answered_within_goal",
        Theme.RESPONSE,
        N_("Answered within the promised time"),
        Unit.SHARE,
        Better.MORE,
        WithinPromise(("reply_time_p90", "reply_time_median", "reply_time_mean")),
        N_(
            "Turns answered within the reply time that was promised, divided by the turns that are answered or have been open for longer than that. The promise is the goal of their month for the 90th percentile, else the median, else the mean: of their platform, else of the institution. Where the promise is no round number of hours, a wait within 1 % of it may count on either side."
        ),
    ),
    Kpi(
        "response_rate",
        Theme.RESPONSE,
        N_("Response rate"),
        Unit.SHARE,
        Better.MORE,
        Ratio(("answered_7d",), ("due_7d",), "due_7d", interval=True),
        N_(
            "Turns answered within 7 days, divided by the turns that are answered or have been open for longer than 7 days."
        ),
    ),
    Kpi(
        "backlog",
        Theme.RESPONSE,
        N_("Backlog"),
        Unit.COUNT,
        Better.LESS,
        Open(),
        N_("Turns that are open at the end of the period."),
    ),
    Kpi(
        "backlog_oldest",
        Theme.RESPONSE,
        N_("Oldest open turn"),
        Unit.SECONDS,
        Better.LESS,
        OldestOpen(),
        N_("How long the oldest turn that is open at the end of the period has waited by then."),
    ),
)

REVISITS: Final = (
    Kpi(
        "revisit_rate_1d",
        Theme.REVISITS,
        N_("Revisits within 1 day"),
        Unit.SHARE,
        Better.MORE,
        Returned("returned_1d", "cohort", 1),
        N_(
            "Of the visitors whose first Like (or first visit, where there are no Likes) falls in the period, those with a visit on the next day. Only days whose next day has passed count."
        ),
    ),
    Kpi(
        "revisit_rate_7d",
        Theme.REVISITS,
        N_("Revisits within 7 days"),
        Unit.SHARE,
        Better.MORE,
        Returned("returned_7d", "cohort", 7),
        N_(
            "Of the visitors whose first Like (or first visit, where there are no Likes) falls in the period, those with a visit on one of the 7 days after. Only days whose 7 days have passed count."
        ),
    ),
    Kpi(
        "revisit_rate_30d",
        Theme.REVISITS,
        N_("Revisits within 30 days"),
        Unit.SHARE,
        Better.MORE,
        Returned("returned_30d", "cohort", 30),
        N_(
            "Of the visitors whose first Like (or first visit, where there are no Likes) falls in the period, those with a visit on one of the 30 days after. Only days whose 30 days have passed count."
        ),
    ),
    Kpi(
        "revisit_rate_90d",
        Theme.REVISITS,
        N_("Revisits within 90 days"),
        Unit.SHARE,
        Better.MORE,
        Returned("returned_90d", "cohort", 90),
        N_(
            "Of the visitors whose first Like (or first visit, where there are no Likes) falls in the period, those with a visit on one of the 90 days after. Only days whose 90 days have passed count."
        ),
    ),
    Kpi(
        "revisit_rate_likers_1d",
        Theme.REVISITS,
        N_("Revisits within 1 day after a Like"),
        Unit.SHARE,
        Better.MORE,
        Returned("likers_returned_1d", "likers", 1),
        N_(
            "Of the visitors whose first recorded Like falls in the period, those with a visit on the next day. Only days whose next day has passed count."
        ),
    ),
    Kpi(
        "revisit_rate_likers_7d",
        Theme.REVISITS,
        N_("Revisits within 7 days after a Like"),
        Unit.SHARE,
        Better.MORE,
        Returned("likers_returned_7d", "likers", 7),
        N_(
            "Of the visitors whose first recorded Like falls in the period, those with a visit on one of the 7 days after. Only days whose 7 days have passed count."
        ),
    ),
    Kpi(
        "revisit_rate_likers_30d",
        Theme.REVISITS,
        N_("Revisits within 30 days after a Like"),
        Unit.SHARE,
        Better.MORE,
        Returned("likers_returned_30d", "likers", 30),
        N_(
            "Of the visitors whose first recorded Like falls in the period, those with a visit on one of the 30 days after. Only days whose 30 days have passed count."
        ),
    ),
    Kpi(
        "revisit_rate_likers_90d",
        Theme.REVISITS,
        N_("Revisits within 90 days after a Like"),
        Unit.SHARE,
        Better.MORE,
        Returned("likers_returned_90d", "likers", 90),
        N_(
            "Of the visitors whose first recorded Like falls in the period, those with a visit on one of the 90 days after. Only days whose 90 days have passed count."
        ),
    ),
    Kpi(
        "revisit_rate_first_visitors_1d",
        Theme.REVISITS,
        N_("Revisits within 1 day after a first visit"),
        Unit.SHARE,
        Better.MORE,
        Returned("first_visitors_returned_1d", "first_visitors", 1),
        N_(
            "Of the visitors whose first recorded visit falls in the period, those with a visit on the next day. Only days whose next day has passed count."
        ),
    ),
    Kpi(
        "revisit_rate_first_visitors_7d",
        Theme.REVISITS,
        N_("Revisits within 7 days after a first visit"),
        Unit.SHARE,
        Better.MORE,
        Returned("first_visitors_returned_7d", "first_visitors", 7),
        N_(
            "Of the visitors whose first recorded visit falls in the period, those with a visit on one of the 7 days after. Only days whose 7 days have passed count."
        ),
    ),
    Kpi(
        "revisit_rate_first_visitors_30d",
        Theme.REVISITS,
        N_("Revisits within 30 days after a first visit"),
        Unit.SHARE,
        Better.MORE,
        Returned("first_visitors_returned_30d", "first_visitors", 30),
        N_(
            "Of the visitors whose first recorded visit falls in the period, those with a visit on one of the 30 days after. Only days whose 30 days have passed count."
        ),
    ),
    Kpi(
        "revisit_rate_first_visitors_90d",
        Theme.REVISITS,
        N_("Revisits within 90 days after a first visit"),
        Unit.SHARE,
        Better.MORE,
        Returned("first_visitors_returned_90d", "first_visitors", 90),
        N_(
            "Of the visitors whose first recorded visit falls in the period, those with a visit on one of the 90 days after. Only days whose 90 days have passed count."
        ),
    ),
    Kpi(
        "returning_visitor_share",
        Theme.REVISITS,
        N_("Share of returning visitors"),
        Unit.SHARE,
        Better.MORE,
        Ratio(("returning_visitors",), ("new_visitors", "returning_visitors")),
        N_(
            "Returning visitors divided by new and returning ones, as the platform or the web analytics counts them."
        ),
    ),
)

KPIS: Final = {kpi.key: kpi for kpi in (*ENGAGEMENT, *AUDIENCE, *RESPONSE, *REVISITS)}
