"""YouTube and TikTok: totals and parts, days and weeks, and the year that TikTok does not write."""

import io

import pytest
from openpyxl import Workbook

from kpi.importing.records import PostRecord, TotalsRecord
from kpi.store.schema import COUNTERS, TOTALS
from tests.kpi.importing.reading_support import day, parsed, refused

OVERVIEW = "Date,Video Views,Profile Views,Likes,Comments,Shares\n"


def totals(content: str | bytes, measure: str, **options: object) -> dict[int, int | None]:
    """A total of the channel by day."""
    records = parsed(content, **options).records
    assert all(isinstance(record, TotalsRecord) for record in records)
    return {record.first_day: record.totals[TOTALS.index(measure)] for record in records}  # type: ignore[union-attr]


def views(content: str | bytes) -> dict[str, int | None]:
    """The views of each video."""
    records = parsed(content).records
    assert all(isinstance(record, PostRecord) for record in records)
    return {record.post_id: record.counters[COUNTERS.index("views")] for record in records}  # type: ignore[union-attr]


def test_a_total_row_is_no_video_and_no_day() -> None:
    assert views('Content,Video title,Video publish time,Views\nTotal,,,12\nabc,T,"Dec 1, 2025",12\n') == {
        "abc": 12
    }
    assert totals("Fecha,Vistas,Suscriptores\nTotal,12,1\n2025-12-01,12,1\n", "page_views") == {
        day("2025-12-01"): 12
    }


def test_what_the_rows_lack_of_the_total_is_said() -> None:
    result = parsed('Content,Video title,Video publish time,Views\nTotal,,,20\nabc,T,"Dec 1, 2025",12\n')
    assert str(result.notes[-1]).startswith(
        "The rows that were taken hold 12 of Post views, the file's own total says 20"
    )


def test_videos_without_a_date_are_left_out_however_many() -> None:
    head = "Content,Video title,Video publish time,Views\n"
    undated = "".join(f"u{number},Not listed,,3\n" for number in range(12))
    result = parsed(head + undated + 'abc,T,"Dec 1, 2025",12\n')
    assert (len(result.records), len(result.faults)) == (1, 12)
    assert "12 of 12 rows cannot be read" in refused(head + undated)
    assert "13 of 14 rows cannot be read" in refused(
        head + 'abc,T,"Dec 1, 2025",12\n' + undated.replace(",,", ",soon,") + "x,T,,1\n"
    )


def test_columns_are_for_whoever_exports_to_choose() -> None:
    result = parsed('Video title,Likes,Video publish time,Content\nT,3,"Dec 1, 2025",abc\n')
    assert result.layout == "youtube_posts"
    assert [record.counters[COUNTERS.index("reactions")] for record in result.records] == [3]  # type: ignore[union-attr]


def test_videos_without_a_figure_that_we_keep_are_refused_by_name() -> None:
    content = 'Content,Video title,Video publish time,Subscribers\nabc,T,"Dec 1, 2025",3\n'
    assert "is recognised as youtube_breakdowns" in refused(content)


def test_a_chart_of_videos_by_day_is_neither_their_life_nor_the_channels_days() -> None:
    content = 'Date,Content,Video title,Video publish time,Views\n2025-12-02,abc,T,"Dec 1, 2025",3\n'
    assert "holds only parts of each day's figures" in refused(content)


@pytest.mark.parametrize(
    "dates",
    [("2026-01-05", "2026-01-12"), ("2026-01-01", "2026-02-01"), ("2026-01-07", "2026-01-11", "2026-01-18")],
)
def test_weeks_and_months_are_no_days(dates: tuple[str, ...]) -> None:
    content = "Date,Views\n" + "".join(f"{each},10\n" for each in dates)
    assert "No two dates of the file follow one another" in refused(content)


def test_weeks_beside_videos_in_one_workbook_are_left_out_and_said() -> None:
    book = Workbook()
    sheet = book.active
    for row in (["Content", "Video title", "Video publish time", "Views"], ["abc", "T", "Dec 1, 2025", 12]):
        sheet.append(row)
    totals = book.create_sheet("Totals")
    for cells in (["Date", "Views"], ["2026-01-05", 7], ["2026-01-12", 5]):
        totals.append(cells)
    content = io.BytesIO()
    book.save(content)
    result = parsed(content.getvalue())
    assert [(part.layout, len(part.records)) for part in result.parts] == [("youtube_posts", 1)]
    assert "(2026-01-05, 2026-01-12)" in str(result.notes[-1])


def test_hours_are_no_days() -> None:
    assert "is not a date as this export writes it" in refused(
        "Date,Views\n2026-01-01 00:00,1\n2026-01-01 01:00,2\n"
    )


def test_a_day_without_a_row_does_not_make_weeks_of_the_others() -> None:
    assert len(totals("Date,Views\n2026-01-01,10\n2026-01-02,9\n2026-01-09,3\n", "page_views")) == 3


@pytest.mark.parametrize("more", ["Reach", "Likes", "Likes,Shares", "Impressions"])
def test_days_with_figures_that_others_write_too_are_not_youtubes(more: str) -> None:
    cells = ",1" * (more.count(",") + 1)
    assert "fits no layout" in refused(f"Date,Views,{more}\n2026-01-01,10{cells}\n2026-01-02,8{cells}\n")


def test_days_with_a_figure_of_youtubes_own_may_have_any_others() -> None:
    header = "Date,Views,Likes,Comments added,Shares,Something new\n"
    found = totals(header + "2026-01-01,70,5,2,1,9\n2026-01-02,60,4,0,0,9\n", "page_engagements")
    assert found == {day("2026-01-01"): 8, day("2026-01-02"): 4}


def test_the_first_day_in_the_files_name_gives_the_year() -> None:
    rows = OVERVIEW + "December 31,1,2,3,4,5\nJanuary 1,6,7,8,9,10\n"
    name = "Overview_2025-12-31_1767350774_caja.csv"
    assert totals(rows, "page_views", name=name) == {day("2025-12-31"): 1, day("2026-01-01"): 6}
    assert [str(note) for note in parsed(rows, name=name).notes] == [
        "The dates have no year: 2025 for the first row comes from the file's name."
    ]


def test_across_a_leap_day_too() -> None:
    rows = OVERVIEW + "December 31,1,2,3,4,5\nFebruary 29,6,7,8,9,10\nMarch 1,6,7,8,9,10\n"
    found = totals(rows, "page_views", name="Overview_2023-12-31_1709337974_caja.csv")
    assert list(found) == [day("2023-12-31"), day("2024-02-29"), day("2024-03-01")]


def test_a_name_that_does_not_fit_the_rows_gives_no_year() -> None:
    rows = OVERVIEW + "December 30,1,2,3,4,5\nDecember 31,6,7,8,9,10\n"
    assert "The dates have no year" in refused(rows, name="Overview_2025-12-31_1767350774_caja.csv")


def test_the_year_that_is_given_counts_before_the_name() -> None:
    rows = OVERVIEW + "December 30,1,2,3,4,5\nDecember 31,6,7,8,9,10\n"
    found = totals(rows, "page_views", name="Overview_2025-12-30_1767350774_caja.csv", year=2024)
    assert list(found) == [day("2024-12-30"), day("2024-12-31")]


def test_a_29_february_that_is_left_out_is_said() -> None:
    rows = OVERVIEW + "February 28,1,2,3,4,5\nMarch 1,6,7,8,9,10\n"
    assert [str(note) for note in parsed(rows, year=2024).notes] == [
        "The dates go from 28 February to 1 March, though 2024 has a 29 February. Is the year of the last row right?"
    ]
    assert parsed(rows, year=2025).notes == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("December 31", "January 1"),
        ("31 December", "1 January"),
        ("31 de diciembre", "1 de enero"),
        ("31 de dezembro", "1 de janeiro"),
        ("31. Dezember", "1. Januar"),
        ("31 décembre", "1 janvier"),
        ("December 31, 2025", "January 1, 2026"),
        ("2025/12/31", "2026/01/01"),
    ],
)
def test_days_in_the_language_of_the_page(first: str, second: str) -> None:
    rows = f'{OVERVIEW}"{first}",1,2,3,4,5\n"{second}",6,7,8,9,10\n'
    assert list(totals(rows, "page_views", year=2026)) == [day("2025-12-31"), day("2026-01-01")]


def test_followers_are_taken_and_the_difference_is_not() -> None:
    rows = "Date,Followers,Difference in followers from previous day\nMay 1,undefined,0\nMay 2,10,3\nMay 3,13,0\n"
    assert totals(rows, "followers", year=2026) == {day("2026-05-02"): 10, day("2026-05-03"): 13}
    assert set(totals(rows, "new_followers", year=2026).values()) == {None}


@pytest.mark.parametrize(
    "content",
    [
        "Date,Hour,Active followers\nAugust 1,0,12\n",
        "Gender,Distribution\nFemale,0.6\n",
        "Top territories,Distribution\nES,0.6\n",
    ],
)
def test_hours_genders_and_places_of_followers_hold_no_kpi(content: str) -> None:
    assert "is recognised as tiktok_audience" in refused(content)


def test_an_identifier_that_begins_with_a_sign_stands_behind_a_blank() -> None:
    """YouTube's own doing, so that no spreadsheet calculates it."""
    assert views('Content,Video publish time,Views\n -bc,"Dec 1, 2025",12.0\n-de,"Dec 1, 2025",3\n') == {
        "-bc": 12,
        "-de": 3,
    }


def test_what_a_spreadsheet_saved_again_in_its_own_letters() -> None:
    text = "Contenido;Título del vídeo;Hora de publicación del vídeo;Visualizaciones\nTotal;;;12\nabc;Ñandú;1 dic 2025;12\n"
    assert views(text.encode("cp1252")) == views(text.encode("utf-16")) == views(text) == {"abc": 12}
