"""The Goals page: the year's grid, and setting, changing, contesting, taking back and importing goals."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from kpi.answers.goals import Goal, current_goals, goal_history, save_goal
from kpi.answers.pace import METHOD, Pace, paces
from kpi.answers.question import By, Question
from kpi.answers.values import answer
from kpi.catalogue.headline import HEADLINE
from kpi.catalogue.kpis import KPIS
from kpi.periods import Period, day_of, parse_date
from kpi.showing.language import Language
from kpi.store.engine import Store
from kpi.store.institutions import create_institution, institution_named, institutions
from pages.goals.choose_kpi import headline_first, listed
from pages.goals.on_the_way import running_month
from pages.goals.target import Target
from tests.pages.opened import html_of, open_page, trouble, words

BANK = "Caja Ejemplo"
OCTOBER = day_of(date(2026, 10, 1))
NOVEMBER = Period.of(parse_date("2026-11-01"), parse_date("2026-11-30"))
PERIOD = {"from": "2026-10-01", "to": "2026-10-31"}


@pytest.fixture
def bank(store: Store) -> Store:
    with store.writing() as connection:
        create_institution(connection, BANK)
    return store


def goals(store: Store) -> list[Goal]:
    with store.reading() as connection:
        return current_goals(connection, institution_named(connection, BANK).id)


def save(store: Store, target: float, *, by: str, reason: str = "") -> None:
    with store.writing() as connection:
        goal = Goal("answered_within_24h", "", OCTOBER, target, reason=reason)
        save_goal(connection, institution_named(connection, BANK).id, goal, by=by, now=0)


def editing(monkeypatch: pytest.MonkeyPatch, store: Store, lang: str = "es") -> AppTest:
    """The dialog, opened on October's goal for answers within 24 hours."""
    app = open_page(monkeypatch, store, "goals", lang=lang, **PERIOD)
    app.session_state["goals.open"] = Target("answered_within_24h", "", (OCTOBER,))
    return app.run()


def fill(app: AppTest, **texts: str) -> AppTest:
    for name, text in texts.items():
        (field,) = [each for each in app.text_input if str(each.key).startswith(f"goals.form.{name}.")]
        field.set_value(text)
    return app


def press(app: AppTest, key: str) -> AppTest:
    (button,) = [each for each in app.button if each.key == key]
    return button.click().run()


@pytest.mark.parametrize(
    ("lang", "said"), [("es", "se incumplieron"), ("en", "were missed")], ids=["es", "en"]
)
def test_the_year_stands_in_a_sentence_and_in_grids(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store, lang: str, said: str
) -> None:
    app = open_page(monkeypatch, sample_store, "goals", lang=lang, kpi="all", **PERIOD)

    assert not trouble(app)
    assert said in words(app)
    assert len(app.dataframe) > 5
    october = [text for grid in app.dataframe for text in grid.value["10"]]
    assert {text[0] for text in october if text} >= {"●", "▲", "■"}
    december = [text for grid in app.dataframe for text in grid.value["12"]]
    assert not any(text[0] in "●▲■○" for text in december if text)


def test_one_kpi_is_shown_at_a_time_the_headline_first(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "goals", lang="es", **PERIOD)
    assert len(app.dataframe) == 1
    assert app.header[0].value == "Tasa de interacción por visualizaciones, como mínimo"

    app.pills(key="goals.kpi").select("reply_time_median").run()
    assert not trouble(app)
    assert app.header[0].value == "Tiempo de respuesta, mediana, como máximo"


def test_sums_of_the_month_that_runs_say_their_pace_and_where_they_will_end(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "goals", lang="es", p="linkedin", **PERIOD)
    assert not trouble(app)
    assert app.header[1].value == "Noviembre de 2026, en marcha"
    with sample_store.reading() as connection:
        bank = institutions(connection)[0].id
        asked = Question(bank, NOVEMBER, ("linkedin",), ("engagements",), by=By.PLATFORM)
        ((expected,),) = [paces(connection, asked, answer(connection, asked))]
    assert isinstance(expected, Pace)
    spanish = Language("es")
    (line,) = [row for row in words(app).splitlines() if row.startswith("- **Interacciones")]
    assert (
        line
        == f"- **Interacciones, LinkedIn**: {spanish.say(expected.sentence)}. {spanish.say(expected.outlook)}"
    )
    assert spanish.say(METHOD) in words(app)


def test_a_month_whose_data_reach_its_end_is_not_on_the_way() -> None:
    assert running_month(NOVEMBER) is None
    assert running_month(Period(NOVEMBER.start - 60, NOVEMBER.start + 10)) == NOVEMBER
    assert running_month(None) is None


def test_all_kpis_can_have_a_goal_and_the_headline_ones_come_first() -> None:
    keys = headline_first(KPIS)
    assert tuple(keys[: len(HEADLINE)]) == HEADLINE
    assert sorted(keys) == sorted(KPIS)
    assert listed("reply_time_median") == "Tiempo de respuesta, mediana"
    assert listed("backlog") == "Respuesta · Pendientes"


def test_a_phone_gets_the_same_months_as_cards(monkeypatch: pytest.MonkeyPatch, sample_store: Store) -> None:
    app = open_page(monkeypatch, sample_store, "goals", lang="es", kpi="answered_within_24h", **PERIOD)
    (markup,) = [each for each in html_of(app) if "v-year" in each]
    grid = app.dataframe[0].value
    assert markup.count("<section>") == len(grid)
    assert markup.count("<li") == 12 * len(grid)
    for sign in "●▲■":
        shown = sum(text.startswith(sign) for month in range(1, 13) for text in grid[str(month)])
        assert markup.count(f">{sign}<") == shown


def test_after_saving_the_page_shows_that_kpi(monkeypatch: pytest.MonkeyPatch, bank: Store) -> None:
    save(bank, 0.9, by="Ana")
    app = editing(monkeypatch, bank)
    app.session_state["goals.open"] = Target("followers", "", (OCTOBER,))
    press(fill(app.run(), target="1200", by="Ana"), "goals_save")

    assert not trouble(app)
    assert [each.value for each in app.header] == ["Seguidores, como mínimo"]


def test_without_goals_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch, bank: Store) -> None:
    app = open_page(monkeypatch, bank, "goals", lang="es", **PERIOD)

    assert not trouble(app)
    assert "Todavía no hay objetivos para 2026" in words(app)


def test_a_goal_is_set_in_human_units(monkeypatch: pytest.MonkeyPatch, bank: Store) -> None:
    app = fill(editing(monkeypatch, bank), floor="80,5", target="90 %", by="Ana", reason="Turno de noche")
    press(app, "goals_save")

    assert not trouble(app)
    (goal,) = goals(bank)
    assert (goal.floor, goal.target, goal.stretch) == (0.805, 0.9, None)
    assert (goal.changed_by, goal.reason, goal.version) == ("Ana", "Turno de noche", 1)
    assert app.dataframe[0].value["10"][0] == "90\N{NO-BREAK SPACE}%"
    (said,) = app.toast
    assert said.value == "Objetivo guardado: Respondido en 24 horas, Todas las plataformas, oct 2026."
    assert not app.run().toast


def test_what_is_wrong_stands_under_its_field_and_nothing_is_saved(
    monkeypatch: pytest.MonkeyPatch, bank: Store
) -> None:
    app = press(fill(editing(monkeypatch, bank), floor="noventa", target="120 %"), "goals_save")

    assert [error.value.replace("\N{NO-BREAK SPACE}", " ") for error in app.error] == [
        "Escribe un porcentaje, por ejemplo 90,5 %.",
        "No puede superar el 100 %.",
        "Escribe tu nombre: el historial muestra quién cambió cada objetivo.",
    ]
    assert goals(bank) == []


def test_levels_out_of_order_are_explained(monkeypatch: pytest.MonkeyPatch, bank: Store) -> None:
    app = fill(editing(monkeypatch, bank, "en"), floor="95%", target="90%", stretch="80%", by="Ana")
    press(app, "goals_save")

    assert [error.value for error in app.error] == [
        "More is better here: the floor cannot be above the target.",
        "More is better here: the stretch goal cannot be below the target.",
    ]


def test_the_second_person_sees_both_goals_and_decides(monkeypatch: pytest.MonkeyPatch, bank: Store) -> None:
    save(bank, 0.9, by="Ana")
    app = editing(monkeypatch, bank)
    save(bank, 0.95, by="Luis", reason="Nuevo convenio")
    press(fill(app, target="85 %", by="Eva"), "goals_save")

    assert goals(bank)[0].target == 0.95
    assert "Luis cambió este objetivo de oct 2026" in words(app)
    assert "Objetivo: 95" in words(app)
    assert "Objetivo: 85" in words(app)

    press(app, "goals_mine")
    assert (goals(bank)[0].target, goals(bank)[0].changed_by, goals(bank)[0].version) == (0.85, "Eva", 3)


def test_the_second_person_can_keep_the_others_goal(monkeypatch: pytest.MonkeyPatch, bank: Store) -> None:
    save(bank, 0.9, by="Ana")
    app = editing(monkeypatch, bank)
    save(bank, 0.95, by="Luis")
    press(press(fill(app, target="85 %", by="Eva"), "goals_save"), "goals_theirs")

    assert (goals(bank)[0].target, goals(bank)[0].version) == (0.95, 2)


def test_a_goal_is_taken_back_and_its_history_stays(monkeypatch: pytest.MonkeyPatch, bank: Store) -> None:
    save(bank, 0.9, by="Ana")
    app = press(fill(editing(monkeypatch, bank), by="Eva"), "goals_withdraw")

    assert goals(bank) == []
    assert [each.value.partition(":")[0] for each in app.toast] == ["Objetivo retirado"]
    with bank.reading() as connection:
        institution = institution_named(connection, BANK)
        versions = goal_history(connection, institution.id, "answered_within_24h")
    assert [(goal.changed_by, goal.withdrawn) for goal in versions] == [("Eva", True), ("Ana", False)]


def test_the_history_says_who_when_what_and_why(monkeypatch: pytest.MonkeyPatch, bank: Store) -> None:
    save(bank, 0.9, by="Ana", reason="Primer objetivo")
    app = editing(monkeypatch, bank)

    history = app.dataframe[-1].value
    assert history.iloc[0].tolist() == [
        "1 ene 1970, 01:00", "Ana", "oct 2026", "— / 90\N{NO-BREAK SPACE}% / —", "Primer objetivo",
    ]  # fmt: skip


def test_goals_come_from_a_file(monkeypatch: pytest.MonkeyPatch, bank: Store) -> None:
    app = open_page(monkeypatch, bank, "goals", lang="es", **PERIOD)
    content = b"kpi,platform,month,floor,target,stretch,owner,reason\nengagements,,2026-10,,1200,,,\n"
    app.file_uploader[0].upload("goals.csv", content, "text/csv").run()
    assert goals(bank) == []

    press(app, "goals_import")
    assert not trouble(app)
    assert [(goal.kpi, goal.target) for goal in goals(bank)] == [("engagements", 1200)]


def test_a_file_that_is_not_goals_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, bank: Store
) -> None:
    app = open_page(monkeypatch, bank, "goals", lang="es", **PERIOD)
    app.file_uploader[0].upload("foto.csv", b"\x89PNG\r\n\x1a\n0000", "text/csv").run()

    assert not app.exception
    assert "imagen" in app.error[0].value
