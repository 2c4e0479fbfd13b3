"""Every act and every permission, by every role, in one's own institution and in another's: what leaks is counted.

The expectation is made from the table of roles alone (`kpi.access.roles`). Roles are given by address, by group and
for the whole server. An object of another institution is asked for by its number, in the name of one's own.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from pathlib import Path

import pytest

from kpi.access.audit import Action, Entry, Wanted, count_entries, entries
from kpi.access.door import Access, NotAllowed, NotAllowedHere
from kpi.access.person import Person
from kpi.access.roles import Permission, Role, permitted
from kpi.errors import KpiError, UnknownInstitution
from kpi.importing.history import UnknownImport
from kpi.store.engine import Store
from tests.kpi.acts.world import ACTS, Act, World, declared
from tests.support.people import door, give, give_group, person

PROOFS = Path(__file__).parents[3] / "docs" / "reliability.md"
REFUSALS = (UnknownInstitution, NotAllowed, NotAllowedHere, UnknownImport)
HOW = ("address", "group", "everywhere")
NOBODY = "nobody"
WHO = [(role, how) for role in Role for how in HOW] + [(None, NOBODY)]
OTHERS_CANARY = "Caja Dos"


@pytest.fixture
def world(store: Store) -> World:
    return World(store)


def given(world: World, role: Role | None, how: str) -> Person:
    """Somebody with a role in the first institution, or in all of them."""
    if how == "group":
        who = person("ana", "the-group")
        assert role
        give_group(world.store, "the-group", role, world.banks[0])
        return who
    who = person("ana")
    if role:
        give(world.store, who, role, None if how == "everywhere" else world.banks[0])
    return who


def test_the_matrix_has_every_act() -> None:
    assert {name.split(" ")[0] for name in ACTS} == declared()


def outcome(call: Callable[[], object]) -> KpiError | None:
    """The refusal; None where it was let through, whatever came of it."""
    try:
        call()
    except REFUSALS as refusal:
        return refusal
    except KpiError:
        return None
    return None


def refused(world: World) -> int:
    with world.store.reading() as connection:
        return count_entries(connection, Wanted(actions=(Action.REFUSED,)))


def expected(act: Act, role: Role | None, how: str, *, own: bool) -> bool:
    """Whether the table of roles lets it through."""
    if role is None:
        return False
    everywhere = how == "everywhere"
    if act.everywhere or not own:
        return everywhere and act.permission in permitted(role, everywhere=True)
    return act.permission in permitted(role, everywhere=everywhere)


def calls(world: World, access: Access, act: Act) -> Iterator[tuple[bool, bool, Callable[[], object]]]:
    """In one's own and in the other institution; at last an import of the other one in the name of one's own.

    Whether it is one's own, whether the object is, and the call.
    """
    one, two = world.banks
    for bank in (one, two):
        number = world.import_id(bank) if act.of_import else 0
        yield bank is one, True, partial(act.do, world, access, bank, number)
    if act.of_import:
        yield True, False, partial(act.do, world, access, one, world.import_id(two))


@pytest.mark.parametrize(("role", "how"), WHO, ids=str)
def test_no_act_leaks(world: World, role: Role | None, how: str) -> None:
    access = door(world.store, given(world, role, how))
    wrong = []
    for name, act in ACTS.items():
        for own, of_it, call in calls(world, access, act):
            before = refused(world)
            refusal = outcome(call)
            may = of_it and expected(act, role, how, own=own)
            if may is not (refusal is None):
                wrong.append(f"{name}, own institution {own}, own object {of_it}: {refusal or 'let through'}")
            if refusal is not None:
                if refused(world) != before + 1:
                    wrong.append(f"{name}: refused and not written down once")
                if how != "everywhere" and OTHERS_CANARY in str(refusal.message.values.get("known", "")):
                    wrong.append(f"{name}: the refusal names the other institution: {refusal}")
    assert not wrong


@pytest.mark.parametrize(("role", "how"), WHO, ids=str)
def test_no_permission_leaks_at_the_door(world: World, role: Role | None, how: str) -> None:
    access = door(world.store, given(world, role, how))
    entry = Entry(Action.SETTING_CHANGED, "nothing")
    wrong = []
    for permission, bank in product(Permission, (*world.banks, None)):
        may = expected(Act(permission, lambda *_: None, bank is None), role, how, own=bank is world.banks[0])
        for way in (
            partial(access.check, permission, bank),
            partial(access.note, permission, bank, entry),
            partial(access.store_for, permission, bank),
        ):
            place = bank.name if bank else "the whole server"
            wrong += [f"{permission} in {place}"] * (may is not (outcome(way) is None))
        if bank is not None and (permission in access.allowed(bank)) is not may:
            wrong.append(f"{permission} is told wrongly of {bank.name}")
    assert not wrong


@pytest.mark.both_stores
@pytest.mark.parametrize("role", list(Role))
def test_an_audit_of_one_institution_holds_nothing_of_another(world: World, role: Role) -> None:
    one, two = world.banks
    bea = person("bea")
    give(world.store, bea, role, two)
    for permission in Permission:
        access = door(world.store, bea)
        outcome(partial(access.note, permission, two, Entry(Action.EXPORTED)))
        outcome(partial(access.check, permission, two))
    with world.store.reading() as connection:
        assert entries(connection, Wanted(one.id)) == []
        assert {row.institution for row in entries(connection, Wanted())} == {two.name}


def test_the_table_of_proofs_says_how_large_the_matrix_is() -> None:
    """Acts, permissions, people, and what is asked of each: as docs/reliability.md has them."""
    of_import = sum(act.of_import for act in ACTS.values())
    acts = len(WHO) * (2 * len(ACTS) + of_import)
    permissions = len(WHO) * len(Permission) * 3 * 3
    assert f"| {acts:,} acts, {permissions:,} calls at the door, " in PROOFS.read_text("utf-8")
