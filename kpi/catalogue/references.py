"""References: published figures, each with source, year, country and the definition it was computed with.

There is no standard engagement rate: one industry on one network reads 0.26 % in one source and 3.8 % in another, and
both are right. So a reference is drawn only beside a KPI of the same definition (`kpis`); beside those that look
alike (`unlike`) it is refused, and `why_not` says what differs.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from kpi.words import N_

ANYWHERE: Final = ""


@dataclass(frozen=True)
class Reference:
    """A published figure. `value` is in the KPI's unit; `country` is an ISO code, "" where it is of several.

    No `platforms` means any. `kpis` share its definition; `unlike` are those of the same name that it was not
    computed like, and `why_not` says why. `label`, `definition` and `why_not` are translatable.
    """

    key: str
    kpis: tuple[str, ...]
    platforms: tuple[str, ...]
    value: float
    label: str
    source: str
    link: str
    year: int
    country: str
    definition: str
    unlike: tuple[str, ...] = ()
    why_not: str = ""

    def is_of(self, platform: str) -> bool:
        return not self.platforms or platform in self.platforms


_RIVAL_IQ: Final = N_(
    "Median over companies of all industries, financial services among them: engagements of a post divided by the followers of the page."
)
_HOOTSUITE: Final = N_(
    "Mean over the posts of financial services: engagements of a post, with clicks and direct messages, divided by followers."
)
_CLICKS: Final = N_("it counts clicks and direct messages as engagements, and ours does not.")
_INTERACTIONS: Final = N_("Reactions, comments and shares of the posts, divided by the posts.")
_SMK: Final = ("SMK", "smk.co", 2024)
_WISHU: Final = ("Wishu", "wishu.io", 2022)
"""Where the figures of Rival IQ were read, with the address and the year."""

REFERENCES: Final = (
    Reference(
        key="like_return_2",
        kpis=("revisit_rate_30d", "revisit_rate_likers_30d"),
        platforms=("facebook",),
        value=0.02,
        label=N_("2 % come back after a Like"),
        source="Juan Liedo (Ibermática), «El reto del Social Media Banking»",
        link="",
        year=2012,
        country="ES",
        definition=N_(
            "Share of the people who click Like on a Facebook page and ever visit it again. The source states no window; it stands beside the 30-day figure."
        ),
        unlike=("revisit_rate_7d", "revisit_rate_likers_7d"),
        why_not=N_("it counts who ever comes back, and a week is too short to be set beside it."),
    ),
    Reference(
        key="members_buy_80_more",
        kpis=(),
        platforms=("community",),
        value=0.8,
        label=N_("Members buy 80 % more products"),
        source="Juan Liedo (Ibermática), «El reto del Social Media Banking»",
        link="",
        year=2012,
        country="US",
        definition=N_(
            "Products that the members of a broker’s private community in the United States end up buying, beside other customers. The source gives neither the number of people nor the period."
        ),
        unlike=("product_uptake_lift",),
        why_not=N_("it counts products bought, and ours counts customers who took up at least one."),
    ),
    *(
        Reference(
            key=f"interactions_{platform}_es_2025",
            kpis=("engagements_per_post",),
            platforms=(platform,),
            value=value,
            label=label,
            source="Welov",
            link="welov.io",
            year=2025,
            country="ES",
            definition=_INTERACTIONS,
        )
        for platform, value, label in (
            ("facebook", 233, N_("Spain's leading banks: 233 interactions a post")),
            ("tiktok", 2900, N_("Spain's leading banks: 2,900 interactions a post")),
        )
    ),
    Reference(
        key="interactions_es_2019",
        kpis=("engagements_per_post",),
        platforms=(ANYWHERE,),
        value=60.7,
        label=N_("Nine Spanish banks: 61 interactions a post on all networks"),
        source="DataSocial",
        link="datasocial.es",
        year=2019,
        country="ES",
        definition=_INTERACTIONS,
    ),
    *(
        Reference(
            key=f"rate_{platform}_{year}",
            kpis=("engagement_rate_followers",),
            platforms=(platform,),
            value=value,
            label=label,
            source=f"Rival IQ, via {within}",
            link=link,
            year=year,
            country="",
            definition=_RIVAL_IQ,
        )
        for platform, value, label, within, link, year in (
            ("facebook", 0.00063, N_("All industries: 0.063 % of the followers a post"), *_SMK),
            ("tiktok", 0.0263, N_("All industries: 2.63 % of the followers a post"), *_SMK),
            ("instagram", 0.0047, N_("All industries: 0.47 % of the followers a post"), *_WISHU),
            ("x", 0.00035, N_("All industries: 0.035 % of the followers a post"), *_WISHU),
        )
    ),
    *(
        Reference(
            key=f"hootsuite_{platform}_2025",
            kpis=(),
            platforms=(platform,),
            value=value,
            label=label,
            source="Hootsuite, via That Random Agency",
            link="thatrandomagency.com",
            year=2025,
            country="",
            definition=_HOOTSUITE,
            unlike=("engagement_rate_followers", "engagement_rate_reach", "engagement_rate_views"),
            why_not=_CLICKS,
        )
        for platform, value, label in (
            ("facebook", 0.018, N_("Financial services: 1.8 % a post")),
            ("instagram", 0.038, N_("Financial services: 3.8 % a post")),
            ("linkedin", 0.032, N_("Financial services: 3.2 % a post")),
            ("x", 0.021, N_("Financial services: 2.1 % a post")),
            ("tiktok", 0.016, N_("Financial services: 1.6 % a post")),
        )
    ),
    Reference(
        key="reply_banks_2014",
        kpis=("reply_time_mean",),
        platforms=("facebook", "x"),
        value=36_000,
        label=N_("Banks and finance: 10 hours on average, years ago"),
        source="Sprout Social Index, via WebProNews",
        link="webpronews.com",
        year=2014,
        country="",
        definition=N_("Mean time to the answer, over the messages to 20,000 profiles that were answered."),
        unlike=("reply_time_median", "first_response_median"),
        why_not=N_("it is a mean, which a few long waits draw far above the median."),
    ),
)


@cache
def references_for(kpi: str, platform: str) -> tuple[Reference, ...]:
    """The references that may stand beside `kpi` on `platform` ("": the whole institution), the newest first."""
    found = [reference for reference in REFERENCES if kpi in reference.kpis and reference.is_of(platform)]
    return tuple(sorted(found, key=lambda one: -one.year))


@cache
def refused_references(kpi: str, platform: str) -> tuple[Reference, ...]:
    """The references that look as if they belonged beside `kpi` and do not: `why_not` says what differs."""
    return tuple(one for one in REFERENCES if kpi in one.unlike and one.is_of(platform))
