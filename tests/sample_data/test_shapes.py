"""Each vendor's file of the sample has the shape of a real one: header, quotes, byte-order mark, line ends."""

from pathlib import Path

import pytest

BOM = b"\xef\xbb\xbf"

SAME_SHAPE = [
    ("facebook/Nov-01-2025", "meta/EurekaEstudio__Jan-01-2026_Jan-31-2026_842403305485038.csv", 0),
    ("instagram/Nov-01-2024", "meta/LeonMpofu__Mar-18-2025_Apr-14-2025_578982927868853.csv", 0),
    ("instagram/May-01-2026", "instagram/EurekaEstudio__Instagram META.csv", 0),
    (
        "x/tweet_activity_metrics",
        "x/ropensci-org__tweet_activity_metrics_rOpenSci_20190101_20190201_en.csv",
        0,
    ),
    (
        "x/daily_tweet_activity_metrics",
        "x/debruine__daily_tweet_activity_metrics_LisaDeBruine_20210801_20210901_en.csv",
        0,
    ),
    (
        "x/account_analytics_content",
        "x/hestey-star__account_analytics_content_2026-08-10_2026-08-16.csv",
        0,
    ),
    ("x/account_overview_analytics", "x/vianarafael__account_overview_analytics.csv", 0),
    ("x/twcs_CajaMiravalle", "care/naman-tiwari__sample.csv", 0),
    ("tiktok/Viewers", "tiktok/htupycollabs-spec__Viewers.csv", 0),
    (
        "web/User_acquisition",
        "web/Anas3rdshade__User_acquisition_First_user_primary_channel_group_(Default_Channel_Group).csv",
        9,
    ),
]


@pytest.mark.real_files
@pytest.mark.parametrize(("sample", "real", "header_line"), SAME_SHAPE, ids=[s for s, _, _ in SAME_SHAPE])
def test_like_the_real_one(
    made_again: Path, real_exports: Path, sample: str, real: str, header_line: int
) -> None:
    folder, beginning = sample.split("/")
    ours = next((made_again / "exports" / folder).glob(f"{beginning}*")).read_bytes()
    theirs = (real_exports / real).read_bytes()

    assert ours.splitlines()[header_line] == theirs.splitlines()[header_line]
    assert ours.startswith(BOM) == theirs.startswith(BOM)
    assert (b"\r\n" in ours) == (b"\r\n" in theirs)
    assert ours.endswith(b"\n") == theirs.endswith(b"\n")
