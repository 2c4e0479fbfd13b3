"""The audit in words: no key, no plain date, in either language, and what is no key stands as it was written."""

import pytest

from kpi.access.audit import Action, AuditRow, Entry, Wanted, days_of
from kpi.importing.layout import shipped
from kpi.periods import Period
from kpi.showing.audit_words import asked_for, details, thing
from kpi.showing.language import Language

EN, ES = Language("en"), Language("es")


def row(action: Action, about: str = "", **told: str) -> AuditRow:
    entry = Entry(action, about, details={name.replace("_", " "): text for name, text in told.items()})
    return AuditRow(1, 0, "", "", "", "page", 1, "Caja Ejemplo", entry)


@pytest.mark.parametrize(
    ("entry", "english", "spanish"),
    [
        (row(Action.GOAL_SET, "answered_within_24h facebook"), "Answered within 24 hours, Facebook", "Respondido en 24 horas, Facebook"),
        (row(Action.GOAL_WITHDRAWN, "engagements"), "Engagements, All platforms", "Interacciones, Todas las plataformas"),
        (row(Action.GOAL_SET, "a_kpi_that_is_gone x"), "a_kpi_that_is_gone x", "a_kpi_that_is_gone x"),
        (row(Action.PURPOSE_SET, "web"), "Website", "Sitio web"),
        (row(Action.HOURS_SET, "x:caja, all"), "X, caja, all of them", "X, caja, todas"),
        (row(Action.HOURS_SET, "Instagram, caja"), "Instagram, caja", "Instagram, caja"),
        (row(Action.FORGOTTEN, "rows before 2026-01-01"), "rows before 1 Jan 2026", "filas anteriores al 1 ene 2026"),
        (row(Action.FORGOTTEN, "person"), "a person", "una persona"),
        (row(Action.EXPORTED, "facts"), "the facts as Parquet files", "los hechos como archivos Parquet"),
        (row(Action.REFUSED, "import"), "import files", "importar archivos"),
        (row(Action.REFUSED, "7 · import"), "7 · import", "7 · import"),
        (row(Action.IMPORTED, "7 · no.csv"), "7 · no.csv", "7 · no.csv"),
    ],
)  # fmt: skip
def test_what_it_was_done_to(entry: AuditRow, english: str, spanish: str) -> None:
    assert (thing(entry, EN), thing(entry, ES)) == (english, spanish)


@pytest.mark.parametrize(
    ("entry", "english", "spanish"),
    [
        (row(Action.GOAL_SET, months="2026-03, 2026-04"), "months: Mar 2026, Apr 2026", "meses: mar 2026, abr 2026"),
        (row(Action.EXPORTED, **{"from": "2026-03-01"}, platforms="facebook, x", language="es"), "from: 1 Mar 2026; platforms: Facebook, X; language: Español", "desde: 1 mar 2026; plataformas: Facebook, X; idioma: Español"),
        (row(Action.EXPORTED, actions="goal-set, imported"), "what was done: set a goal, imported a file", "qué se hizo: fijó un objetivo, importó un archivo"),
        (row(Action.PURPOSE_SET, purpose="community"), "purpose: Community", "propósito: Comunidad"),
        (row(Action.POSTS_TAGGED, purpose="community"), "purpose: Conversation and community", "propósito: Conversación y comunidad"),
        (row(Action.PURPOSE_SET, purpose="none"), "purpose: none any more", "propósito: ya ninguno"),
        (row(Action.ROLE_GIVEN, kind="group", role="administrator"), "given to: group of the sign-in; role: administrator", "dado a: grupo del inicio de sesión; rol: administración"),
        (row(Action.EVENT_KEPT, days=days_of(Period(20_513, 20_516))), "days: 1 Mar 2026 – 3 Mar 2026", "días: 1 mar 2026 – 3 mar 2026"),
        (row(Action.ROLE_GIVEN, role="of another version"), "role: of another version", "rol: of another version"),
        (row(Action.EVENT_KEPT, days="2026-99-99"), "days: 2026-99-99", "días: 2026-99-99"),
    ],
)  # fmt: skip
def test_what_else_is_told(entry: AuditRow, english: str, spanish: str) -> None:
    assert (details(entry, EN), details(entry, ES)) == (english, spanish)


def test_an_import_is_told_by_the_title_of_its_layout() -> None:
    first = shipped()[0]
    said = details(row(Action.IMPORTED, layout=first.key, platform="facebook", fact="post"), ES)
    assert first.title.es in said
    assert "publicaciones" in said
    assert details(row(Action.IMPORTED, layout="our_own_layout"), ES).endswith("our_own_layout")


def test_which_entries_are_taken_away_is_told_by_its_own_names() -> None:
    wanted = Wanted(actions=(Action.IMPORTED,), who=" ana ", since=1_772_323_200)
    told = asked_for(None, wanted)
    assert told == {"institution": "all", "who": "ana", "actions": "imported", "from": "2026-03-01"}
    assert (
        details(row(Action.EXPORTED, "audit", **told), EN)
        == "institution: all of them; who: ana; what was done: imported a file; from: 1 Mar 2026"
    )
