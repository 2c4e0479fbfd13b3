"""Real exports of more vendors: figures equal an independent count; exports without a KPI are refused by name.

The files lie beside the project and are not part of it. The counts here use csv, openpyxl and xlrd alone.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlrd
from openpyxl import load_workbook

from kpi.importing.records import MessageRecord, Parsed, PostRecord, Record, Refusal, TotalsRecord
from kpi.periods import date_of
from kpi.store.schema import COUNTERS, TOTALS
from tests.kpi.importing.reading_support import read

pytestmark = pytest.mark.real_files

CHARTS: list[tuple[str, str, list[tuple[str, str]]]] = [
    ("LeonMpofu__Reach.csv", "", [("facebook", "page_reach")]),
    ("LeonMpofu__Views.csv", "facebook", [("facebook", "page_views")]),
    ("LeonMpofu__Interactions.csv", "facebook", [("facebook", "page_engagements")]),
    ("fclssventures__Alcance.csv", "facebook", [("facebook", "page_reach")]),
    ("fclssventures__Novos seguidores (1).csv", "", [("facebook", "new_followers")]),
    ("fclssventures__Visitas (1).csv", "", [("facebook", "profile_visits")]),
    (
        "nataliaartilha__New likes and follows (1).csv",
        "",
        [("facebook", "new_followers"), ("instagram", "new_followers")],
    ),
    ("nataliaartilha__Reach (1).csv", "", [("facebook", "page_reach"), ("instagram", "page_reach")]),
    (
        "nataliaartilha__Page and profile visits (1).csv",
        "",
        [("facebook", "profile_visits"), ("instagram", "profile_visits")],
    ),
]
VIDEOS = [
    ("EurekaEstudio__Dic-25-Contenido-2025-12-01__Datos de la tabla.csv", "Vistas", "Me gusta", 2),
    ("GianMartins__Dados da tabela.csv", "Visualizações", "", 2),
    ("areikher__Table data.csv", "Views", "Likes", 2),
    ("prakashpathak111__Table data.csv", "Views", "", 2),
    ("rianaditama0__Table data.csv", "Views", "", 2),
]
WITHOUT_KPI = {
    "bank/AniiEncalada__dataset_Facebook.csv": "uci_facebook",
    "bank/alejandrarchbold__TAGS_BBVA_Colombia.csv": "tags_archive",
    "bank/alejandrarchbold__TAGS_Bancolombia.csv": "tags_archive",
    "care/S0l0m4n__sample-pairs.csv": "care_pairs",
    "meta/EurekaEstudio__2.csv": "meta_page_days_other",
    "meta/LeonMpofu__Audience.csv": "meta_audience",
    "meta/sylvia-chevalier-data__FacebookInsights.csv": "facebook_posts_api",
}


def short(value: object) -> str:
    return value.split("/")[-1][:30] if isinstance(value, str) and "__" in value else ""


def took(path: Path, **options: Any) -> Parsed:
    result = read(path.read_bytes(), name=path.name, **options)
    assert isinstance(result, Parsed), str(result.reason)
    return result


def every(result: Parsed) -> list[Record]:
    return [record for part in result.parts for record in part.records]


def values(records: Sequence[Record], field: str, platform: str = "") -> list[int]:
    """The numbers that the records have of one field."""
    found: list[int | None] = []
    for record in records:
        if platform and record.platform != platform:
            continue
        if isinstance(record, PostRecord):
            found.append(record.counters[COUNTERS.index(field)])
        elif isinstance(record, TotalsRecord):
            found.append(record.totals[TOTALS.index(field)])
    return [each for each in found if each is not None]


def rows_of(path: Path, encoding: str = "utf-8-sig") -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode(encoding), newline="")))


@pytest.mark.parametrize(("name", "asked", "charts"), CHARTS, ids=short)
def test_meta_charts(real_exports: Path, name: str, asked: str, charts: list[tuple[str, str]]) -> None:
    path = real_exports / "meta" / name
    blocks: list[list[int]] = []
    for row in rows_of(path, "utf-16"):
        if len(row) == 2 and not row[0].startswith(("20", "sep=")):
            blocks.append([])
        elif len(row) == 2 and row[0].startswith("20"):
            blocks[-1].append(int(row[1]))
    result = took(path, channel=(asked, "banco") if asked else None)
    assert (result.layout, result.faults) == ("meta_daily_charts", ())
    assert result.rows_read == sum(map(len, blocks))
    assert len(blocks) == len(charts)
    for (platform, field), numbers in zip(charts, blocks, strict=True):
        assert values(result.records, field, platform) == numbers


def test_facebook_page_insights(real_exports: Path) -> None:
    [path] = (real_exports / "meta").glob("johankitti__Facebook Insights Data Export - *.csv")
    header, _, *rows = rows_of(path, "latin-1")
    result = took(path)
    assert (result.layout, result.faults, len(result.records)) == ("facebook_page_insights", (), len(rows))
    for field, name in {
        "followers": "Lifetime Total Likes",
        "new_followers": "Daily New Likes",
        "lost_followers": "Daily Unlikes",
        "page_views": "Daily Total Impressions",
        "page_reach": "Daily Total Reach",
        "profile_visits": "Daily Logged-in Page Views",
    }.items():
        assert values(result.records, field) == [
            int(row[header.index(name)]) for row in rows if row[header.index(name)]
        ]


def test_facebook_post_insights(real_exports: Path) -> None:
    [path] = (real_exports / "meta").glob("johankitti__*(Post Level)*.csv")
    header, _, *rows = rows_of(path)
    result = took(path)
    assert [post.post_id for post in result.records if isinstance(post, PostRecord)] == [
        row[0] for row in rows
    ]
    assert values(result.records, "reach") == [
        int(row[header.index("Lifetime Post Total Reach")]) for row in rows
    ]
    assert sum(values(result.records, "reactions")) == 2


@pytest.mark.parametrize(
    "name", ["sarah-avila__Facebook Posts Q1andQ2.xlsx", "sarah-avila__FacebookPosts2021.xlsx"]
)
def test_facebook_posts_merged_by_hand(real_exports: Path, name: str) -> None:
    path = real_exports / "meta" / name
    sheet = load_workbook(path, data_only=True).worksheets[0]
    header, *rows = [row for row in sheet.iter_rows(values_only=True) if row[0]]
    result = took(path)
    assert (result.layout, result.faults, result.rows_read) == ("facebook_post_insights", (), len(rows))
    shown = header.index("Lifetime Post Total Impressions")
    assert sum(values(result.records, "impressions")) == sum(int(str(row[shown])) for row in rows)


def test_twins_of_one_export_give_equal_posts(real_exports: Path) -> None:
    [old] = (real_exports / "meta").glob("viethngn__*.xls")
    [new] = (real_exports / "meta").glob("viethngn__*.xlsx")
    one, other = every(took(old)), every(took(new))
    assert [replace(record, row=0) for record in one] == [replace(record, row=0) for record in other]
    sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(new).worksheets}
    stories = sheets["Lifetime Post Stories by act..."]
    assert values(one, "reactions") == [row[stories[0].index("like")] for row in stories[1:] if row[1]]
    assert len(one) == 7


def test_days_of_x_in_an_old_workbook(real_exports: Path) -> None:
    path = real_exports / "x/sarah-avila__NPLF Twitter Q2.xls"
    rows = [sheet.row_values(n) for sheet in xlrd.open_workbook(path).sheets() for n in range(1, sheet.nrows)]
    result = took(path)
    assert (result.layout, len(result.records), result.faults) == ("x_days_2014", len(rows), ())
    assert sum(values(result.records, "page_views")) == sum(row[2] for row in rows)
    days = [date(1899, 12, 30) + timedelta(days=int(row[0])) for row in rows]
    assert [date_of(each.first_day) for each in result.records if isinstance(each, TotalsRecord)] == days


def test_linkedin_page_in_an_old_workbook(real_exports: Path) -> None:
    path = real_exports / "linkedin/sarah-avila__NPLF LinkedIn Q2.xls"
    book = xlrd.open_workbook(path)
    visits = book.sheet_by_name("Visitor metrics")
    updates = book.sheet_by_name("Update metrics (aggregated)")
    result = took(path)
    assert [part.layout for part in result.parts] == ["linkedin_visitors", "linkedin_updates"]
    assert [part.faults for part in result.parts] == [(), ()]
    at = visits.row_values(0).index("Total page views (total)")
    assert sum(values(every(result), "profile_visits")) == sum(visits.col_values(at, 1))
    at = updates.row_values(1).index("Impressions (total)")
    assert sum(values(every(result), "page_views")) == sum(updates.col_values(at, 2))
    assert len(every(result)) == visits.nrows - 1


@pytest.mark.parametrize(
    ("name", "field", "column"),
    [
        ("Nityaa2396__women_in_ai_usa_clean.csv", "page_views", "Impressions (total)"),
        ("Nityaa2396__women_in_ai_usa_clean.csv", "page_engagements", "Total Engagement"),
        ("Nityaa2396__women_in_ai_usa_followers.csv", "new_followers", "Total followers"),
    ],
)
def test_linkedin_days(real_exports: Path, name: str, field: str, column: str) -> None:
    header, *rows = rows_of(real_exports / "linkedin" / name)
    result = took(real_exports / "linkedin" / name)
    assert result.faults == ()
    assert values(result.records, field) == [int(row[header.index(column)]) for row in rows]


def test_linkedin_posts_whose_dates_are_bare_numbers(real_exports: Path) -> None:
    result = took(real_exports / "linkedin/sarah-avila__NPLF Linkedin 2021.xlsx")
    sheet = load_workbook(real_exports / "linkedin/sarah-avila__NPLF Linkedin 2021.xlsx")["Update Engagement"]
    rows: list[Any] = [row for row in sheet.iter_rows(min_row=3, values_only=True) if row[1]]
    posts = [post for post in result.records if isinstance(post, PostRecord)]
    assert sum(values(posts, "views")) == sum(row[9] for row in rows)
    assert [date_of(post.day) for post in posts] == [
        date(1899, 12, 30) + timedelta(days=row[5]) for row in rows
    ]


def test_linkedin_profile(real_exports: Path) -> None:
    [path] = (real_exports / "linkedin").glob("Arpita-deb__*.xlsx")
    book = load_workbook(path)
    found = every(took(path))
    engagement: list[Any] = list(book["ENGAGEMENT"].iter_rows(min_row=2, values_only=True))
    followers: list[Any] = list(book["FOLLOWERS"].iter_rows(min_row=4, values_only=True))
    assert sum(values(found, "page_views")) == sum(row[1] for row in engagement)
    assert sum(values(found, "page_engagements")) == sum(row[2] for row in engagement)
    assert sum(values(found, "new_followers")) == sum(row[1] for row in followers)
    assert len(found) == 365


def test_fractions_of_engagements_are_refused(real_exports: Path) -> None:
    result = read((real_exports / "linkedin/Manuel-RR__stats_example.xlsx").read_bytes())
    assert isinstance(result, Refusal)
    assert "is not a whole number" in str(result.reason)


@pytest.mark.parametrize("name", ["Content.csv", "Content 3.csv"])
def test_tiktok_videos_are_of_the_day_that_the_export_shows(real_exports: Path, name: str) -> None:
    path = real_exports / "tiktok" / f"htupycollabs-spec__{name}"
    _, *rows = rows_of(path)
    posts = [post for post in took(path).records if isinstance(post, PostRecord)]
    assert sum(values(posts, "views")) == sum(int(row[7]) for row in rows)
    for post, row in zip(posts, rows, strict=True):
        assert post.published_at is not None
        uploaded = datetime.fromtimestamp(post.published_at, UTC)
        shown = datetime.strptime(f"{uploaded.year} {row[3]}", "%Y %B %d").replace(tzinfo=UTC)
        assert abs(uploaded - shown) < timedelta(days=2)


@pytest.mark.parametrize(
    ("name", "year", "views"),
    [
        ("BossZY27__Overview", 2026, 1),
        ("htupycollabs-spec__Overview", 2026, 1),
        ("vsbperoto__TIKTOK_RAW", None, 1),
    ],
)
def test_tiktok_days(real_exports: Path, name: str, year: int | None, views: int) -> None:
    _, *rows = rows_of(real_exports / f"tiktok/{name}.csv")
    result = took(real_exports / f"tiktok/{name}.csv", year=year)
    assert (result.layout, len(result.records), result.faults) == ("tiktok_days", len(rows), ())
    assert values(result.records, "page_views") == [int(row[views]) for row in rows]


def test_tiktok_twins(real_exports: Path) -> None:
    one, other = (
        took(real_exports / f"tiktok/BossZY27__Overview.{kind}", year=2026) for kind in ("csv", "xlsx")
    )
    assert one.records == other.records


@pytest.mark.parametrize(("name", "views", "likes", "date_at"), VIDEOS, ids=short)
def test_youtube_videos(real_exports: Path, name: str, views: str, likes: str, date_at: int) -> None:
    path = real_exports / "youtube" / name
    header, _, *rows = rows_of(path)
    dated = [row for row in rows if row[date_at]]
    result = took(path)
    assert (result.layout, result.rows_ignored) == ("youtube_posts", 1)
    assert len(result.faults) == len(rows) - len(dated)
    for field, column in (("views", views), ("reactions", likes)):
        if column:
            counted = [int(row[header.index(column)]) for row in dated if row[header.index(column)]]
            assert values(result.records, field) == counted


@pytest.mark.parametrize(
    "name", ["mmsouza114__Totals.csv", "EurekaEstudio__Dic-25-Usuarios-nuevos-y-rec__Totales.csv"]
)
def test_youtube_days(real_exports: Path, name: str) -> None:
    _, *rows = rows_of(real_exports / "youtube" / name)
    assert values(took(real_exports / "youtube" / name).records, "page_views") == [
        int(row[1]) for row in rows
    ]


def test_dixa_waits(real_exports: Path) -> None:
    [path] = (real_exports / "care").glob("sierkvdv__*.csv")
    header, *rows = rows_of(path)
    kept = [
        row for row in rows if row[header.index("direction")] == "inbound" and row[header.index("queued_at")]
    ]
    assert "cannot say which channel" in str(read(path.read_bytes()).reason)  # type: ignore[union-attr]
    result = took(path, channel=("web", "banco"))
    assert (result.faults, result.rows_ignored) == ((), len(rows) - len(kept))
    messages = [each for each in result.records if isinstance(each, MessageRecord)]
    asked = {each.conversation_id: each.sent_at for each in messages if not each.outbound}
    waits = [each.sent_at - asked[each.conversation_id] for each in messages if each.outbound]
    fair = [float(row[header.index("FairTTASeconds")]) for row in kept if row[header.index("FairTTASeconds")]]
    assert (len(asked), waits) == (len(kept), fair)


def test_sprout_posts(real_exports: Path) -> None:
    path = real_exports / "tools/connect-saurabh__Post Performance.csv"
    header, *rows = rows_of(path)
    result = took(path)
    assert (result.faults, len(result.records)) == ((), len(rows))
    assert [post.platform for post in result.records] == [
        row[header.index("Network")].lower() for row in rows
    ]
    for field, name in {"views": "Impressions", "reactions": "Reactions", "saves": "Saves"}.items():
        cells = [row[header.index(name)].replace(",", "") for row in rows]
        assert values(result.records, field) == [int(cell) for cell in cells if cell]


@pytest.mark.parametrize(("path", "layout"), WITHOUT_KPI.items(), ids=short)
def test_what_holds_no_kpi_is_refused_by_name(real_exports: Path, path: str, layout: str) -> None:
    result = read((real_exports / path).read_bytes())
    assert isinstance(result, Refusal)
    assert result.layout == layout
    assert f"is recognised as {layout}" in str(result.reason)
