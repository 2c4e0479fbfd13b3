"""Real exports: the figures equal an independent count, and what is no layout of ours is refused in a sentence.

The files lie beside the project and are not part of it. The counts here use the csv module alone.
"""

import csv
import io
from itertools import dropwhile
from pathlib import Path

import pytest

from kpi.importing.records import MessageRecord, Parsed, PostRecord, Refusal, TotalsRecord
from kpi.store.schema import COUNTERS, TOTALS
from tests.kpi.importing.reading_support import read

pytestmark = pytest.mark.real_files

Names = dict[str, tuple[str, ...]]

POSTS: list[tuple[str, str, str, Names]] = [
    (
        "meta/EurekaEstudio__Jan-01-2026_Jan-31-2026_842403305485038.csv",
        "meta_facebook_posts",
        "Identificador de la publicación",
        {
            "views": ("Visualizaciones",),
            "reach": ("Alcance",),
            "reactions": ("Reacciones",),
            "comments": ("Comentarios",),
            "shares": ("Veces que se compartió",),
        },
    ),
    (
        "meta/LeonMpofu__Mar-18-2025_Apr-14-2025_553302954456165.csv",
        "meta_facebook_posts",
        "Post ID",
        {
            "views": ("Views",),
            "reach": ("Reach",),
            "reactions": ("Reactions",),
            "comments": ("Comments",),
            "shares": ("Shares",),
            "link_clicks": ("Link Clicks",),
            "video_views": ("3-second video views",),
        },
    ),
    (
        "meta/LeonMpofu__Mar-18-2025_Apr-14-2025_578982927868853.csv",
        "meta_instagram_posts",
        "Post ID",
        {
            "views": ("Views",),
            "reach": ("Reach",),
            "reactions": ("Likes",),
            "comments": ("Comments",),
            "shares": ("Shares",),
            "saves": ("Saves",),
        },
    ),
    (
        "instagram/EurekaEstudio__Instagram META.csv",
        "meta_instagram_posts",
        "Identificador de la publicación",
        {
            "views": ("Visualizaciones",),
            "reactions": ("Me gusta",),
            "shares": ("Veces que se compartió",),
            "saves": ("Veces que se guardó",),
        },
    ),
    (
        "x/ropensci-org__tweet_activity_metrics_rOpenSci_20190101_20190201_en.csv",
        "x_posts_2014",
        "Tweet id",
        {
            "views": ("impressions",),
            "reactions": ("likes",),
            "comments": ("replies",),
            "shares": ("retweets",),
            "link_clicks": ("url clicks",),
        },
    ),
    (
        "x/hestey-star__account_analytics_content_2026-08-10_2026-08-16.csv",
        "x_posts_2024",
        "Post id",
        {
            "views": ("Impressions",),
            "reactions": ("Likes",),
            "comments": ("Replies",),
            "shares": ("Reposts", "Shares"),
            "saves": ("Bookmarks",),
            "link_clicks": ("URL Clicks",),
        },
    ),
]

TOTALS_FILES: list[tuple[str, str, int | None, Names]] = [
    (
        "x/debruine__daily_tweet_activity_metrics_LisaDeBruine_20210801_20210901_en.csv",
        "x_days_2014",
        None,
        {"page_views": ("impressions",), "page_engagements": ("engagements",), "new_followers": ("follows",)},
    ),
    (
        "x/vianarafael__account_overview_analytics.csv",
        "x_days_2024",
        None,
        {
            "page_views": ("Impressions",),
            "page_engagements": ("Engagements",),
            "profile_visits": ("Profile visits",),
            "new_followers": ("New follows",),
            "lost_followers": ("Unfollows",),
        },
    ),
    (
        "tiktok/htupycollabs-spec__Viewers.csv",
        "tiktok_viewers",
        2025,
        {"new_visitors": ("New Viewers",), "returning_visitors": ("Returning Viewers",)},
    ),
    (
        "web/Anas3rdshade__User_acquisition_First_user_primary_channel_group_(Default_Channel_Group).csv",
        "ga4_user_acquisition",
        None,
        {"new_visitors": ("New users",), "returning_visitors": ("Returning users",)},
    ),
]

TWCS = [
    ("care/Yosingh1__twcs_first.csv", "sprintcare"),
    ("care/naman-tiwari__sample.csv", "AppleSupport"),
    ("care/naman-tiwari__sample.csv", "ChaseSupport"),
]

CARE_BOOKS = {
    "care/kechtel__twcs-AmazonHelp-preprocessed-183.xlsx": "AmazonHelp",
    "care/kechtel__twcs-SpotifyCares-preprocessed-56.xlsx": "SpotifyCares",
}


def short(value: object) -> str:
    """A test's name: the file's name without its long tail; nothing of the rest."""
    return value.split("/")[-1][:40] if isinstance(value, str) and "/" in value else ""


def plain_rows(path: Path) -> tuple[list[str], list[list[str]]]:
    """Header and rows below any comment lines."""
    text = path.read_bytes().decode("utf-8-sig")
    lines = dropwhile(lambda line: line.startswith("#"), io.StringIO(text, newline=""))
    header, *rows = csv.reader(lines)
    return header, [row for row in rows if any(row)]


def count(header: list[str], rows: list[list[str]], names: tuple[str, ...]) -> tuple[int, int]:
    """(sum, number of filled cells) of the first columns of these names."""
    cells = [row[header.index(name)] for row in rows for name in names]
    filled = [float(cell) for cell in cells if cell not in ("", "-", "undefined")]
    return int(sum(filled)), len(filled) // len(names)


@pytest.mark.parametrize(("path", "layout", "identifier", "columns"), POSTS, ids=short)
def test_posts_equal_a_plain_count(
    real_exports: Path, path: str, layout: str, identifier: str, columns: Names
) -> None:
    result = read((real_exports / path).read_bytes())
    assert isinstance(result, Parsed)
    header, rows = plain_rows(real_exports / path)
    posts = [record for record in result.records if isinstance(record, PostRecord)]
    assert (result.layout, result.rows_read, result.faults, result.rows_ignored) == (layout, len(rows), (), 0)
    assert [post.post_id for post in posts] == [row[header.index(identifier)] for row in rows]
    for name, names in columns.items():
        values = [post.counters[COUNTERS.index(name)] for post in posts]
        known = [value for value in values if value is not None]
        assert (sum(known), len(known)) == count(header, rows, names), name


@pytest.mark.parametrize(("path", "layout", "year", "columns"), TOTALS_FILES, ids=short)
def test_totals_equal_a_plain_count(
    real_exports: Path, path: str, layout: str, year: int | None, columns: Names
) -> None:
    result = read((real_exports / path).read_bytes(), year=year)
    assert isinstance(result, Parsed)
    header, rows = plain_rows(real_exports / path)
    totals = [record for record in result.records if isinstance(record, TotalsRecord)]
    assert (result.layout, result.rows_read, result.faults) == (layout, len(rows), ())
    assert len({(record.first_day, record.segment) for record in totals}) == len(rows)
    for name, names in columns.items():
        values = [record.totals[TOTALS.index(name)] for record in totals]
        known = [value for value in values if value is not None]
        assert (sum(known), len(known)) == count(header, rows, names), name


@pytest.mark.parametrize(("path", "handle"), TWCS)
def test_care_conversations_equal_a_plain_walk(real_exports: Path, path: str, handle: str) -> None:
    result = read((real_exports / path).read_bytes(), channel=("x", handle))
    assert isinstance(result, Parsed)
    found = {record.message_id for record in result.records if isinstance(record, MessageRecord)}
    assert found == walked(real_exports / path, handle)
    assert result.rows_read == len(found) + result.rows_ignored


def walked(path: Path, handle: str) -> set[str]:
    """The account's messages, found by walking from each of its messages over the reply links."""
    header, cells = plain_rows(path)
    rows = [dict(zip(header, row, strict=True)) for row in cells]
    near: dict[str, set[str]] = {}
    for row in rows:
        for field in ("response_tweet_id", "in_response_to_tweet_id"):
            for other in filter(None, row[field].split(",")):
                near.setdefault(row["tweet_id"], set()).add(other)
                near.setdefault(other, set()).add(row["tweet_id"])
    inbound = {row["tweet_id"]: row["inbound"].lower() == "true" for row in rows}
    own = {row["tweet_id"] for row in rows if row["author_id"].lower() == handle.lower()}
    words = {
        row["tweet_id"]
        for row in rows
        if inbound[row["tweet_id"]] and f"@{handle.lower()}" in row["text"].lower().replace(".", " ").split()
    }
    reached: set[str] = set()
    waiting = [*own, *words]
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting.extend(near.get(here, ()))
    return {each for each in reached if each in inbound and (inbound[each] or each in own)}


@pytest.mark.parametrize(("path", "handle"), CARE_BOOKS.items())
def test_care_workbooks(real_exports: Path, path: str, handle: str) -> None:
    result = read((real_exports / path).read_bytes(), channel=("x", handle), name=path)
    assert isinstance(result, Parsed)
    assert (result.layout, result.faults) == ("twcs", ())
    assert len(result.records) + result.rows_ignored == result.rows_read


def test_every_file_is_read_or_refused_in_one_sentence(real_exports: Path) -> None:
    for path in sorted(real_exports.glob("*/*")):
        result = read(path.read_bytes(), name=path.name)
        if isinstance(result, Refusal):
            sentence = str(result.reason)
            assert 20 < len(sentence) < 600, path.name
            assert "\n" not in sentence, path.name
        else:
            assert any(part.records for part in result.parts), path.name
