"""Changes in words, against the period that they are a change from."""

from dataclasses import replace
from datetime import date

import pytest

from kpi.answers.splits import Dimension, Split, uneven_weekdays
from kpi.catalogue.formats import FORMATS
from kpi.importing.teaching import draft
from kpi.periods import Period
from kpi.showing.changes import change_text, part_name, short_change, then, uneven
from kpi.showing.language import Language
from tests.kpi.showing.values import month, value

ES, EN = Language("es"), Language("en")


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("now", "before", "spanish", "english"),
    [
        (0.71, 0.741, "3,1 puntos menos que en septiembre", "3.1 points less than in September"),
        (0.75, 0.74, "1,0 punto más que en septiembre", "1.0 point more than in September"),
        (0.5, 0.5, "igual que en septiembre", "the same as in September"),
    ],
)
def test_a_share_changes_in_points(now: float, before: float, spanish: str, english: str) -> None:
    pair = (
        value("answered_within_24h", now),
        value("answered_within_24h", before, month(2026, 9)),
    )
    assert change_text(*pair, ES) == spanish
    assert change_text(*pair, EN) == english


def test_a_duration_changes_in_per_cent() -> None:
    now, before = value("reply_time_median", 90), value("reply_time_median", 100, month(2025, 10))
    assert plain(change_text(now, before, ES)) == "10,0 % menos que en octubre de 2025"


def test_a_sum_of_more_days_says_the_change_of_a_day_too() -> None:
    now, before = value("engagements", 3100), value("engagements", 2400, month(2026, 9))
    assert plain(change_text(now, before, ES)) == (
        "29,2 % más que en septiembre (por día +25,0 %: 31 días, 30 entonces)"
    )
    even = value("engagements", 2480)
    assert change_text(even, before, EN) == "3.3% more than in September (per day =: 31 days, 30 then)"


def test_weekdays_that_come_more_often_are_named() -> None:
    october, september = (
        Period.of(date(2026, one, 1), date(2026, one, days)) for one, days in ((10, 31), (9, 30))
    )
    split = Split("engagements", Dimension.WEEKDAY, 1.0, (), uneven_weekdays(october, september))
    said = uneven(split, EN)
    assert "Tuesday, 4 now and 5 before; Wednesday, 4 now and 5 before; Thursday, 5 now and 4 before" in said
    assert uneven(replace(split, uneven=uneven_weekdays(october, october)), EN) == ""


def test_without_an_earlier_value_the_reason_is_said() -> None:
    now, before = value("followers", 10), value("followers", None, month(2026, 9))
    said = change_text(now, before, EN)
    assert said.startswith("No comparison")
    assert "September 2026" in said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 7, 1), date(2026, 9, 30), "en el 3.er trimestre de 2026"),
        (date(2026, 9, 1), date(2026, 9, 21), "entre el 1 sept 2026 y el 21 sept 2026"),
        (date(2026, 9, 30), date(2026, 9, 30), "el 30 sept 2026"),
        (date(2025, 1, 1), date(2025, 12, 31), "en 2025"),
    ],
)
def test_an_earlier_period_reads_as_part_of_the_sentence(first: date, last: date, said: str) -> None:
    assert then(Period.of(first, last), month(2026, 10), ES) == said


@pytest.mark.parametrize(("now", "said"), [(0.71, "−3,1 puntos"), (0.75, "+0,90 puntos"), (0.741, "=")])
def test_a_change_where_room_is_short_has_its_sign(now: float, said: str) -> None:
    before = value("answered_within_24h", 0.741, month(2026, 9))
    assert plain(short_change(value("answered_within_24h", now), before, ES)) == said


def test_what_cannot_be_compared_has_no_short_change() -> None:
    before = value("answered_within_24h", None, month(2026, 9))
    assert short_change(value("answered_within_24h", 0.7), before, ES) == ""


@pytest.mark.parametrize(
    ("dimension", "part", "said"),
    [
        (Dimension.PLATFORM, "community", "Comunidad"),
        (Dimension.WEEKDAY, "5", "sábado"),
        (Dimension.FORMAT, "carousel", "carrusel"),
        (Dimension.FORMAT, "", "sin formato"),
    ],
)
def test_a_part_is_called_as_people_call_it(dimension: Dimension, part: str, said: str) -> None:
    assert part_name(dimension, part, ES) == said


def test_every_format_has_a_name() -> None:
    assert tuple(FORMATS) == draft.FORMATS
