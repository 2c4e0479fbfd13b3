"""The table of roles: every role may do what the one before it may, and nobody makes institutions but the server's own."""

from itertools import pairwise

import pytest

from kpi.access.people import UnknownRole, role_named
from kpi.access.roles import LABELS, MEANINGS, PERMISSIONS, TO_DO, Permission, Role, least_role, permitted


def test_each_role_may_do_what_the_one_before_it_may_and_more() -> None:
    assert list(PERMISSIONS) == list(Role)
    for less, more in pairwise(Role):
        assert PERMISSIONS[less] < PERMISSIONS[more]


def test_what_the_roles_are_for() -> None:
    added = {
        more: PERMISSIONS[more] - (PERMISSIONS[less] if less else frozenset())
        for less, more in pairwise([None, *Role])
        if more
    }
    assert {role: {str(one) for one in found} for role, found in added.items()} == {
        Role.VIEWER: {"see"},
        Role.STRATEGIST: {"export", "goals", "events", "tags", "purposes"},
        Role.DATA_STEWARD: {"import", "undo", "layouts", "hours"},
        Role.ADMINISTRATOR: {"people", "audit", "settings", "remove"},
    }


def test_only_who_administers_the_whole_server_makes_institutions() -> None:
    may = [
        (role, everywhere)
        for role in Role
        for everywhere in (False, True)
        if Permission.MAKE in permitted(role, everywhere=everywhere)
    ]
    assert may == [(Role.ADMINISTRATOR, True)]


def test_every_role_and_permission_has_words() -> None:
    assert set(LABELS) == set(MEANINGS) == set(Role)
    assert set(TO_DO) == set(Permission)


@pytest.mark.parametrize("permission", list(Permission))
def test_the_least_role_has_it_and_none_before(permission: Permission) -> None:
    least = least_role(permission)
    assert permission in permitted(least, everywhere=True)
    before = list(Role)[: list(Role).index(least)]
    assert not any(permission in permitted(role, everywhere=True) for role in before)


@pytest.mark.parametrize("name", ["data-steward", "Data Steward", " data_steward "])
def test_a_role_is_found_however_it_is_written(name: str) -> None:
    assert role_named(name) is Role.DATA_STEWARD


def test_a_role_that_does_not_exist_is_named_with_those_that_do() -> None:
    with pytest.raises(UnknownRole, match="viewer, strategist, data-steward, administrator"):
        role_named("boss")
