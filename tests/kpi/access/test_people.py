"""Who has which role: by address or by group, in one institution or everywhere, given anew and taken away."""

import pytest

from kpi.access.actor import Actor
from kpi.access.people import (
    Kind,
    NamelessGroup,
    NoSuchGrant,
    NotAnEmail,
    grant,
    grants_of,
    members,
    revoke,
    stored_name,
)
from kpi.access.roles import PERMISSIONS, Permission, Role
from kpi.store.engine import Store
from kpi.store.institutions import InstitutionRow, create_institution, remove_institution
from kpi.store.schema import EVERYWHERE
from tests.support.people import door, give, give_group, person

ANA = person("ana")


@pytest.fixture
def bank(store: Store) -> InstitutionRow:
    with store.writing() as connection:
        return create_institution(connection, "Caja Ejemplo")


@pytest.mark.both_stores
def test_an_address_counts_however_it_is_written(store: Store, bank: InstitutionRow) -> None:
    with store.writing() as connection:
        grant(connection, Kind.EMAIL, " Ana@BANK.example ", bank.id, Role.VIEWER, "root")
    assert door(store, ANA).allowed(bank) == PERMISSIONS[Role.VIEWER]


@pytest.mark.both_stores
def test_address_and_groups_add_up(store: Store, bank: InstitutionRow) -> None:
    give(store, ANA, Role.VIEWER, bank)
    give_group(store, "stewards", Role.DATA_STEWARD, bank)
    in_group = person("ana", "others", "stewards")
    assert door(store, in_group).allowed(bank) == PERMISSIONS[Role.DATA_STEWARD]
    assert door(store, ANA).allowed(bank) == PERMISSIONS[Role.VIEWER]


def test_an_address_that_was_not_verified_gives_nothing(store: Store, bank: InstitutionRow) -> None:
    give(store, ANA, Role.ADMINISTRATOR, bank)
    with store.reading() as connection:
        assert grants_of(connection, Actor.signed_in(person("ana", email=""))) == {}


def test_an_address_is_no_group_and_a_group_no_address(store: Store, bank: InstitutionRow) -> None:
    give_group(store, "ana@bank.example", Role.ADMINISTRATOR, bank)
    assert not door(store, ANA).allowed(bank)
    give(store, person("stewards", email="x@bank.example"), Role.ADMINISTRATOR, bank)
    assert not door(store, person("bea", "x@bank.example")).allowed(bank)


def test_groups_are_told_apart_by_every_letter(store: Store, bank: InstitutionRow) -> None:
    give_group(store, "Stewards", Role.DATA_STEWARD, bank)
    assert not door(store, person("bea", "stewards")).allowed(bank)


@pytest.mark.both_stores
def test_a_role_given_again_takes_the_place_of_the_one_before(store: Store, bank: InstitutionRow) -> None:
    give(store, ANA, Role.ADMINISTRATOR, bank)
    give(store, ANA, Role.VIEWER, bank)
    with store.reading() as connection:
        assert [(row.name, row.role) for row in members(connection)] == [("ana@bank.example", Role.VIEWER)]


@pytest.mark.both_stores
def test_everywhere_holds_in_institutions_that_come_later(store: Store, bank: InstitutionRow) -> None:
    give(store, ANA, Role.ADMINISTRATOR, None)
    with store.writing() as connection:
        later = create_institution(connection, "Caja Nueva")
    access = door(store, ANA)
    assert access.allowed(later) == access.allowed(bank) == frozenset(Permission)
    assert [row.name for row in access.institutions()] == ["Caja Ejemplo", "Caja Nueva"]


def test_taking_a_role_away_leaves_those_of_others(store: Store, bank: InstitutionRow) -> None:
    give(store, ANA, Role.VIEWER, bank)
    give(store, ANA, Role.STRATEGIST, None)
    with store.writing() as connection:
        revoke(connection, Kind.EMAIL, "ANA@bank.example", bank.id)
        with pytest.raises(NoSuchGrant, match="ANA@"):
            revoke(connection, Kind.EMAIL, "ANA@bank.example", bank.id)
    with store.reading() as connection:
        assert [row.institution_id for row in members(connection)] == [EVERYWHERE]


@pytest.mark.both_stores
def test_roles_go_with_their_institution_and_none_passes_to_the_next(
    store: Store, bank: InstitutionRow
) -> None:
    give(store, ANA, Role.ADMINISTRATOR, bank)
    with store.writing() as connection:
        remove_institution(connection, bank.id)
        assert members(connection) == []
        again = create_institution(connection, "Caja Nueva")
    assert again.id > bank.id
    assert not door(store, ANA).allowed(again)


@pytest.mark.parametrize("name", ["ana", "@bank.example", "ana@", "a@b@c.example", "an a@bank.example", ""])
def test_what_is_no_address_is_refused(name: str) -> None:
    with pytest.raises(NotAnEmail):
        stored_name(Kind.EMAIL, name)


def test_a_group_needs_a_name() -> None:
    with pytest.raises(NamelessGroup):
        stored_name(Kind.GROUP, "  ")
