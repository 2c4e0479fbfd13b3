"""Sentences, numbers and dates as a Spanish and an English reader expect them."""

from datetime import date

import pytest

from kpi.catalogue.units import Points, Quantity, Unit
from kpi.periods import Period
from kpi.showing.language import Language
from kpi.words import Message

ES, EN = Language("es"), Language("en")


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("x", "unit", "spanish", "english"),
    [
        (1234, Unit.COUNT, "1.234", "1,234"),
        (0, Unit.COUNT, "0", "0"),
        (0.1234, Unit.SHARE, "12,3 %", "12.3%"),
        (0.9, Unit.SHARE, "90,0 %", "90.0%"),
        (0.0204, Unit.SHARE, "2,0 %", "2.0%"),
        (0.0042, Unit.SHARE, "0,42 %", "0.42%"),
        (0.0, Unit.SHARE, "0 %", "0%"),
        (1.0, Unit.SHARE, "100 %", "100%"),
        (-0.0123, Unit.SHARE, "−1,2 %", "−1.2%"),
        (45, Unit.SECONDS, "45 s", "45 s"),
        (59.7, Unit.SECONDS, "1 min", "1 min"),
        (200, Unit.SECONDS, "3 min 20 s", "3 min 20 s"),
        (720, Unit.SECONDS, "12 min", "12 min"),
        (3599, Unit.SECONDS, "1 h", "1 h"),
        (11520, Unit.SECONDS, "3 h 12 min", "3 h 12 min"),
        (187200, Unit.SECONDS, "2 d 4 h", "2 d 4 h"),
        (4.23, Unit.PER_POST, "4,2 por publicación", "4.2 per post"),
        (1, Unit.DAYS, "1 día", "1 day"),
        (30, Unit.DAYS, "30 días", "30 days"),
        (None, Unit.SHARE, "—", "—"),
    ],
)
def test_a_value_carries_its_unit(x: float | None, unit: Unit, spanish: str, english: str) -> None:
    assert plain(ES.value(x, unit)) == spanish
    assert plain(EN.value(x, unit)) == english


def test_a_goal_drops_decimals_that_say_nothing() -> None:
    assert plain(ES.value(0.9, Unit.SHARE, trim=True)) == "90 %"
    assert plain(ES.value(0.025, Unit.SHARE, trim=True)) == "2,5 %"
    assert plain(ES.value(0.005, Unit.SHARE, trim=True)) == "0,5 %"
    assert plain(ES.value(0.1225, Unit.SHARE, trim=True)) == "12,25 %"


@pytest.mark.parametrize(
    ("first", "last", "spanish", "english"),
    [
        (date(2026, 10, 1), date(2026, 10, 31), "octubre de 2026", "October 2026"),
        (date(2026, 7, 1), date(2026, 9, 30), "3.er trimestre de 2026", "3rd quarter 2026"),
        (date(2025, 1, 1), date(2025, 12, 31), "2025", "2025"),
        (date(2026, 8, 1), date(2026, 10, 31), "agosto–octubre de 2026", "August – October 2026"),
        (date(2026, 11, 1), date(2026, 11, 21), "1–21 nov 2026", "1–21 Nov 2026"),
        (date(2026, 11, 21), date(2026, 11, 21), "21 nov 2026", "21 Nov 2026"),
    ],
)
def test_a_period_is_called_as_people_call_it(first: date, last: date, spanish: str, english: str) -> None:
    period = Period.of(first, last)
    assert ES.period(period).replace("\u2009", " ") == spanish
    assert EN.period(period).replace("\u2009", " ") == english


def test_values_inside_a_sentence_follow_the_language() -> None:
    sentence = Message("{name}: {rate}, {count}, {when}", {"name": "Ana", "rate": Quantity(0.5, Unit.SHARE)})
    said = ES.say(sentence, count=12345, when=date(2026, 1, 2))
    assert plain(said) == "Ana: 50,0 %, 12.345, 2 ene 2026"


def test_a_difference_of_shares_is_in_points() -> None:
    assert [ES.write(Points(x)) for x in (0.031, -0.19, 0.01, 0.0012)] == [
        "3,1 puntos",
        "19,0 puntos",
        "1,0 punto",
        "0,12 puntos",
    ]


def test_a_message_inside_a_message_is_translated_too() -> None:
    assert ES.say(Message("{unit}", {"unit": Message("{number} per post", {"number": 3})})) == (
        "3 por publicación"
    )


def test_one_is_singular_and_zero_is_not() -> None:
    assert [ES.plural("{number} day", "{number} days", n, number=n) for n in (0, 1, 2)] == [
        "0 días",
        "1 día",
        "2 días",
    ]


def test_what_is_not_translated_is_shown_in_english() -> None:
    assert ES.say("A sentence that no catalogue has") == "A sentence that no catalogue has"


def test_an_unknown_locale_is_refused() -> None:
    with pytest.raises(ValueError, match="es, en"):
        Language("fr")


@pytest.mark.parametrize(
    ("value", "goal", "unit", "spanish"),
    [
        (0.00973, 0.01, Unit.SHARE, ("0,97 %", "1,00 %")),
        (0.0099997, 0.01, Unit.SHARE, ("0,99997 %", "1,00000 %")),
        (0.713, 0.9, Unit.SHARE, ("71,3 %", "90,0 %")),
        (0.02, 0.02, Unit.SHARE, ("2,0 %", "2,0 %")),
        (0.8, 0.0125, Unit.SHARE, ("80,00 %", "1,25 %")),
        (4.96, 5, Unit.PER_POST, ("4,96 por publicación", "5,00 por publicación")),
        (7_210, 7_200, Unit.SECONDS, ("2 h 0 min 10 s", "2 h 0 min 0 s")),
        (5_400, 7_200, Unit.SECONDS, ("1 h 30 min", "2 h")),
    ],
)
def test_a_value_short_of_its_goal_never_reads_as_the_goal(
    value: float, goal: float, unit: Unit, spanish: tuple[str, str]
) -> None:
    said = Language("es").two(value, goal, unit)
    assert tuple(text.replace("\N{NO-BREAK SPACE}", " ") for text in said) == spanish


def test_a_distance_is_never_said_to_be_nothing() -> None:
    assert EN.points(0.00003, trim=True) == "0.003 points"
    assert EN.points(0.0, trim=True) == "0 points"
