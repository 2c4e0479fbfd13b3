"""docs/kpis.md says what the catalogue says, in both languages."""

from pathlib import Path

from kpi.catalogue.kpis import KPIS
from kpi.catalogue.measures import MEASURES
from kpi.catalogue.references import REFERENCES
from kpi.platforms import PLATFORMS
from kpi.showing.catalogues import translations
from kpi.showing.kpi_document import PLACE, document

ROOT = Path(__file__).parents[3]


def test_the_page_is_that_of_the_catalogue() -> None:
    written = (ROOT / PLACE).read_text(encoding="utf-8")
    assert written == document(), "run: python -m kpi.showing.kpi_document"


def test_every_word_of_the_catalogue_exists_in_spanish() -> None:
    words: set[str] = set()
    for family in (KPIS.values(), MEASURES.values(), REFERENCES):
        words |= {text for one in family for text in (one.label, one.definition)}
    words |= {platform.label for platform in PLATFORMS}
    assert words - set(translations("es")) == set()


def test_no_two_kpis_and_no_two_measures_share_a_name() -> None:
    spanish = translations("es")
    for labels in ([kpi.label for kpi in KPIS.values()], [measure.label for measure in MEASURES.values()]):
        assert len(set(labels)) == len(labels)
        assert len({spanish[label] for label in labels}) == len(labels)
