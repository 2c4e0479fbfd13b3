"""Totals of a post's life and one day's figures stand in the same columns; only the "Date" tells them apart."""

import pytest

from kpi.importing.records import PostRecord
from kpi.store.schema import COUNTERS
from tests.kpi.importing.reading_support import parsed, refused

HEADER = "Post ID,Page ID,Page name,Publish time,Date,Views,Reactions\n"


def content(*dates: str) -> str:
    posts = (
        f"90{number},7,Example Bank,03/18/2025 12:59,{date},{number},1" for number, date in enumerate(dates)
    )
    return HEADER + "\n".join(posts) + "\n"


@pytest.mark.parametrize(
    "word", ["Lifetime", "Total", "Totale", "Durée de vie", "Gesamte Laufzeit", "De por vida", ""]
)
def test_a_word_in_any_language_means_the_totals_of_its_life(word: str) -> None:
    assert len(parsed(content(word, word)).records) == 2


@pytest.mark.parametrize("date", ["03/19/2025", "2025-03-19", "19 mar 2025", "3/19/25"])
def test_a_date_means_one_day_however_it_is_written(date: str) -> None:
    assert refused(content(date, date)).startswith("Each row holds one day's figures of a post")


def test_where_both_stand_the_totals_count_and_the_days_are_said_to_be_left_out() -> None:
    result = parsed(content("03/19/2025", "Lifetime", "03/20/2025"))
    [post] = [post for post in result.records if isinstance(post, PostRecord)]
    assert post.counters[COUNTERS.index("views")] == 1
    assert result.rows_ignored == 2
    assert any("one day's figures of a post (2)" in str(note) for note in result.notes)
