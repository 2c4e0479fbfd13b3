"""On the page of people an administrator turns texts of messages on and off, and reads what that means."""

import pytest

from kpi.access.roles import Role
from kpi.store import texts
from kpi.store.engine import Store
from kpi.store.institutions import create_institution
from tests.pages.opened import press, trouble, words
from tests.pages.signed_in import keys, sign_in, visit
from tests.support.people import give, person

ANA = person("ana")


def test_texts_are_turned_on_and_off_in_both_languages(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.writing() as connection:
        bank = create_institution(connection, "Caja Propia")
    give(store, ANA, Role.ADMINISTRATOR, bank)
    sign_in(monkeypatch, store, ANA)

    def kept() -> texts.Kept:
        with store.reading() as connection:
            return texts.kept(connection, bank.id)

    page = visit("people")
    assert not trouble(page)
    assert "Caja Propia keeps no texts of messages." in words(page)
    assert "people_texts_end" not in keys(page)
    press(page, "people_texts_keep")
    assert kept() == texts.Kept(90, 0)
    assert "keeps the texts of messages for 90 days" in words(page)
    spanish = visit("people", lang="es")
    assert "conserva los textos de los mensajes durante 90 días" in words(spanish)
    press(page, "people_texts_end")
    assert kept() == texts.Kept(None, 0)
    assert "keeps no texts" in words(page)
