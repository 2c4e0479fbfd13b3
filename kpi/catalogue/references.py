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

    `source` is who counted, and after a slash who tells of it, where only that was read.

    No `platforms` means any. `kpis` share its definition; `unlike` are those of the same name that it was not
    computed like, and `why_not` says why. Where `cases` names a measure, it stands only beside a value all of whose
    cases are of that measure, and `other_cases` says what is wrong with others. `label` and all sentences are
    translatable.
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
    cases: str = ""
    other_cases: str = ""

    def is_of(self, platform: str) -> bool:
        return not self.platforms or platform in self.platforms


@dataclass(frozen=True)
class _Study:
    """What figures of one source share: how it counted, and beside which KPIs it may stand or may not."""

    source: str
    link: str
    year: int
    country: str
    definition: str
    kpis: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    why_not: str = ""
    cases: str = ""
    other_cases: str = ""

    def says(self, key: str, platforms: tuple[str, ...], value: float, label: str) -> Reference:
        return Reference(
            key, self.kpis, platforms, value, label, self.source, self.link, self.year, self.country,
            self.definition, self.unlike, self.why_not, self.cases, self.other_cases,
        )  # fmt: skip


_LIEDO: Final = "Juan Liedo (Ibermática), «El reto del Social Media Banking»"
_LIKES: Final = _Study(
    _LIEDO, "", 2012, "ES",
    N_(
        "Share of the people who click Like on a Facebook page and ever visit it again. The source states no window; it stands beside the 30-day figure."
    ),
    kpis=("revisit_rate_30d", "revisit_rate_likers_30d"),
    unlike=("revisit_rate_7d", "revisit_rate_likers_7d"),
    why_not=N_("it counts who ever comes back, and a week is too short to be set beside it."),
    cases="likers",
    other_cases=N_("it counts those who clicked Like, and some or all of those counted here have come without one."),
)  # fmt: skip
_MEMBERS: Final = _Study(
    _LIEDO, "", 2012, "US",
    N_(
        "Products that the members of a broker’s private community in the United States end up buying, beside other customers. The source gives neither the number of people nor the period."
    ),
    unlike=("product_uptake_lift",),
    why_not=N_("it counts products bought, and ours counts customers who took up at least one."),
)  # fmt: skip
_INTERACTIONS: Final = N_("Reactions, comments and shares of the posts, divided by the posts.")
_WELOV: Final = _Study("Welov", "welov.io", 2025, "ES", _INTERACTIONS, kpis=("engagements_per_post",))
_DATASOCIAL: Final = _Study(
    "DataSocial", "datasocial.es", 2019, "ES", _INTERACTIONS, kpis=("engagements_per_post",)
)
_RIVAL_IQ: Final = N_(
    "Median over companies of all industries, financial services among them: engagements of a post divided by the followers of the page."
)
_SMK: Final = _Study("Rival IQ / SMK", "smk.co", 2024, "", _RIVAL_IQ, kpis=("engagement_rate_followers",))
_WISHU: Final = _Study(
    "Rival IQ / Wishu", "wishu.io", 2022, "", _RIVAL_IQ, kpis=("engagement_rate_followers",)
)
_HOOTSUITE: Final = _Study(
    "Hootsuite / That Random Agency", "thatrandomagency.com", 2025, "",
    N_(
        "Mean over the posts of financial services: engagements of a post, with clicks and direct messages, divided by followers."
    ),
    unlike=("engagement_rate_followers", "engagement_rate_reach", "engagement_rate_views"),
    why_not=N_("it counts clicks and direct messages as engagements, and ours does not."),
)  # fmt: skip
_SPROUT: Final = _Study(
    "Sprout Social Index / WebProNews", "webpronews.com", 2014, "",
    N_("Mean time to the answer, over the messages to 20,000 profiles that were answered."),
    kpis=("reply_time_mean",),
    unlike=("reply_time_median", "first_response_median"),
    why_not=N_("it is a mean, which a few long waits draw far above the median."),
)  # fmt: skip

REFERENCES: Final = (
    _LIKES.says("like_return_2", ("facebook",), 0.02, N_("2% come back after a Like")),
    _MEMBERS.says("members_buy_80_more", ("community",), 0.8, N_("Members buy 80% more products")),
    _WELOV.says(
        "interactions_facebook_es_2025",
        ("facebook",),
        233,
        N_("Spain's leading banks: 233 interactions a post"),
    ),
    _WELOV.says(
        "interactions_tiktok_es_2025",
        ("tiktok",),
        2900,
        N_("Spain's leading banks: 2,900 interactions a post"),
    ),
    _DATASOCIAL.says(
        "interactions_es_2019",
        (ANYWHERE,),
        60.7,
        N_("Nine Spanish banks: 61 interactions a post on all networks"),
    ),
    _SMK.says(
        "rate_facebook_2024", ("facebook",), 0.00063, N_("All industries: 0.063% of the followers a post")
    ),
    _SMK.says("rate_tiktok_2024", ("tiktok",), 0.0263, N_("All industries: 2.63% of the followers a post")),
    _WISHU.says(
        "rate_instagram_2022", ("instagram",), 0.0047, N_("All industries: 0.47% of the followers a post")
    ),
    _WISHU.says("rate_x_2022", ("x",), 0.00035, N_("All industries: 0.035% of the followers a post")),
    _HOOTSUITE.says("hootsuite_facebook_2025", ("facebook",), 0.018, N_("Financial services: 1.8% a post")),
    _HOOTSUITE.says("hootsuite_instagram_2025", ("instagram",), 0.038, N_("Financial services: 3.8% a post")),
    _HOOTSUITE.says("hootsuite_linkedin_2025", ("linkedin",), 0.032, N_("Financial services: 3.2% a post")),
    _HOOTSUITE.says("hootsuite_x_2025", ("x",), 0.021, N_("Financial services: 2.1% a post")),
    _HOOTSUITE.says("hootsuite_tiktok_2025", ("tiktok",), 0.016, N_("Financial services: 1.6% a post")),
    _SPROUT.says(
        "reply_banks_2014", ("facebook", "x"), 36_000, N_("Banks and finance: 10 hours on average, years ago")
    ),
)


@cache
def references_for(kpi: str, platform: str) -> tuple[Reference, ...]:
    """The references that may stand beside `kpi` on `platform` ("": the whole institution), the newest first."""
    found = [reference for reference in REFERENCES if kpi in reference.kpis and reference.is_of(platform)]
    return tuple(sorted(found, key=lambda one: -one.year))


@cache
def refused_references(kpi: str, platform: str, *, drawn: bool = True) -> tuple[tuple[Reference, str], ...]:
    """The references that look as if they belonged beside `kpi` and do not, each with what differs.

    Where one of the KPI's own is not `drawn`, the cases of the value are others than it counted.
    """
    unlike = [(one, one.why_not) for one in REFERENCES if kpi in one.unlike and one.is_of(platform)]
    others = [(one, one.other_cases) for one in references_for(kpi, platform) if one.cases and not drawn]
    return (*unlike, *others)
