"""Teaching a layout on the Data page: what has to be said, what is shown, what is kept."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kpi.importing.layout import layout_from
from kpi.importing.own_layouts import add_own_layout, own_layouts
from kpi.store.engine import Store
from kpi.store.institutions import create_institution, institution_named
from kpi.store.schema import metadata
from tests.kpi.importing.test_own_layouts import FORUM as TOML
from tests.pages.opened import open_page, press, settled, trouble, words

BANK = "Caja Ejemplo"
FORUM = (
    "Día;Gente nueva;Seguidores\n"
    "03/10/2026;1.204;n/d\n"
    "04/10/2026;1.310;61\n"
    "05/10/2026;12;x9\n"
    "06/10/2026;15;4\n"
    "07/10/2026;15;4\n"
    "08/10/2026;15;4\n"
    "Total;2.556;65\n"
).encode()
TALK = (
    "Quién,Qué,Cuándo\n"
    "ana,@MiCaja hola,2026-10-01 10:00\n"
    "MiCaja,@ana dígame,2026-10-01 10:30\n"
    "ana,@MiCaja otra cosa,2026-10-09 10:00\n"
).encode()


@pytest.fixture
def bank(store: Store) -> Store:
    with store.writing() as connection:
        create_institution(connection, BANK)
    return store


def teach(monkeypatch: pytest.MonkeyPatch, store: Store, content: bytes, lang: str = "es") -> AppTest:
    """The page with the file in it and its mapping open."""
    app = open_page(monkeypatch, store, "data", lang=lang)
    settled(app.file_uploader[0].set_value([("foro.csv", content, "text/csv")]).run())
    (button,) = [each for each in app.button if str(each.key).startswith("data.teach.open.")]
    return settled(button.click().run())


def box(app: AppTest, *ends: str) -> Any:
    """The field whose key ends so; of several the first."""
    fields = [*app.selectbox, *app.radio, *app.text_input, *app.number_input, *app.multiselect]
    return next(each for each in fields if str(each.key).endswith(ends))


def choose(app: AppTest, end: str, value: object) -> AppTest:
    return settled(box(app, end).set_value(value).run())


def forum(monkeypatch: pytest.MonkeyPatch, store: Store, lang: str = "es") -> AppTest:
    """The forum's days as far as nobody has to decide anything."""
    app = teach(monkeypatch, store, FORUM, lang)
    choose(app, ".fact", "channel_day")
    choose(app, ".platform.1", "community")
    choose(app, ".missing", ["n/d"])
    choose(app, ".column.new_visitors", "Gente nueva")
    assert not app.exception
    return app


@pytest.mark.parametrize(
    ("lang", "asked"),
    [("es", "¿Cómo se leen las fechas de «Día»?"), ("en", "How are the dates in “Día” read?")],
)
def test_two_orders_of_day_and_month_are_shown_and_none_is_chosen(
    monkeypatch: pytest.MonkeyPatch, bank: Store, lang: str, asked: str
) -> None:
    app = forum(monkeypatch, bank, lang)
    (dates,) = [each for each in app.radio if ".date." in str(each.key)]
    assert dates.label == asked
    assert dates.value is None
    shown = dates.options
    assert len(shown) == 2
    assert all("03/10/2026" in each for each in shown)
    assert len(set(shown)) == 2
    assert [each for each in app.button if each.key == "data_teach_save"] == []


def test_numbers_that_can_be_read_in_one_way_are_chosen_and_shown(
    monkeypatch: pytest.MonkeyPatch, bank: Store
) -> None:
    app = forum(monkeypatch, bank)
    (numbers,) = [each for each in app.radio if ".numbers." in str(each.key)]
    assert numbers.options == ["1.204 es 1204"]
    assert numbers.value == "points"


def test_the_preview_has_the_rows_and_the_faults_in_their_places(
    monkeypatch: pytest.MonkeyPatch, bank: Store
) -> None:
    app = forum(monkeypatch, bank)
    dates = next(each for each in app.radio if ".date." in str(each.key))
    settled(dates.set_value("%d/%m/%Y").run())

    assert "**5 filas buenas** · **1 fila mala** · 1 fila apartada" in words(app)
    frame = app.dataframe[0].value
    assert list(frame["Línea"]) == ["2", "3", "4", "5", "6", "7"]
    assert frame["Problema"].str.contains("x9").tolist() == [False, False, True, False, False, False]
    assert list(frame["Primer día"])[:2] == ["3 oct 2026", "4 oct 2026"]
    assert "1 fila: línea 4, «x9»" in words(app)


def test_what_is_saved_recognises_the_file(monkeypatch: pytest.MonkeyPatch, bank: Store) -> None:
    app = forum(monkeypatch, bank)
    settled(next(each for each in app.radio if ".date." in str(each.key)).set_value("%d/%m/%Y").run())
    choose(app, ".name", "Foro por día")
    press(app, "data_teach_save")

    assert not trouble(app)
    assert "5 se guardarían" in words(app)
    with bank.reading() as connection:
        institution = institution_named(connection, BANK)
        (layout,) = own_layouts(connection, institution.id)
    assert layout.key == "foro_por_dia"
    press(app, "data_import")
    assert not trouble(app)
    with bank.reading() as connection:
        rows = connection.execute(metadata.tables["channel_day"].select()).all()
    assert sorted(row.new_visitors for row in rows) == [15, 15, 15, 1204, 1310]


def test_what_is_downloaded_is_the_same_layout(monkeypatch: pytest.MonkeyPatch, bank: Store) -> None:
    app = forum(monkeypatch, bank)
    settled(next(each for each in app.radio if ".date." in str(each.key)).set_value("%d/%m/%Y").run())
    offered: list[Callable[[], bytes]] = []
    monkeypatch.setattr("pages.data.teach.st.download_button", lambda *_, data, **__: offered.append(data))
    app.run()
    press(app, "data_teach_save")
    with bank.reading() as connection:
        toml = connection.execute(metadata.tables["own_layout"].select()).one().toml
    assert offered[0]() == toml.encode()
    assert layout_from(toml, "it.toml").fields["day"].formats == ["%d/%m/%Y"]


def test_two_way_conversations_ask_for_account_and_silence(
    monkeypatch: pytest.MonkeyPatch, bank: Store
) -> None:
    app = teach(monkeypatch, bank, TALK)
    choose(app, ".fact", "message")
    choose(app, ".conversations", "mentioned")
    choose(app, ".platform.0", "x")
    for field, column in {"author": "Quién", "text": "Qué", "sent_at": "Cuándo"}.items():
        choose(app, f".column.{field}", column)
    assert "Di qué cuenta es la de la entidad." in words(app)
    assert "Di tras cuántas horas de silencio termina una conversación." in words(app)

    choose(app, ".handle", "@MiCaja")
    choose(app, ".silence", 72)
    assert not app.exception
    assert "**3 filas buenas**" in words(app)
    press(app, "data_teach_save")
    press(app, "data_import")
    assert not trouble(app)
    with bank.reading() as connection:
        rows = connection.execute(metadata.tables["message"].select()).all()
    assert len({row.conversation_key for row in rows}) == 2


def test_a_second_layout_of_one_name_is_announced_and_ones_own_can_be_forgotten(
    monkeypatch: pytest.MonkeyPatch, bank: Store
) -> None:
    with bank.writing() as connection:
        institution = institution_named(connection, BANK)
        add_own_layout(connection, institution, TOML.replace("forum_daily", "foro"), file="foro.toml")
    app = forum(monkeypatch, bank)
    settled(next(each for each in app.radio if ".date." in str(each.key)).set_value("%d/%m/%Y").run())
    assert [each.value for each in app.warning] == [
        "Ya tienes un formato con este nombre: al guardar se sustituye."
    ]

    press(app, "data_own_forget_foro")
    assert not app.exception
    with bank.reading() as connection:
        assert own_layouts(connection, institution_named(connection, BANK).id) == ()


def test_closing_keeps_nothing(monkeypatch: pytest.MonkeyPatch, bank: Store) -> None:
    app = forum(monkeypatch, bank)
    press(app, "data_teach_close")
    assert [each for each in app.button if each.key == "data_teach_close"] == []
    with bank.reading() as connection:
        assert own_layouts(connection, institution_named(connection, BANK).id) == ()
