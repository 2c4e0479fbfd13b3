"""The page to take things away: nothing is made before it is asked for, and what is made is what was chosen."""

import hashlib
from collections.abc import Callable
from datetime import date
from threading import Event

import pytest
from streamlit.testing.v1 import AppTest

from kpi.access.door import Access
from kpi.errors import KpiError
from kpi.periods import Period
from kpi.showing.language import Language
from kpi.showing.report.make import make_report
from kpi.showing.snapshot_contents import Filters, Onlooker
from kpi.store.engine import Store
from kpi.store.institutions import create_institution, institution_named
from kpi.words import N_, Message
from pages.snapshot import card, making
from pages.snapshot.inside import same_on_the_command_line
from pages.snapshot.making import Making
from pages.snapshot.offers import OFFERS, Offer, Taken
from tests.pages.opened import button_labels, open_page, trouble, words

OCTOBER = {"period": "custom", "from": "2026-10-01", "to": "2026-10-31"}
DAYS = Period.of(date(2026, 10, 1), date(2026, 10, 31))


def filters_of(store: Store, *platforms: str, locale: str = "es") -> Filters:
    with store.reading() as connection:
        bank = institution_named(connection, "Caja Miravalle")
    return Filters.of(bank, DAYS, platforms, locale)


def made(app: AppTest) -> list[Making]:
    return list(app.session_state["snapshot.made"].values()) if "snapshot.made" in app.session_state else []


def click(app: AppTest, offer: str) -> AppTest:
    """Have a file made, and wait until it is there."""
    (button,) = [each for each in app.button if each.key == f"snapshot_make_{offer}"]
    button.click().run()
    assert all(each.wait(60) for each in made(app))
    return app.run()


@pytest.mark.parametrize(
    ("lang", "title", "buttons"),
    [
        (
            "es",
            "Para llevar: octubre de 2026",
            ["Preparar el informe", "Preparar el libro", "Preparar el ZIP"],
        ),
        (
            "en",
            "To take away: October 2026",
            ["Prepare the report", "Prepare the workbook", "Prepare the ZIP"],
        ),
    ],
)
def test_it_offers_three_files_and_makes_none_of_them(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store, lang: str, title: str, buttons: list[str]
) -> None:
    app = open_page(monkeypatch, sample_store, "snapshot", lang=lang, p="x", **OCTOBER)

    assert not trouble(app)
    assert app.title[0].value == title
    assert [label for label in button_labels(app, "button") if label in buttons] == buttons
    assert button_labels(app, "download_button") == []
    assert made(app) == []
    assert app.code[0].value.count("--platform x") == len(OFFERS)
    assert "<td>31</td>" in words(app)  # the measures of one platform: a row a day


def test_the_report_that_is_made_is_the_command_lines(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = click(open_page(monkeypatch, sample_store, "snapshot", lang="es", p="x", **OCTOBER), "report")

    expected = make_report(sample_store, filters_of(sample_store, "x"))
    assert not trouble(app)
    (one,) = made(app)
    assert isinstance(one.result, Taken)
    assert hashlib.sha256(one.result.content).digest() == hashlib.sha256(expected.content).digest()
    assert button_labels(app, "download_button") == ["Descargar el informe"]
    assert expected.name in words(app)
    assert f"{expected.pages} páginas" in words(app)


def test_another_choice_is_another_file_and_the_first_is_still_there(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = click(open_page(monkeypatch, sample_store, "snapshot", lang="es", p="x", **OCTOBER), "report")
    app.radio[0].set_value("en").run()
    assert button_labels(app, "download_button") == []
    app.radio[0].set_value("es").run()
    assert button_labels(app, "download_button") == ["Descargar el informe"]


def test_without_data_it_says_so_and_still_makes_the_files(
    monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    with store.writing() as connection:
        create_institution(connection, "Caja Vacía")
    app = click(open_page(monkeypatch, store, "snapshot", lang="es", **OCTOBER), "zip")

    assert not trouble(app)
    assert "No se ha importado nada de este periodo" in words(app)
    assert button_labels(app, "download_button") == ["Descargar el ZIP"]


class NotToday(KpiError):
    template = N_("not today: {why}")


def made_by(make: object, store: Store) -> Making:
    """What becomes of a file that `make` makes of a bank, at a server without sign-in."""
    offer = Offer("slow", "t", "a", "p", "d", "i", "m", ("report",), make)  # type: ignore[arg-type]
    with store.writing() as connection:
        bank = create_institution(connection, "Caja Ejemplo")
    return Making(offer, Access.of(store, None), Filters.of(bank, Period(0, 31), (), "en"))


def test_while_it_is_made_it_says_what_and_how_far_and_can_be_cancelled(store: Store) -> None:
    told, go_on = Event(), Event()

    def slow(_store: Store, _filters: Filters, onlooker: Onlooker) -> Taken:
        onlooker(Message("half"), 0.5)
        told.set()
        assert go_on.wait(60)
        onlooker(Message("more"), 0.75)
        raise AssertionError("a cancelled file is not finished")

    one = made_by(slow, store)
    one.start()
    assert told.wait(60)
    assert one.look() == (Message("half"), 0.5)
    assert not one.ended
    one.cancel()
    go_on.set()
    assert one.wait(60)
    assert one.result is None


def test_what_goes_wrong_is_a_sentence(
    caplog: pytest.LogCaptureFixture, new_store: Callable[[], Store]
) -> None:
    def refuse(*_: object) -> Taken:
        raise NotToday(why="Sunday")

    def break_(*_: object) -> Taken:
        raise ZeroDivisionError

    results = []
    for make in (refuse, break_):
        one = made_by(make, new_store())
        one.start()
        assert one.wait(60)
        results.append(one.result)
    assert results[0] == Message("not today: {why}", {"why": "Sunday"})
    assert isinstance(results[1], Message)
    assert results[1].template == making.UNEXPECTED
    assert str(results[1].values["reference"]) in caplog.text


def test_the_size_is_said_by_what_is_inside() -> None:
    es = Language("es")
    assert card.in_words(Taken("a", b"x" * 2048, pages=1), es) == "1 página, 2\u00a0KB"
    assert (
        card.in_words(Taken("a", b"x" * 2048, rows=1234, tables=6), es)
        == "1.234 filas en 6 tablas, 2\u00a0KB"
    )


def test_the_command_makes_the_same_file(sample_store: Store) -> None:
    report, xlsx, archive = (
        same_on_the_command_line(offer, filters_of(sample_store, "x", locale="en")) for offer in OFFERS
    )
    days = "--institution 'Caja Miravalle' --from 2026-10-01 --to 2026-10-31 --platform x --locale en"
    assert report == f"python -m kpi report {days} --out reports/report.pdf"
    assert xlsx == f"python -m kpi snapshot {days} --format xlsx --out snapshots"
    assert archive == f"python -m kpi snapshot {days} --out snapshots"
