"""Published figures have a source and a definition, and stand beside nothing of another definition."""

from dataclasses import replace

import pytest

from kpi.catalogue import references
from kpi.catalogue.kpis import KPIS
from kpi.catalogue.references import REFERENCES, Reference, references_for, refused_references
from kpi.catalogue.units import Unit
from kpi.platforms import BY_KEY


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda one: one.key)
def test_a_reference_says_where_it_is_from_and_what_it_means(reference: Reference) -> None:
    assert reference.source
    assert reference.definition
    assert 2000 < reference.year < 2100
    assert set(reference.platforms) <= {*BY_KEY, ""}
    assert reference.kpis or reference.unlike
    assert bool(reference.unlike) == bool(reference.why_not)


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda one: one.key)
def test_no_kpi_both_shows_and_refuses_it_and_its_unit_is_the_kpi_s(reference: Reference) -> None:
    assert not set(reference.kpis) & set(reference.unlike)
    assert {*reference.kpis, *reference.unlike} <= set(KPIS)
    units = {KPIS[key].unit for key in (*reference.kpis, *reference.unlike)}
    if Unit.SHARE in units:
        assert units == {Unit.SHARE}
        assert 0 < reference.value < 1


def test_keys_are_given_once() -> None:
    assert len({one.key for one in REFERENCES}) == len(REFERENCES)


def test_a_rate_with_clicks_is_refused_beside_one_without() -> None:
    shown = {one.key for one in references_for("engagement_rate_followers", "facebook")}
    refused = {one.key for one, _ in refused_references("engagement_rate_followers", "facebook")}
    assert shown == {"rate_facebook_2024"}
    assert refused == {"hootsuite_facebook_2025"}


def test_a_figure_of_one_network_stands_beside_no_other() -> None:
    assert references_for("engagement_rate_followers", "linkedin") == ()
    assert [one.key for one in references_for("engagements_per_post", "")] == ["interactions_es_2019"]


def test_the_newest_of_several_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    known = next(one for one in REFERENCES if one.key == "rate_facebook_2024")
    newer = replace(known, key="rate_facebook_2025", year=2025)
    monkeypatch.setattr(references, "REFERENCES", (known, newer))
    found = references_for.__wrapped__("engagement_rate_followers", "facebook")
    assert [one.year for one in found] == [2025, 2024]
