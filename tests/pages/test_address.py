"""What an address asks for, and what is said when it cannot be understood."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.answers.comparison import Against
from kpi.periods import Period
from kpi.showing.language import LANGUAGES, Language
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


NAMES = ("lang", "inst", "period", "from", "to", "p", "vs")
LIKELY = st.sampled_from(
    ["es", "en", "month", "year", "custom", "2026-01-31", "2026-02-30", "0001-01-01", "9999-12-31", "facebook", "x,,X", "-", ""]
)  # fmt: skip
ADDRESSES = st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), LIKELY | st.text(max_size=30))


@settings(max_examples=500)
@given(ADDRESSES)
def test_any_address_is_read_and_what_is_understood_can_be_written(query: dict[str, str]) -> None:
    """Whatever somebody types: no error, no choice that does not exist, and each note is one sentence in both languages."""
    understood = read(query, START)
    kept = keep_known(understood.chosen, ("facebook", "x"))
    assert kept.chosen.locale in LANGUAGES
    assert set(kept.chosen.platforms) <= {"facebook", "x"}
    assert kept.chosen.custom is None or kept.chosen.custom.start < kept.chosen.custom.end
    assert read(write(understood.chosen), Chosen()).chosen == understood.chosen
    for note in (*understood.notes, *kept.notes):
        assert all(Language(tongue).say(note) for tongue in LANGUAGES)
