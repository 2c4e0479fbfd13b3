"""Files that people take away are called in plain letters, whatever their titles say."""

from datetime import date

from kpi.periods import Period
from kpi.showing.file_names import LONGEST_WORDS, picture_name, plain

OCTOBER = Period.of(date(2026, 10, 1), date(2026, 10, 31))


def test_a_name_survives_every_file_system() -> None:
    assert plain("Caja Rural: Peñalara / Sur") == "caja-rural-penalara-sur"


def test_a_picture_is_called_for_what_it_shows_not_for_its_numbers() -> None:
    name = picture_name("Caja Ñ", "Revisitas en 30 días: 57,4 % en octubre", OCTOBER, "es")
    assert name == "vinculo_caja-n_revisitas-en-30-dias_2026-10-01_2026-10-31_es"


def test_a_long_title_is_cut_between_two_words_or_inside_one_but_never_ends_with_a_hyphen() -> None:
    subject = picture_name("X", "a" * (LONGEST_WORDS - 1) + " b", OCTOBER, "en").split("_")[2]
    assert subject == "a" * (LONGEST_WORDS - 1)
