"""The steps from the sample, or from nothing, to one's own numbers."""

import pytest
from streamlit.testing.v1 import AppTest

from kpi.answers.goals import Goal, save_goal
from kpi.importing.run import Options, Target, import_file
from kpi.importing.source import Source
from kpi.periods import day_of, parse_date
from kpi.store.engine import Store
from kpi.store.institutions import create_institution, institution_named
from tests.pages.opened import open_page, trouble, words

POSTS = b"platform,post_id,published_at,views,reactions\nx,p1,2026-10-05,100,5\nx,p2,2026-10-20,100,7\n"
LINE = "Hacia tus propias cifras"


def ways(app: AppTest) -> dict[str, str]:
    """The links of the steps by their words, with what their addresses hold."""
    links = [each.proto for each in app.get("page_link")]
    told = {link.label.strip("*"): link.query_string for link in links}
    return {label: query for label, query in told.items() if label[:1].isdigit()}


def test_the_sample_leads_to_an_institution_of_ones_own(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "overview")
    assert trouble(app) == []
    assert LINE in words(app)
    assert list(ways(app)) == [
        "1. Da nombre a tu entidad",
        "2. Importa un primer archivo",
        "3. Fija un primer objetivo",
        "4. Indica cuándo atiendes",
    ]


def test_steps_tick_themselves_off_and_are_gone_with_the_last(
    monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    with store.writing() as connection:
        create_institution(connection, "Caja Ejemplo")
    assert "1. Da nombre a tu entidad" in [h.value for h in open_page(monkeypatch, store, "overview").header]
    import_file(store, Source("posts.csv", POSTS), Target("Caja Ejemplo"), Options(layout="vinculo_posts"))
    app = open_page(
        monkeypatch, store, "overview", period="from", **{"from": "2026-10-01", "to": "2026-10-31"}
    )
    assert trouble(app) == []
    assert "Importa un primer archivo: hecho" in words(app)
    assert ways(app) == {"3. Fija un primer objetivo": "inst=Caja+Ejemplo"}
    with store.writing() as connection:
        bank = institution_named(connection, "Caja Ejemplo").id
        month = day_of(parse_date("2026-10-01"))
        save_goal(connection, bank, Goal("engagements", "", month, 10.0), by="ana")
    assert LINE not in words(app.run()), "the server looks again when data have changed"
