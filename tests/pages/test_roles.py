"""What people see by their role, that nothing of another institution reaches them, and that a role taken away is gone."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from kpi.access.audit import Action, AuditRow, Wanted, entries
from kpi.access.door import Access, NotAllowed
from kpi.access.people import Kind, revoke
from kpi.access.person import Person
from kpi.access.roles import Role
from kpi.acts.imports import take_in
from kpi.answers.goals import Goal, save_goal
from kpi.errors import UnknownInstitution
from kpi.importing.run import Target
from kpi.importing.source import Source
from kpi.periods import Period
from kpi.rollup.reschedule import save_schedules
from kpi.store.engine import Store
from kpi.store.hours import Hours
from kpi.store.institutions import InstitutionRow, create_institution, institutions
from kpi.store.schedules import Schedule, read_schedules
from pages.shared.behind import behind
from pages.shared.data import key_of
from pages.shared.explain import Asked
from pages.shared.state import Choice
from tests.pages.opened import press, trouble, words
from tests.pages.signed_in import keys, sent, sign_in, visit
from tests.support.people import give, person

OWN, OTHER, CANARY = "Caja Propia", "Zorrobank", "zorro"
FRAME = {"frame_theme", "frame.theme", "sidebar.language"}
"""What stands around every page, whoever looks."""
DAYS = {"from": "2026-03-01", "to": "2026-03-31"}
PAGES = ("overview", "platforms", "response", "loyalty", "content", "goals", "snapshot", "data", "hours")
MANAGING = ("people", "audit")
POSTS = """platform;channel;post_id;published_at;title;views;reactions;comments
facebook;{account};p1;2026-03-02T10:00:00+01:00;{title};1000000000;{many};1
facebook;{account};p2;2026-03-09T10:00:00+01:00;{title} again;1000000000;3;1
"""
SHOWN_TO = {
    ("goals", "goals_new"): Role.STRATEGIST,
    ("goals", "goals_download"): Role.STRATEGIST,
    ("snapshot", "snapshot_make_report"): Role.STRATEGIST,
    ("platforms", "platforms.purpose.platform"): Role.STRATEGIST,
    ("data", "data.template.vinculo_posts"): Role.DATA_STEWARD,
    ("hours", "hours_save"): Role.DATA_STEWARD,
    ("people", "people_grant"): Role.ADMINISTRATOR,
    ("audit", "audit.who"): Role.ADMINISTRATOR,
}
"""By page and control, the least role that it is shown to."""
ANA, BEA, ROOT = person("ana"), person("bea"), person("root")


@pytest.fixture
def banks(store: Store) -> tuple[InstitutionRow, InstitutionRow]:
    """One's own institution and another one, with a post, a goal and an import each; ROOT administers both."""
    operator = Access.of_operator(store)
    for name, account, title, many in (
        (OWN, "caja", "hello", 5),
        (OTHER, "zorroaccount", "zorrotitle", 99_887_766),
    ):
        with store.writing() as connection:
            row = create_institution(connection, name)
            save_goal(connection, row.id, Goal("engagements", "", 20_513, float(many)), by=f"{account} owner")
        content = POSTS.format(account=account, title=title, many=many).encode()
        take_in(operator, row, Source(f"{account}.csv", content), Target(name), effect=False)
    give(store, ROOT, Role.ADMINISTRATOR, None)
    with store.reading() as connection:
        one, two = institutions(connection)
    return one, two


def seat_ana(monkeypatch: pytest.MonkeyPatch, store: Store, institution: InstitutionRow, role: Role) -> None:
    """Ana gets a role in an institution and sits down in front of the page."""
    give(store, ANA, role, institution)
    sign_in(monkeypatch, store, ANA)


def refusals(store: Store) -> list[AuditRow]:
    with store.reading() as connection:
        return entries(connection, Wanted(actions=(Action.REFUSED,)))


def choice_of(app: AppTest) -> Choice:
    found = app.session_state["frame.choice"]
    assert isinstance(found, Choice)
    return found


@pytest.mark.parametrize("page", [*PAGES, *MANAGING])
def test_no_page_shows_anything_of_another_institution(
    monkeypatch: pytest.MonkeyPatch, store: Store, banks: tuple[InstitutionRow, InstitutionRow], page: str
) -> None:
    """With caches that hold the other's answers already, from the menu and by a link that names the other."""
    one, _ = banks
    give(store, ANA, Role.ADMINISTRATOR, one)
    sign_in(monkeypatch, store, ROOT)
    warm = visit(page, inst=OTHER, **DAYS)
    assert CANARY in sent(warm).casefold()

    sign_in(monkeypatch, store, ANA)
    for inst in (OWN, OTHER):
        app = visit(page, inst=inst, beside="facebook", **{"with": OTHER}, **DAYS)
        assert not trouble(app)
        assert choice_of(app).institution.name == OWN
        notes = " ".join(str(each.value) for each in app.info)
        assert (f"There is no institution called “{OTHER}”. Known: “{OWN}”." in notes) is (inst == OTHER)
        told = sent(app).replace(OTHER, "") if inst == OTHER else sent(app)  # the link's own word, said back
        assert CANARY not in told.casefold()
        assert "99887766" not in told.replace(",", "").replace(".", "")


def test_a_link_to_a_number_of_another_institution_opens_nothing(
    monkeypatch: pytest.MonkeyPatch, store: Store, banks: tuple[InstitutionRow, InstitutionRow]
) -> None:
    one, two = banks
    give(store, ANA, Role.ADMINISTRATOR, one)
    sign_in(monkeypatch, store, ROOT)
    everybody = choice_of(visit("overview", inst=OWN, **DAYS))
    number = Asked("engagements", None, None, Period(20_513, 20_544), OTHER)
    assert behind(everybody, number).value.value is not None

    sign_in(monkeypatch, store, ANA)
    choice = choice_of(visit("overview", inst=OWN, **DAYS))
    with pytest.raises(UnknownInstitution, match=f"Known: “{OWN}”"):
        behind(choice, number)
    assert [row.institution_id for row in refusals(store)] == [two.id]


@pytest.mark.parametrize("role", list(Role))
def test_everybody_sees_what_their_role_may_do_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
    store: Store,
    banks: tuple[InstitutionRow, InstitutionRow],
    role: Role,
) -> None:
    seat_ana(monkeypatch, store, banks[0], role)
    wrong = []
    for page in dict.fromkeys(page for page, _ in SHOWN_TO):
        if page in MANAGING and role is not Role.ADMINISTRATOR:
            continue  # not in the menu: the next test
        app = visit(page, **DAYS)
        wrong += trouble(app)
        for key, least in ((key, least) for (at, key), least in SHOWN_TO.items() if at == page):
            order = list(Role)
            if (key in keys(app)) is not (order.index(role) >= order.index(least)):
                wrong.append(f"{page}: {key}")
    assert not wrong
    assert refusals(store) == []


@pytest.mark.parametrize(("role", "marks"), [(Role.VIEWER, 0), (Role.DATA_STEWARD, 1)])
def test_rows_of_service_hours_are_marked_by_those_who_may_remove_them(
    monkeypatch: pytest.MonkeyPatch,
    store: Store,
    banks: tuple[InstitutionRow, InstitutionRow],
    role: Role,
    marks: int,
) -> None:
    seat_ana(monkeypatch, store, banks[0], role)
    with store.writing() as connection:
        save_schedules(connection, banks[0].id, [Schedule(20_513, (Hours(0, 540, 1_080),))])
    (table,) = visit("hours").dataframe
    assert len(table.proto.selection_mode) == marks


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "You may not import files in"), ("es", "No puedes importar archivos en")]
)
def test_what_is_not_offered_says_why(
    monkeypatch: pytest.MonkeyPatch,
    store: Store,
    banks: tuple[InstitutionRow, InstitutionRow],
    lang: str,
    said: str,
) -> None:
    seat_ana(monkeypatch, store, banks[0], Role.VIEWER)
    assert f"{said} {OWN}" in words(visit("data", lang=lang))


def test_pages_of_administrators_are_in_nobody_elses_menu(
    monkeypatch: pytest.MonkeyPatch, store: Store, banks: tuple[InstitutionRow, InstitutionRow]
) -> None:
    seat_ana(monkeypatch, store, banks[0], Role.DATA_STEWARD)
    app = visit("overview")
    with pytest.raises(ValueError, match="people"):
        app.switch_page("people/page.py")


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "Nothing is open to you yet"), ("es", "Todavía no tienes acceso a nada")]
)
@pytest.mark.parametrize("page", ["overview", "data"])
def test_somebody_without_a_role_sees_nothing_and_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
    store: Store,
    banks: tuple[InstitutionRow, InstitutionRow],
    page: str,
    lang: str,
    said: str,
) -> None:
    sign_in(monkeypatch, store, ANA)
    app = visit(page, lang=lang, inst=OTHER)
    assert [title.value for title in app.title] == [said]
    assert "ana@bank.example" in words(app)
    assert OWN not in sent(app)
    assert keys(app) <= FRAME | {"sidebar_session", "sidebar.sign_out", "start.sign_out"}


def taken_away(store: Store, who: Person, institution: InstitutionRow) -> None:
    with store.writing() as connection:
        revoke(connection, Kind.EMAIL, who.email, institution.id)


def test_a_role_taken_away_in_an_open_tab_refuses_the_next_click(
    monkeypatch: pytest.MonkeyPatch, store: Store, banks: tuple[InstitutionRow, InstitutionRow]
) -> None:
    one, _ = banks
    seat_ana(monkeypatch, store, one, Role.DATA_STEWARD)
    app = visit("hours", **DAYS)
    give(store, ANA, Role.VIEWER, one)
    press(app, "hours_save")
    assert "You may not set service hours" in words(app)
    with store.reading() as connection:
        assert read_schedules(connection, one.id) == []

    taken_away(store, ANA, one)
    app.run()
    assert [title.value for title in app.title] == ["Nothing is open to you yet"]


def test_what_an_open_tab_has_kept_opens_nothing_any_more(
    monkeypatch: pytest.MonkeyPatch, store: Store, banks: tuple[InstitutionRow, InstitutionRow]
) -> None:
    """A dialog or a part of a page runs again with the choice of the run before: it asks the door as well."""
    one, _ = banks
    seat_ana(monkeypatch, store, one, Role.ADMINISTRATOR)
    choice = choice_of(visit("overview", inst=OWN, **DAYS))
    assert key_of(choice)
    taken_away(store, ANA, one)

    number = Asked("engagements", None, None, Period(20_513, 20_544), OWN)
    for ask in (lambda: key_of(choice), lambda: choice.reading().__enter__(), lambda: behind(choice, number)):
        with pytest.raises(UnknownInstitution, match="Known: –"):
            ask()
    assert len(refusals(store)) == 3


def test_a_toggle_of_an_open_tab_changes_nothing_after_the_role_is_gone(
    monkeypatch: pytest.MonkeyPatch, store: Store, banks: tuple[InstitutionRow, InstitutionRow]
) -> None:
    one, _ = banks
    seat_ana(monkeypatch, store, one, Role.ADMINISTRATOR)
    app = visit("people", **DAYS)
    (toggle,) = app.toggle
    assert toggle.value is False  # with sign-in nobody stands beside others by itself
    give(store, ANA, Role.VIEWER, one)
    toggle.set_value(True).run()
    assert [row.entry.details["permission"] for row in refusals(store)] == ["settings"]


def test_a_file_is_written_down_when_it_is_taken_and_refused_after_the_role_is_gone(
    monkeypatch: pytest.MonkeyPatch, store: Store, banks: tuple[InstitutionRow, InstitutionRow]
) -> None:
    one, _ = banks
    seat_ana(monkeypatch, store, one, Role.STRATEGIST)
    offered: dict[str, Callable[[], bytes]] = {}

    def keep(_label: str, *, data: Callable[[], bytes], key: str, **_: object) -> None:
        offered[key] = data  # Streamlit calls it in a thread of its own, when somebody clicks

    monkeypatch.setattr("pages.shared.taking.st.download_button", keep)
    assert not trouble(visit("goals", **DAYS))
    assert b"engagements" in offered["goals_download"]()
    assert offered["goals_template"]()
    with store.reading() as connection:
        (row,) = entries(connection, Wanted(one.id, (Action.EXPORTED,)))
    assert (row.email, row.entry.object, row.entry.rows) == (ANA.email, "goals", 1)

    give(store, ANA, Role.VIEWER, one)
    with pytest.raises(NotAllowed, match="You may not take files away"):
        offered["goals_download"]()
    assert [row.entry.object for row in refusals(store)] == ["goals"]


def test_an_administrator_gives_and_takes_roles_and_reads_of_it(
    monkeypatch: pytest.MonkeyPatch, store: Store, banks: tuple[InstitutionRow, InstitutionRow]
) -> None:
    one, _ = banks
    seat_ana(monkeypatch, store, one, Role.ADMINISTRATOR)
    app = visit("people", **DAYS)
    app.text_input(key="people.name").set_value(BEA.email)
    app.radio(key="people.role").set_value(Role.STRATEGIST)
    press(app, "people_grant")
    assert not trouble(app)
    assert "bea@bank.example has the role “strategist” from now on." in words(app)

    app = visit("audit", **DAYS)
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", words(app))
    assert ("ana@bank.example", "gave a role", "bea@bank.example") in zip(
        cells, cells[1:], cells[2:], strict=False
    )
    assert CANARY not in sent(app).casefold()


def test_an_institution_is_removed_by_its_typed_name_and_its_audit_stays(
    monkeypatch: pytest.MonkeyPatch, store: Store, banks: tuple[InstitutionRow, InstitutionRow]
) -> None:
    _, two = banks
    sign_in(monkeypatch, store, ROOT)
    app = visit("people", inst=OTHER)
    app.text_input(key="people.remove.name").set_value("Zorro")
    press(app, "people_remove")
    assert "That is not its name" in "".join(trouble(app))
    app.text_input(key="people.remove.name").set_value("zorrobank")
    press(app, "people_remove")
    assert not trouble(app)
    with store.reading() as connection:
        assert [row.name for row in institutions(connection)] == [OWN]
        kept = [row.entry.action for row in entries(connection, Wanted(two.id))]
    assert kept == [Action.INSTITUTION_REMOVED, Action.IMPORTED]
