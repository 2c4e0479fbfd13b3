"""What people type is read in their units, or they are told what to write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.catalogue.units import Unit
from kpi.showing.language import Language
from kpi.showing.typed import example, read_typed, typed
from kpi.words import Message

SPANISH, ENGLISH = Language("es"), Language("en")


@pytest.mark.parametrize(
    ("text", "unit", "language", "value"),
    [
        ("90", Unit.SHARE, SPANISH, 0.9),
        ("90 %", Unit.SHARE, SPANISH, 0.9),
        ("2,5%", Unit.SHARE, SPANISH, 0.025),
        ("2.5 %", Unit.SHARE, ENGLISH, 0.025),
        ("2 h 30 min", Unit.SECONDS, SPANISH, 9000),
        ("2h30min", Unit.SECONDS, ENGLISH, 9000),
        ("2:30", Unit.SECONDS, ENGLISH, 9000),
        ("1,5 h", Unit.SECONDS, SPANISH, 5400),
        ("45 minutos", Unit.SECONDS, SPANISH, 2700),
        ("2 days 4 hours", Unit.SECONDS, ENGLISH, 187_200),
        ("30 s", Unit.SECONDS, ENGLISH, 30),
        ("1.200", Unit.COUNT, SPANISH, 1200),
        ("1,200", Unit.COUNT, ENGLISH, 1200),
        ("1200", Unit.COUNT, ENGLISH, 1200),
        ("4,5", Unit.PER_POST, SPANISH, 4.5),
        ("0", Unit.COUNT, SPANISH, 0),
        (
            "-5 %",
            Unit.SHARE,
            SPANISH,
            -0.05,
        ),  # growth may be negative; what a goal allows is checked elsewhere
    ],
)
def test_human_units(text: str, unit: Unit, language: Language, value: float) -> None:
    assert read_typed(text, unit, language) == value


@pytest.mark.parametrize(
    ("text", "unit", "language"),
    [
        ("", Unit.SHARE, SPANISH),
        ("noventa", Unit.SHARE, SPANISH),
        ("2.5 %", Unit.SHARE, SPANISH),  # a point groups digits in Spanish
        ("1,5", Unit.COUNT, ENGLISH),
        ("90", Unit.SECONDS, SPANISH),  # minutes or hours?
        ("2 h mucho", Unit.SECONDS, SPANISH),
        ("2 meses", Unit.SECONDS, SPANISH),
        ("5 m", Unit.SECONDS, ENGLISH),  # minutes or months?
        ("2:75", Unit.SECONDS, SPANISH),
        ("3 %", Unit.COUNT, SPANISH),
    ],
)
def test_what_is_not_clear_is_asked_for_again(text: str, unit: Unit, language: Language) -> None:
    answer = read_typed(text, unit, language)
    assert isinstance(answer, Message)
    assert str(answer.values["example"]) == example(unit, language)


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("language", [SPANISH, ENGLISH])
def test_every_example_can_itself_be_typed(unit: Unit, language: Language) -> None:
    assert isinstance(read_typed(example(unit, language), unit, language), float)


@given(
    st.integers(0, 10**7).map(lambda n: n / 10_000),
    st.sampled_from(Unit),
    st.sampled_from([SPANISH, ENGLISH]),
)
def test_what_a_form_shows_is_read_back_as_it_was(value: float, unit: Unit, language: Language) -> None:
    assert read_typed(typed(value, unit, language), unit, language) == pytest.approx(value, abs=1e-9)
