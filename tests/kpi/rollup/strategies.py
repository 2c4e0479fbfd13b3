"""Awkward facts: equal times, times around the change of clocks, few keys so that everything collides."""

from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from kpi.periods import local_day
from tests.kpi.rollup.oracle import Message, Post, Total, Visit
from tests.kpi.rollup.world import CHANNELS, World

MADRID = ZoneInfo("Europe/Madrid")
NIGHT_BEFORE_25_HOURS = 1_792_879_200  # 2026-10-24 22:00 UTC, midnight in Madrid: a day of 25 hours begins
NIGHT_BEFORE_23_HOURS = 1_774_738_800  # 2026-03-28 23:00 UTC, midnight in Madrid: a day of 23 hours begins
STEPS = (0, 1, 2, 3_599, 3_600, 3_601, 82_800, 86_399, 86_400, 86_401, 90_000, 604_800, 604_801, 1_209_601)

channels = st.sampled_from(CHANNELS)
instants = st.builds(
    lambda night, one, other: night + one - other,
    st.sampled_from((NIGHT_BEFORE_25_HOURS, NIGHT_BEFORE_23_HOURS)),
    st.sampled_from(STEPS),
    st.sampled_from(STEPS),
)
days = st.sampled_from((20_500, 20_501, 20_502, 20_507, 20_508, 20_530, 20_531, 20_590, 20_591))
counts = st.none() | st.integers(0, 3)


@st.composite
def _messages(draw: st.DrawFn) -> Message:
    at, outbound = draw(instants), draw(st.booleans())
    return Message(
        channel=draw(channels),
        key=draw(st.integers(0, 19)),
        conversation=draw(st.integers(0, 2)),
        at=at,
        day=local_day(at, MADRID),
        outbound=outbound,
        automated=outbound and draw(st.booleans()),
    )


visits = st.builds(
    Visit, channels, key=st.integers(0, 19), visitor=st.integers(0, 3), day=days, liked=st.booleans()
)
posts = st.builds(
    Post,
    channels,
    key=st.sampled_from("abcdefgh"),
    day=days,
    **dict.fromkeys(("views", "reach", "reactions", "comments", "shares", "saves", "link_clicks"), counts),
    video_views=counts,
    impressions=counts,
)
totals = st.builds(
    Total, channels, days, **dict.fromkeys(("page_views", "new_followers", "followers"), counts)
)


def _unique(facts: st.SearchStrategy, most: int, *key: str) -> st.SearchStrategy:
    by = lambda fact: tuple(getattr(fact, name) for name in key)  # noqa: E731
    return st.lists(facts, max_size=most, unique_by=by).map(tuple)


worlds = st.builds(
    World,
    messages=_unique(_messages(), 16, "channel", "key"),
    visits=_unique(visits, 12, "channel", "key"),
    posts=_unique(posts, 8, "channel", "key"),
    totals=_unique(totals, 8, "channel", "day"),
)
