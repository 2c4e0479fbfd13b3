"""Real exports of YouTube, TikTok and Google Analytics: what becomes of each file, and its totals.

The files lie beside the project and are not part of it. The totals were counted with the csv module alone, the
total rows of the exports left out; rows without a date are in none of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kpi.importing.records import Parsed, PostRecord, Record, Refusal, TotalsRecord
from kpi.periods import date_of
from kpi.store.schema import COUNTERS, TOTALS
from tests.kpi.importing.reading_support import read

pytestmark = pytest.mark.real_files


@dataclass(frozen=True)
class Taken:
    """A file that is imported: its layouts, its records, its days, its totals, how many rows have no date."""

    path: str
    layouts: tuple[str, ...]
    records: int
    first: str
    last: str
    totals: Mapping[str, int]
    undated: int = 0
    year: int | None = None
    notes: tuple[str, ...] = field(default=())


LESS = "the file's own total says"
TAKEN = [
    Taken(
        "youtube/EurekaEstudio__Dic-25-Contenido-2025-12-01__Datos de la tabla.csv",
        ("youtube_posts",),
        486,
        "2011-04-15",
        "2025-12-30",
        {"views": 6702, "reactions": 86, "comments": 25, "shares": 28},
    ),
    Taken(
        "youtube/GianMartins__Dados da tabela.csv",
        ("youtube_posts",),
        497,
        "2016-09-25",
        "2023-06-29",
        {"views": 30_226_259},
        notes=(f"30226259 of Post views, {LESS} 32691244",),
    ),
    Taken(
        "youtube/prakashpathak111__Table data.csv",
        ("youtube_posts",),
        498,
        "2023-08-25",
        "2026-06-23",
        {"views": 34_680_203},
        notes=(f"34680203 of Post views, {LESS} 34838847",),
    ),
    Taken(
        "youtube/areikher__Table data.csv",
        ("youtube_posts",),
        68,
        "2024-12-07",
        "2025-07-31",
        {"views": 46_307, "reactions": 1496, "shares": 26},
        undated=3,
        notes=(f"46307 of Post views, {LESS} 46333",),
    ),
    Taken(
        "youtube/rianaditama0__Table data.csv",
        ("youtube_posts",),
        151,
        "2022-04-04",
        "2023-05-23",
        {"views": 91_865},
        undated=3,
        notes=(f"91865 of Post views, {LESS} 92069",),
    ),
    Taken(
        "youtube/EurekaEstudio__Dic-25-Usuarios-nuevos-y-rec__Totales.csv",
        ("youtube_days",),
        31,
        "2025-12-01",
        "2025-12-31",
        {"page_views": 6702},
    ),
    Taken(
        "youtube/mmsouza114__Totals.csv",
        ("youtube_days",),
        803,
        "2020-09-01",
        "2022-11-12",
        {"page_views": 24_299},
    ),
    Taken(
        "tiktok/BossZY27__Overview.csv",
        ("tiktok_days",),
        7,
        "2026-04-12",
        "2026-04-18",
        {"page_views": 7919, "profile_visits": 35, "page_engagements": 51 + 2 + 3},
        year=2026,
    ),
    Taken(
        "tiktok/BossZY27__Overview.xlsx",
        ("tiktok_days",),
        7,
        "2026-04-12",
        "2026-04-18",
        {"page_views": 7919, "profile_visits": 35, "page_engagements": 51 + 2 + 3},
        year=2026,
    ),
    Taken(
        "tiktok/htupycollabs-spec__Content 3.csv",
        ("tiktok_posts",),
        6,
        "2025-04-08",
        "2025-07-26",
        {"views": 254_720, "reactions": 4114, "comments": 162, "shares": 226},
    ),
    Taken(
        "tiktok/htupycollabs-spec__Content.csv",
        ("tiktok_posts",),
        13,
        "2025-04-08",
        "2026-02-01",
        {"views": 537_161, "reactions": 4063, "comments": 117, "shares": 275},
    ),
    Taken(
        "tiktok/htupycollabs-spec__Overview.csv",
        ("tiktok_days",),
        365,
        "2025-02-28",
        "2026-02-27",
        {"page_views": 2_946_198, "profile_visits": 9692, "page_engagements": 23_673 + 3171 + 2372},
        year=2026,
    ),
    Taken(
        "tiktok/htupycollabs-spec__Viewers.csv",
        ("tiktok_viewers",),
        365,
        "2025-02-28",
        "2026-02-27",
        {"new_visitors": 1_897_400, "returning_visitors": 653_581},
        year=2026,
    ),
    Taken(
        "tiktok/vsbperoto__TIKTOK_RAW.csv",
        ("tiktok_days",),
        62,
        "2025-10-31",
        "2025-12-31",
        {
            "page_views": 521_491,
            "page_reach": 505_414,
            "profile_visits": 2661,
            "page_engagements": 7178 + 1926 + 665,
            "new_followers": 409,
            "lost_followers": 7,
        },
    ),
    Taken(
        "web/Anas3rdshade__User_acquisition_First_user_primary_channel_group_(Default_Channel_Group).csv",
        ("ga4_user_acquisition",),
        8,
        "2025-02-01",
        "2025-08-04",
        {"new_visitors": 2061, "returning_visitors": 103},
    ),
    Taken(
        "web/Anas3rdshade__Landing_page_Landing_page.csv",
        ("ga4_new_users",),
        1,
        "2025-02-01",
        "2025-08-04",
        {"new_visitors": 2061},
    ),
    Taken(
        "web/LilyHeAsamiko__data-export.csv",
        ("ga4_days", "ga4_user_acquisition"),
        28 + 2,
        "2023-04-24",
        "2023-05-21",
        {"new_visitors": 2 + 2},
    ),
]

REFUSED = {
    "web/podmeister81__data-export.csv": "ga4_reports",
    "youtube/CodingTrain__Table data.csv": "youtube_breakdowns",
    "youtube/EurekaEstudio__Dic-25-Ciudades-2025-12-01-2__Datos de la tabla.csv": "youtube_breakdowns",
    "youtube/EurekaEstudio__Dic-25-Usuarios-nuevos-y-rec__Datos de la tabla.csv": "youtube_viewer_kinds",
    "youtube/EurekaEstudio__Edad del espectador 2026-01-01_2026-02-01 IdeaPais.csv": "youtube_breakdowns",
    "youtube/EurekaEstudio__Ene-26-Contenido-2026-01-01__Totales.csv": "youtube_days_other",
    "youtube/EurekaEstudio__dec_traffic.csv": "youtube_breakdowns",
    "youtube/EurekaEstudio__jan_traffic.csv": "youtube_breakdowns",
    "youtube/GianMartins__Total.csv": "youtube_days_other",
    "youtube/mmsouza114__Table_data.csv": "youtube_breakdowns",
    "youtube/mmsouza114__Table_data.xlsx": "youtube_breakdowns",
    "youtube/nataliaartilha__Dados da tabela.csv": "youtube_breakdowns",
    "youtube/nataliaartilha__YoutubeFEAdev.csv": "",
    "youtube/prakashpathak111__Totals.csv": "youtube_days_other",
    "youtube/violetzq__Subscription_status.csv": "youtube_breakdowns",
}
ASK_FOR_A_YEAR = [taken.path for taken in TAKEN if taken.year]


def short(value: object) -> str:
    path = value.path if isinstance(value, Taken) else str(value)
    return path.split("__")[-1][:40]


def total(records: list[Record], name: str) -> int:
    """What the records hold of a counter of posts or a total of the channel."""
    found = [
        record.counters[COUNTERS.index(name)]
        if isinstance(record, PostRecord)
        else record.totals[TOTALS.index(name)]
        for record in records
        if isinstance(record, PostRecord | TotalsRecord)
    ]
    return sum(each for each in found if each is not None)


def test_every_file_of_these_vendors_has_its_verdict_here(real_exports: Path) -> None:
    found = {
        f"{path.parent.name}/{path.name}"
        for folder in ("youtube", "tiktok", "web")
        for path in (real_exports / folder).iterdir()
    }
    assert found == {taken.path for taken in TAKEN} | set(REFUSED)


@pytest.mark.parametrize("taken", TAKEN, ids=short)
def test_totals(real_exports: Path, taken: Taken) -> None:
    result = read((real_exports / taken.path).read_bytes(), year=taken.year, name=taken.path)
    assert isinstance(result, Parsed), str(result.reason)
    records = [record for part in result.parts for record in part.records]
    firsts = [record.first_day if isinstance(record, TotalsRecord) else record.day for record in records]  # type: ignore[union-attr]
    lasts = [record.last_day if isinstance(record, TotalsRecord) else record.day for record in records]  # type: ignore[union-attr]
    assert tuple(sorted(part.layout for part in result.parts)) == taken.layouts
    assert (len(records), len(result.faults)) == (taken.records, taken.undated)
    assert (date_of(min(firsts)).isoformat(), date_of(max(lasts)).isoformat()) == (taken.first, taken.last)
    names = COUNTERS if isinstance(records[0], PostRecord) else TOTALS
    assert {name: total(records, name) for name in names if total(records, name)} == taken.totals
    said = [str(note) for note in result.notes]
    assert all(any(each in note for note in said) for each in taken.notes)
    assert any(LESS in note for note in said) == bool(taken.notes)


@pytest.mark.parametrize(("path", "layout"), REFUSED.items(), ids=short)
def test_what_is_refused_is_refused_by_name(real_exports: Path, path: str, layout: str) -> None:
    result = read((real_exports / path).read_bytes(), name=path)
    assert isinstance(result, Refusal)
    assert result.layout == (layout or None)
    assert ("is recognised as" in str(result.reason)) == bool(layout)


@pytest.mark.parametrize("path", ASK_FOR_A_YEAR, ids=short)
def test_dates_without_a_year_are_asked_for(real_exports: Path, path: str) -> None:
    result = read((real_exports / path).read_bytes(), name=path)
    assert isinstance(result, Refusal)
    assert "The dates have no year" in str(result.reason)
