"""What an address asks for, and what is said when it cannot be understood."""

from datetime import date

import pytest

from kpi.answers.comparison import Against
from kpi.periods import Period
from pages.shared.address import Chosen, keep_known, read, write

START = Chosen(institution="Banco")


@pytest.mark.parametrize(
    "chosen",
    [
        START,
        Chosen("en", "Caja de Ávila", "three_months", None, ("facebook", "x")),
        Chosen("es", "Banco", "year", against=Against.LAST_YEAR),
        Chosen("es", "Banco", "custom", Period.of(date(2026, 1, 5), date(2026, 2, 7)), ()),
    ],
)
def test_what_is_written_is_read_again(chosen: Chosen) -> None:
    assert read(write(chosen), Chosen()).chosen == chosen


def test_what_an_address_does_not_name_stays() -> None:
    start = Chosen("en", "Banco", "year", None, ("x",))
    assert read({"p": "facebook"}, start).chosen == Chosen("en", "Banco", "year", None, ("facebook",))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"lang": "fr"}, "The language “fr” in the address is not offered."),
        ({"period": "decade"}, "The period “decade” in the address is not offered."),
        ({"vs": "best"}, "The comparison “best” in the address is not offered."),
        ({"from": "2026-13-01"}, "The period in the address was left out. “2026-13-01” is not a date."),
        ({"from": "2026-02-01", "to": "2026-01-01"}, "The period ends (2026-01-01) before it begins"),
        ({"p": "myspace"}, "The platform “myspace” in the address is not known."),
    ],
)
def test_what_cannot_be_understood_falls_back_and_says_so(query: dict[str, str], said: str) -> None:
    understood = read(query, START)
    assert understood.chosen == START
    assert [said in str(note) for note in understood.notes] == [True]


def test_a_platform_without_a_channel_is_left_out() -> None:
    kept = keep_known(Chosen(institution="Banco", platforms=("x", "tiktok")), ("x",))
    assert kept.chosen.platforms == ("x",)
    assert "no channel on TikTok" in str(kept.notes[0])
