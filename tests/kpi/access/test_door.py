"""The door: what is allowed is asked anew at every call, what is not is written down, and an act and its entry are one."""

import pytest
from sqlalchemy import text

from kpi.access import door as door_module
from kpi.access.actor import Actor, Place
from kpi.access.audit import Action, AuditRow, Entry, Wanted, entries
from kpi.access.door import Access, NotAllowed, NotAllowedHere
from kpi.access.people import Kind, revoke
from kpi.access.roles import Permission, Role
from kpi.access.settings import set_beside_others
from kpi.errors import UnknownInstitution
from kpi.store.engine import Store
from kpi.store.institutions import InstitutionRow, create_institution
from tests.support.people import door, give, person

ANA = person("ana")
RENAME = text("UPDATE institution SET kind = 'broker' WHERE id = :id")


class Broken(Exception):
    pass


@pytest.fixture
def banks(store: Store) -> tuple[InstitutionRow, InstitutionRow]:
    with store.writing() as connection:
        return create_institution(connection, "Caja Uno"), create_institution(connection, "Caja Dos")


Banks = tuple[InstitutionRow, InstitutionRow]


def written(store: Store) -> list[AuditRow]:
    with store.reading() as connection:
        return entries(connection, Wanted())


def kinds(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(connection.execute(text("SELECT kind FROM institution ORDER BY id")).scalars())


def test_what_may_not_be_seen_does_not_exist(store: Store, banks: Banks) -> None:
    one, two = banks
    give(store, ANA, Role.ADMINISTRATOR, one)
    access = door(store, ANA)
    assert [row.name for row in access.institutions()] == ["Caja Uno"]
    with pytest.raises(UnknownInstitution) as hidden:
        access.institution("caja dos")
    with pytest.raises(UnknownInstitution) as missing:
        access.institution("caja tres")
    said = [str(error.value).replace("dos", "…").replace("tres", "…") for error in (hidden, missing)]
    assert said[0] == said[1] == "There is no institution called “caja …”. Known: “Caja Uno”."
    with pytest.raises(UnknownInstitution, match="Known: “Caja Uno”"), access.reading(two):
        pass


def test_a_refusal_stands_in_the_audit_of_the_institution_that_was_asked_for(
    store: Store, banks: Banks
) -> None:
    one, two = banks
    give(store, ANA, Role.VIEWER, one)
    access = door(store, ANA)
    with pytest.raises(UnknownInstitution):
        access.institution("Caja Dos")
    with pytest.raises(NotAllowed):
        access.check(Permission.IMPORT, one, "posts.csv")
    found = [(row.institution_id, row.email, row.entry.object, row.entry.details) for row in written(store)]
    assert found == [
        (one.id, "ana@bank.example", "posts.csv", {"permission": "import"}),
        (two.id, "ana@bank.example", "see", {"permission": "see"}),
    ]
    assert all(row.entry.action is Action.REFUSED for row in written(store))


def test_a_name_that_nobody_has_is_no_refusal(store: Store, banks: Banks) -> None:
    with pytest.raises(UnknownInstitution):
        door(store, ANA).institution("Caja Tres")
    assert written(store) == []


@pytest.mark.both_stores
def test_an_act_and_its_entry_are_one_transaction(
    store: Store, banks: Banks, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = banks
    give(store, ANA, Role.ADMINISTRATOR, one)
    access = door(store, ANA)
    entry = Entry(Action.SETTING_CHANGED, "kind")

    with access.writing(Permission.SETTINGS, one, entry) as connection:
        connection.execute(RENAME, {"id": one.id})
    assert kinds(store) == ["broker", "bank"]
    assert [row.entry for row in written(store)] == [entry]

    def break_(*_: object) -> None:
        raise Broken

    monkeypatch.setattr(door_module, "append", break_)
    two = banks[1]
    with pytest.raises(Broken), Access.of(store, None).writing(Permission.SETTINGS, two, entry) as connection:
        connection.execute(RENAME, {"id": two.id})
    assert kinds(store) == ["broker", "bank"]


def test_an_act_that_fails_is_not_written_down(store: Store, banks: Banks) -> None:
    one, _ = banks
    entry = Entry(Action.SETTING_CHANGED, "kind")

    def fail() -> None:
        with Access.of(store, None).writing(Permission.SETTINGS, one, entry) as connection:
            connection.execute(RENAME, {"id": one.id})
            raise Broken

    with pytest.raises(Broken):
        fail()
    assert (kinds(store), written(store)) == (["bank", "bank"], [])


@pytest.mark.both_stores
def test_what_was_taken_away_is_refused_at_the_next_call_of_the_same_door(store: Store, banks: Banks) -> None:
    one, _ = banks
    give(store, ANA, Role.DATA_STEWARD, one)
    access = door(store, ANA)
    access.check(Permission.IMPORT, one)

    give(store, ANA, Role.VIEWER, one)
    with pytest.raises(NotAllowed, match="that takes the role “data steward” there"):
        access.check(Permission.IMPORT, one)
    access.check(Permission.SEE, one)

    with store.writing() as connection:
        revoke(connection, Kind.EMAIL, ANA.email, one.id)
    with pytest.raises(UnknownInstitution):
        access.check(Permission.SEE, one)
    assert access.institutions() == []


def test_without_sign_in_and_at_the_command_line_everything_is_allowed(store: Store, banks: Banks) -> None:
    for access in (Access.of(store, None), Access.of_operator(store)):
        for permission in Permission:
            access.check(permission, banks[0])
            access.check(permission, None)
        assert len(access.institutions()) == 2


def test_what_concerns_the_whole_server_takes_a_role_everywhere(store: Store, banks: Banks) -> None:
    give(store, ANA, Role.ADMINISTRATOR, banks[0])
    access = door(store, ANA)
    for permission in (Permission.MAKE, Permission.PEOPLE, Permission.AUDIT):
        with pytest.raises(NotAllowedHere, match="an administrator of the whole server"):
            access.check(permission, None)


@pytest.mark.parametrize(
    ("one", "two", "beside"),
    [
        (None, None, False),
        (True, None, False),
        (None, True, False),
        (True, False, False),
        (True, True, True),
    ],
)
def test_numbers_stand_side_by_side_only_where_both_allow_it(
    store: Store, banks: Banks, one: bool | None, two: bool | None, beside: bool
) -> None:
    for row, allowed in zip(banks, (one, two), strict=True):
        give(store, ANA, Role.VIEWER, row)
        if allowed is not None:
            with store.writing() as connection:
                set_beside_others(connection, row.id, allowed=allowed)
    assert [row.name for row in door(store, ANA).comparable(banks[0])] == ["Caja Dos"] * beside


def test_nobody_stands_beside_what_they_may_not_see(store: Store, banks: Banks) -> None:
    give(store, ANA, Role.ADMINISTRATOR, banks[0])
    with store.writing() as connection:
        for row in banks:
            set_beside_others(connection, row.id, allowed=True)
    assert door(store, ANA).comparable(banks[0]) == []


def test_without_sign_in_institutions_stand_side_by_side_unless_one_decided_otherwise(
    store: Store, banks: Banks
) -> None:
    access = Access.of(store, None)
    assert [row.name for row in access.comparable(banks[0])] == ["Caja Dos"]
    with store.writing() as connection:
        set_beside_others(connection, banks[1].id, allowed=False)
    assert access.comparable(banks[0]) == []


def test_the_histories_name_the_person_who_signed_in() -> None:
    store = Store(None)  # type: ignore[arg-type]
    assert door(store, ANA).by == "ana@bank.example"
    assert door(store, person("bea", email="")).by == "bea"
    assert Access.of(store, None).by == ""
    assert Access(store, Actor("root", Place.COMMAND_LINE), limited=False).by == "root"
