"""Measures: numbers that can be added, one per channel and day, rolled up from facts.

A *flow* is added over days. A *stock* is the last known day's number. Each measure is one value here and one
column of the same name in `daily_measure`; `docs/kpis.md` is generated from this file.
"""

from typing import Final

from kpi.catalogue.measure import Fact, Kind, Measure
from kpi.catalogue.units import Unit
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
            "Times that the day's posts were shown (impressions before the platforms renamed them), up to the export."
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

MESSAGES: Final = (
    Measure(
        "inbound_messages", Fact.MESSAGE, N_("Messages received"), N_("Messages from customers that day.")
    ),
    Measure(
        "outbound_messages",
        Fact.MESSAGE,
        N_("Messages sent"),
        N_("Messages from the institution's people that day, automated ones apart."),
    ),
    Measure(
        "automated_messages",
        Fact.MESSAGE,
        N_("Automated messages"),
        N_("Messages that a machine sent that day. They do not stop the clock."),
    ),
    Measure(
        "turns_opened",
        Fact.MESSAGE,
        N_("Turns opened"),
        N_("First unanswered messages of a conversation, by the day they came in."),
    ),
    Measure(
        "turns_answered",
        Fact.MESSAGE,
        N_("Turns answered"),
        N_("Of the turns opened that day, those answered by now."),
    ),
    Measure(
        "turns_closed",
        Fact.MESSAGE,
        N_("Turns closed"),
        N_("Turns whose answer went out that day, whenever they were opened."),
    ),
    Measure(
        "turn_wait_seconds",
        Fact.MESSAGE,
        N_("Waiting time"),
        N_("Seconds from message to answer, added over the turns opened that day and answered by now."),
        unit=Unit.SECONDS,
    ),
    Measure(
        "answered_1h",
        Fact.MESSAGE,
        N_("Turns answered within 1 hour"),
        N_("Turns opened that day and answered within 3,600 seconds."),
    ),
    Measure(
        "answered_24h",
        Fact.MESSAGE,
        N_("Turns answered within 24 hours"),
        N_("Turns opened that day and answered within 86,400 seconds."),
    ),
    Measure(
        "answered_7d",
        Fact.MESSAGE,
        N_("Turns answered within 7 days"),
        N_("Turns opened that day and answered within 604,800 seconds."),
    ),
    Measure(
        "due_1h",
        Fact.MESSAGE,
        N_("Turns due within 1 hour"),
        N_("Turns opened that day that are answered, or open for longer than 1 hour at the data's cut-off."),
        internal=True,
    ),
    Measure(
        "due_24h",
        Fact.MESSAGE,
        N_("Turns due within 24 hours"),
        N_(
            "Turns opened that day that are answered, or open for longer than 24 hours at the data's cut-off."
        ),
        internal=True,
    ),
    Measure(
        "due_7d",
        Fact.MESSAGE,
        N_("Turns due within 7 days"),
        N_("Turns opened that day that are answered, or open for longer than 7 days at the data's cut-off."),
        internal=True,
    ),
    Measure(
        "first_turns_opened",
        Fact.MESSAGE,
        N_("Conversations opened"),
        N_("First turns of a conversation, by the day they came in."),
    ),
    Measure(
        "first_turns_answered",
        Fact.MESSAGE,
        N_("Conversations answered"),
        N_("Of the first turns opened that day, those answered by now."),
    ),
    Measure(
        "first_wait_seconds",
        Fact.MESSAGE,
        N_("Waiting time for the first answer"),
        N_("Seconds from message to answer, added over the first turns opened that day and answered by now."),
        unit=Unit.SECONDS,
    ),
    Measure(
        "first_answered_1h",
        Fact.MESSAGE,
        N_("First answers within 1 hour"),
        N_("First turns opened that day and answered within 3,600 seconds."),
    ),
    Measure(
        "first_answered_24h",
        Fact.MESSAGE,
        N_("First answers within 24 hours"),
        N_("First turns opened that day and answered within 86,400 seconds."),
    ),
    Measure(
        "business_turns_answered",
        Fact.MESSAGE,
        N_("Turns answered, with service hours known"),
        N_(
            "Turns opened that day and answered by now, where a schedule of service hours covers all of the wait."
        ),
        internal=True,
    ),
    Measure(
        "business_wait_seconds",
        Fact.MESSAGE,
        N_("Waiting time in service hours"),
        N_("Seconds within service hours from message to answer, added over those turns."),
        unit=Unit.SECONDS,
    ),
    Measure(
        "first_business_turns_answered",
        Fact.MESSAGE,
        N_("Conversations answered, with service hours known"),
        N_("Of those turns, the first ones of a conversation."),
        internal=True,
    ),
    Measure(
        "first_business_wait_seconds",
        Fact.MESSAGE,
        N_("Waiting time for the first answer in service hours"),
        N_("Seconds within service hours from message to answer, added over those first turns."),
        unit=Unit.SECONDS,
    ),
)

VISITS: Final = (
    Measure("visits", Fact.VISIT, N_("Visits"), N_("Visits recorded that day.")),
    Measure(
        "cohort",
        Fact.VISIT,
        N_("New likers or first visitors"),
        N_(
            "Visitors whose first recorded Like falls on that day, or whose first visit does, where the channel has no Likes."
        ),
        people=True,
    ),
    Measure(
        "returned_1d",
        Fact.VISIT,
        N_("Returned within 1 day"),
        N_("Of the day's cohort, those with a visit on the next day."),
        people=True,
    ),
    Measure(
        "returned_7d",
        Fact.VISIT,
        N_("Returned within 7 days"),
        N_("Of the day's cohort, those with a visit on one of the 7 days after."),
        people=True,
    ),
    Measure(
        "returned_30d",
        Fact.VISIT,
        N_("Returned within 30 days"),
        N_("Of the day's cohort, those with a visit on one of the 30 days after."),
        people=True,
    ),
    Measure(
        "returned_90d",
        Fact.VISIT,
        N_("Returned within 90 days"),
        N_("Of the day's cohort, those with a visit on one of the 90 days after."),
        people=True,
    ),
    Measure(
        "likers",
        Fact.VISIT,
        N_("New likers"),
        N_("Visitors whose first recorded Like falls on that day."),
        people=True,
    ),
    Measure(
        "likers_returned_1d",
        Fact.VISIT,
        N_("Likers who returned within 1 day"),
        N_("Of the day's likers, those with a visit on the next day."),
        people=True,
    ),
    Measure(
        "likers_returned_7d",
        Fact.VISIT,
        N_("Likers who returned within 7 days"),
        N_("Of the day's likers, those with a visit on one of the 7 days after."),
        people=True,
    ),
    Measure(
        "likers_returned_30d",
        Fact.VISIT,
        N_("Likers who returned within 30 days"),
        N_("Of the day's likers, those with a visit on one of the 30 days after."),
        people=True,
    ),
    Measure(
        "likers_returned_90d",
        Fact.VISIT,
        N_("Likers who returned within 90 days"),
        N_("Of the day's likers, those with a visit on one of the 90 days after."),
        people=True,
    ),
    Measure(
        "first_visitors",
        Fact.VISIT,
        N_("First visitors"),
        N_("Visitors whose first recorded visit falls on that day, whether or not the channel has Likes."),
        people=True,
    ),
    Measure(
        "first_visitors_returned_1d",
        Fact.VISIT,
        N_("First visitors who returned within 1 day"),
        N_("Of the day's first visitors, those with a visit on the next day."),
        people=True,
    ),
    Measure(
        "first_visitors_returned_7d",
        Fact.VISIT,
        N_("First visitors who returned within 7 days"),
        N_("Of the day's first visitors, those with a visit on one of the 7 days after."),
        people=True,
    ),
    Measure(
        "first_visitors_returned_30d",
        Fact.VISIT,
        N_("First visitors who returned within 30 days"),
        N_("Of the day's first visitors, those with a visit on one of the 30 days after."),
        people=True,
    ),
    Measure(
        "first_visitors_returned_90d",
        Fact.VISIT,
        N_("First visitors who returned within 90 days"),
        N_("Of the day's first visitors, those with a visit on one of the 90 days after."),
        people=True,
    ),
)

MEASURES: Final = {measure.key: measure for measure in (*POSTS, *CHANNEL_DAYS, *MESSAGES, *VISITS)}
