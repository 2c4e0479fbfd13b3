"""The guide for managers says what the catalogue says, in each language."""

from pathlib import Path

import pytest

from kpi.catalogue.kpis import KPIS
from kpi.catalogue.references import REFERENCES
from kpi.showing.kpi_guide import PLACES, guide
from kpi.showing.language import LANGUAGES, Language
from tests.support.english import english

ROOT = Path(__file__).parents[3]


def test_there_is_one_for_each_language() -> None:
    assert set(PLACES) == set(LANGUAGES)


@pytest.mark.parametrize("locale", LANGUAGES)
def test_the_page_is_that_of_the_catalogue(locale: str) -> None:
    written = (ROOT / PLACES[locale]).read_text(encoding="utf-8")
    assert written == guide(Language(locale)), "run: python -m kpi.showing.kpi_guide"


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_kpi_and_every_reference_is_explained(locale: str) -> None:
    language = Language(locale)
    page = guide(language)
    missing = [kpi.key for kpi in KPIS.values() if language.say(kpi.definition) not in page]
    missing += [one.key for one in REFERENCES if language.say(one.definition) not in page]
    assert not missing


def test_the_interval_is_that_of_the_example() -> None:
    assert "6 of 307 is 2.0%; the 95% interval says that anything from 0.90% to 4.2%" in guide(Language("en"))


def test_the_spanish_page_is_in_spanish() -> None:
    cells = [cell.strip() for line in guide(Language("es")).splitlines() for cell in line.split("|")]
    assert not english(cells)
