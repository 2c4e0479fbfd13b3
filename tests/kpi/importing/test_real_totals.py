"""Real exports, one line each: how they are recognised, how many records they give, and what these add up to.

The files lie beside the project and are not part of it. The sums were counted apart, with csv, openpyxl and xlrd
alone, and are written down here, so that a change of layouts or readers cannot move them unseen.
"""

from pathlib import Path
from typing import Any

import pytest

from kpi.importing.channels import parse_channel
from kpi.importing.records import MessageRecord, Parsed, PostRecord, Refusal, TotalsRecord
from kpi.store.schema import COUNTERS, TOTALS
from tests.kpi.importing.reading_support import read

pytestmark = pytest.mark.real_files

Sums = dict[str, int]

TAKEN: list[tuple[str, str, str, int, Sums]] = [
    # file, --channel, layout, records, sums
    ("meta/EurekaEstudio__Jan-01-2026*", "", "meta_facebook_posts", 8, {
        "views": 642, "reach": 581, "reactions": 7, "comments": 0, "shares": 1}),
    ("meta/LeonMpofu__Mar*_553302954456165.csv", "", "meta_facebook_posts", 48, {
        "views": 0, "reach": 1286, "reactions": 8, "comments": 2, "shares": 0, "link_clicks": 2, "video_views": 0}),
    ("meta/LeonMpofu__Mar*_578982927868853.csv", "", "meta_instagram_posts", 78, {
        "views": 10931, "reach": 7783, "reactions": 274, "comments": 1, "shares": 8, "saves": 4}),
    ("instagram/EurekaEstudio__Instagram META.csv", "", "meta_instagram_posts", 8, {
        "views": 64459, "reach": 32153, "reactions": 1012, "comments": 72, "shares": 156, "saves": 86}),
    ("meta/LeonMpofu__Reach.csv", "", "meta_daily_charts", 105, {"page_reach": 10734}),
    ("meta/LeonMpofu__Views.csv", "facebook:caja", "meta_daily_charts", 105, {"page_views": 29981}),
    ("meta/LeonMpofu__Interactions.csv", "facebook:caja", "meta_daily_charts", 105, {"page_engagements": 208}),
    ("meta/fclssventures__Alcance.csv", "instagram:caja", "meta_daily_charts", 90, {"page_reach": 160820}),
    ("meta/fclssventures__Novos seguidores (1).csv", "", "meta_daily_charts", 90, {"new_followers": 584}),
    ("meta/fclssventures__Visitas (1).csv", "", "meta_daily_charts", 90, {"profile_visits": 2054}),
    ("meta/nataliaartilha__New likes*", "", "meta_daily_charts", 1259, {"new_followers": 166 + 621}),
    ("meta/nataliaartilha__Reach*", "", "meta_daily_charts", 2140, {"page_reach": 14313 + 126490}),
    ("meta/nataliaartilha__Page and*", "", "meta_daily_charts", 2140, {"profile_visits": 1210 + 14347}),
    ("meta/nataliaartilha__Page and*", "instagram:caja", "meta_daily_charts", 1070, {"profile_visits": 14347}),
    ("meta/johankitti__*(Post Level)*", "", "facebook_post_insights", 3, {
        "impressions": 313, "reach": 150, "reactions": 2, "comments": 1}),
    ("meta/johankitti__Facebook Insights Data Export - *", "", "facebook_page_insights", 58, {
        "page_views": 1762, "page_reach": 492, "new_followers": 21, "lost_followers": 0, "profile_visits": 54}),
    ("meta/sarah-avila__Facebook Posts Q1andQ2.xlsx", "", "facebook_post_insights", 146, {
        "impressions": 181942, "reach": 142129, "video_views": 16310}),
    ("meta/sarah-avila__FacebookPosts2021.xlsx", "", "facebook_post_insights", 26, {
        "impressions": 4327, "reach": 4221, "video_views": 0}),
    ("meta/viethngn__*.xlsx", "", "facebook_post_insights", 7, {
        "impressions": 2642563, "reach": 1702914, "reactions": 14387, "comments": 1152, "shares": 3337,
        "link_clicks": 1501, "video_views": 618790}),
    ("meta/viethngn__*.xls", "", "facebook_post_insights", 7, {
        "impressions": 2642563, "reach": 1702914, "reactions": 14387, "comments": 1152, "shares": 3337,
        "link_clicks": 1501, "video_views": 618790}),
    ("x/ropensci-org__tweet_activity*", "", "x_posts_2014", 31, {
        "views": 199256, "reactions": 570, "comments": 24, "shares": 254, "link_clicks": 986}),
    ("x/hestey-star__*", "", "x_posts_2024", 40, {
        "views": 8338, "reactions": 34, "comments": 22, "shares": 0, "saves": 1, "link_clicks": 4}),
    ("x/debruine__*", "", "x_days_2014", 31, {
        "page_views": 1639423, "page_engagements": 107982, "new_followers": 3}),
    ("x/vianarafael__*", "", "x_days_2024", 7, {
        "page_views": 24749, "page_engagements": 448, "new_followers": 13, "lost_followers": 2,
        "profile_visits": 248}),
    ("x/sarah-avila__NPLF Twitter Q2.xls", "", "x_days_2014", 86, {
        "page_views": 27356, "page_engagements": 772, "new_followers": 0}),
    ("linkedin/sarah-avila__NPLF LinkedIn Q2.xls", "", "linkedin_visitors", 84, {
        "profile_visits": 296, "page_views": 29629, "page_engagements": 1440}),
    ("linkedin/sarah-avila__NPLF Linkedin 2021.xlsx", "", "linkedin_posts", 10, {
        "views": 2551, "reactions": 101, "comments": 4, "shares": 5}),
    ("linkedin/Arpita-deb__*", "", "linkedin_personal_days", 365, {
        "page_views": 70416, "page_engagements": 1255, "new_followers": 969}),
    ("linkedin/Nityaa2396__women_in_ai_usa_clean.csv", "", "linkedin_updates", 365, {
        "page_views": 170398, "page_engagements": 16171}),
    ("linkedin/Nityaa2396__women_in_ai_usa_followers.csv", "", "linkedin_followers", 365, {
        "new_followers": 2200}),
    ("tools/connect-saurabh__*", "", "sprout_posts", 27, {
        "views": 168179, "reach": 94710, "reactions": 4214, "comments": 1352, "shares": 979, "saves": 142,
        "link_clicks": 1471, "video_views": 41773}),
    ("care/sierkvdv__*", "web:caja", "dixa_conversations", 246, {"in": 124, "out": 122}),
    ("care/Yosingh1__*", "x:sprintcare", "twcs", 39, {"in": 32, "out": 7}),
    ("care/Yosingh1__*", "x:VerizonSupport", "twcs", 54, {"in": 41, "out": 13}),
    ("care/naman-tiwari__*", "x:AppleSupport", "twcs", 30, {"in": 17, "out": 13}),
    ("care/naman-tiwari__*", "x:VirginTrains", "twcs", 7, {"in": 3, "out": 4}),
    ("care/kechtel__twcs-Amazon*", "x:AmazonHelp", "twcs", 183, {"in": 84, "out": 99}),
    ("care/kechtel__twcs-Spotify*", "x:SpotifyCares", "twcs", 56, {"in": 28, "out": 28}),
]  # fmt: skip

REFUSED: list[tuple[str, str, str | None, str]] = [
    # file, --channel, layout, why
    ("meta/EurekaEstudio__2.csv", "", "meta_page_days_other", "it holds no KPI"),
    ("meta/LeonMpofu__Audience.csv", "", "meta_audience", "it holds no KPI"),
    ("meta/sylvia-chevalier-data__*", "", "facebook_posts_api", "its posts have no identifiers"),
    (
        "meta/LeonMpofu__Views.csv",
        "",
        "meta_daily_charts",
        "does not say whether it is of Facebook or of Instagram",
    ),
    ("meta/LeonMpofu__Reach.csv", "instagram:caja", "meta_daily_charts", "is of facebook"),
    ("linkedin/Manuel-RR__*", "", "linkedin_personal_days", "is not a whole number"),
    ("x/ropensci-org__twitter_metrics_monthly*", "", None, "fits no layout"),
    ("care/S0l0m4n__*", "", "care_pairs", "does not say when each answer was sent"),
    ("care/sierkvdv__*", "", "dixa_conversations", "cannot say which channel"),
    ("care/naman-tiwari__*", "", "twcs", "messages of several companies"),
    ("bank/AniiEncalada__dataset_Facebook.csv", "", "uci_facebook", "its rows have no dates"),
    ("bank/AniiEncalada__Facebook_metrics.txt", "", None, "is not UTF-8 text"),
    (
        "bank/alejandrarchbold__TAGS_BBVA*",
        "",
        "tags_archive",
        "what customers wrote and not the bank's answers",
    ),
    (
        "bank/alejandrarchbold__TAGS_Banco*",
        "",
        "tags_archive",
        "what customers wrote and not the bank's answers",
    ),
]


def short(value: object) -> str:
    return value.split("__")[-1].strip("*")[:30] if isinstance(value, str) and "__" in value else ""


def result_of(folder: Path, pattern: str, channel: str) -> Parsed | Refusal:
    [path] = folder.glob(pattern)
    return read(path.read_bytes(), name=path.name, channel=parse_channel(channel) if channel else None)


def summed(records: list[Any]) -> Sums:
    found: Sums = {}
    for record in records:
        for name, number in counted(record):
            found[name] = found.get(name, 0) + (number or 0)
    return found


def counted(record: object) -> list[tuple[str, int | None]]:
    if isinstance(record, PostRecord):
        return list(zip(COUNTERS, record.counters, strict=True))
    if isinstance(record, TotalsRecord):
        return list(zip(TOTALS, record.totals, strict=True))
    assert isinstance(record, MessageRecord)
    return [("out" if record.outbound else "in", 1)]


@pytest.mark.parametrize(("pattern", "channel", "layout", "number", "sums"), TAKEN, ids=short)
def test_what_is_taken(
    real_exports: Path, pattern: str, channel: str, layout: str, number: int, sums: Sums
) -> None:
    result = result_of(real_exports, pattern, channel)
    assert isinstance(result, Parsed), str(result.reason)
    records = [record for part in result.parts for record in part.records]
    assert (result.layout, len(records)) == (layout, number)
    assert [part.faults for part in result.parts if part.faults] == []
    found = summed(records)
    assert {name: found[name] for name in sums} == sums
    others = {name for name, number in found.items() if number and name not in sums}
    assert others <= {"followers"}


@pytest.mark.parametrize(("pattern", "channel", "layout", "why"), REFUSED, ids=short)
def test_what_is_refused(
    real_exports: Path, pattern: str, channel: str, layout: str | None, why: str
) -> None:
    result = result_of(real_exports, pattern, channel)
    assert isinstance(result, Refusal)
    assert result.layout == layout
    assert why in str(result.reason)
