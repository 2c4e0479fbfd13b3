"""One column name over two columns: what counts is told by their numbers, never by their places."""

import csv
import io
from itertools import permutations

import pytest

from kpi.importing.records import PostRecord, TotalsRecord
from kpi.store.schema import COUNTERS, TOTALS
from tests.kpi.importing.reading_support import parsed, refused

META = """Post ID,Page ID,Page name,Publish time,Date,Views,Reach,Views
1300000000000001,7,Example Bank,03/18/2025 12:59,Lifetime,{0},37,{1}
1300000000000002,7,Example Bank,03/19/2025 10:00,Lifetime,{2},700,{3}
1300000000000003,7,Example Bank,03/20/2025 10:00,Lifetime,{4},12,{5}
"""


def views(content: str) -> list[int | None]:
    posts = [post for post in parsed(content).records if isinstance(post, PostRecord)]
    return [post.counters[COUNTERS.index("views")] for post in posts]


@pytest.mark.parametrize(
    "numbers", [("40", "0", "912", "512", "15", ""), ("0", "40", "512", "912", "", "15")]
)
def test_views_of_everything_count_and_not_those_of_videos(numbers: tuple[str, ...]) -> None:
    assert views(META.format(*numbers)) == [40, 912, 15]


def test_a_missing_view_is_not_taken_from_the_videos_column() -> None:
    assert views(META.format("40", "0", "", "5", "15", "")) == [40, None, 15]


def test_columns_that_say_the_same_are_one() -> None:
    assert views(META.format("40", "40", "912", "", "15", "15")) == [40, 912, 15]


def test_columns_of_which_neither_is_the_whole_refuse_the_file() -> None:
    reason = refused(META.format("40", "0", "5", "912", "15", ""))
    assert "“Views” stands in the file 2 times and does not say the same (row 3: 5 and 912)" in reason


def test_no_order_of_the_columns_changes_what_counts() -> None:
    rows = list(csv.reader(io.StringIO(META.format("40", "0", "912", "512", "15", ""))))
    for order in permutations((2, 5, 6, 7)):
        places = [0, 1, *order, 3, 4]
        out = io.StringIO()
        csv.writer(out).writerows([[row[place] for place in places] for row in rows])
        assert views(out.getvalue()) == [40, 912, 15]


@pytest.mark.parametrize(("one", "other"), [((31, 22), (4, 4)), ((22, 31), (4, 4))])
def test_page_views_are_counted_and_not_the_people(one: tuple[int, int], other: tuple[int, int]) -> None:
    content = (
        "Date,Lifetime Total Likes,Daily New Likes,Daily Logged-in Page Views,Daily Logged-in Page Views\n"
        f"2/9/2016,2040,7,{one[0]},{one[1]}\n2/10/2016,2041,1,{other[0]},{other[1]}\n"
    )
    days = [record for record in parsed(content).records if isinstance(record, TotalsRecord)]
    assert [each.totals[TOTALS.index("profile_visits")] for each in days] == [31, 4]


DAYS = "Date,Tweets published,impressions,engagements,{name}\n2021-08-01,1,1088,13,{one}\n2021-08-02,2,7,3,{other}\n"


def test_elsewhere_columns_of_one_name_have_to_agree() -> None:
    assert len(parsed(DAYS.format(name="impressions", one="1088", other="7")).records) == 2
    reason = refused(DAYS.format(name="impressions", one="1088", other="8"))
    assert "“impressions” stands in the file 2 times and does not say the same (row 3: 7 and 8)" in reason


def test_two_columns_of_dates_have_to_agree() -> None:
    reason = refused(DAYS.format(name="Date", one="2021-08-01", other="2021-08-03"))
    assert "“Date”" in reason
    assert "2021-08-02 and 2021-08-03" in reason


def test_an_unreadable_cell_in_the_column_that_does_not_count_does_no_harm() -> None:
    result = parsed(META.format("40", "n/a", "912", "512", "15", ""))
    assert result.faults == ()
    assert len(result.records) == 3


@pytest.mark.parametrize("name", ["Title", "Post type"])
def test_what_only_describes_a_post_may_stand_twice(name: str) -> None:
    content = META.format("40", "0", "912", "512", "15", "").replace("Reach", name)
    header, *rows = content.splitlines()
    text = "\n".join([f"{header},{name}", *(row + ",another" for row in rows)]) + "\n"
    assert len(parsed(text).records) == 3


SPANISH = META.replace("Views", "Visualizaciones", 1)
"""Of the two columns of views one has not been translated."""


@pytest.mark.parametrize(
    "numbers", [("40", "0", "912", "512", "15", ""), ("0", "40", "512", "912", "", "15")]
)
def test_a_column_and_its_translation_are_one_name(numbers: tuple[str, ...]) -> None:
    assert views(SPANISH.format(*numbers)) == [40, 912, 15]


def test_a_column_and_its_translation_that_disagree_are_both_named() -> None:
    reason = refused(SPANISH.format("40", "0", "5", "912", "15", ""))
    assert "“Visualizaciones, Views” stands in the file 2 times" in reason


def test_views_beside_impressions_are_those_of_videos() -> None:
    """Until February 2025 Meta counted impressions of everything, and views of videos alone."""
    content = META.replace("Views", "Impressions", 1).format("40", "0", "912", "512", "15", "")
    posts = [post for post in parsed(content).records if isinstance(post, PostRecord)]
    assert [post.counters[COUNTERS.index("impressions")] for post in posts] == [40, 912, 15]
    assert views(content) == [None, None, None]
