"""What each role may do: one table of values. Code asks for permissions and never for roles."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from kpi.words import N_


class Permission(StrEnum):
    """Something that a person may do in an institution."""

    SEE = "see"
    EXPORT = "export"
    GOALS = "goals"
    EVENTS = "events"
    TAGS = "tags"
    PURPOSES = "purposes"
    IMPORT = "import"
    UNDO = "undo"
    LAYOUTS = "layouts"
    HOURS = "hours"
    PEOPLE = "people"
    AUDIT = "audit"
    SETTINGS = "settings"
    REMOVE = "remove"
    MAKE = "make"


class Role(StrEnum):
    """What a person is in an institution, from the least to the most."""

    VIEWER = "viewer"
    STRATEGIST = "strategist"
    DATA_STEWARD = "data-steward"
    ADMINISTRATOR = "administrator"


_SEES: Final = frozenset({Permission.SEE})
_PLANS: Final = _SEES | {
    Permission.EXPORT,
    Permission.GOALS,
    Permission.EVENTS,
    Permission.TAGS,
    Permission.PURPOSES,
}
_KEEPS_DATA: Final = _PLANS | {Permission.IMPORT, Permission.UNDO, Permission.LAYOUTS, Permission.HOURS}
_ADMINISTERS: Final = _KEEPS_DATA | {
    Permission.PEOPLE,
    Permission.AUDIT,
    Permission.SETTINGS,
    Permission.REMOVE,
}

PERMISSIONS: Final[Mapping[Role, frozenset[Permission]]] = {
    Role.VIEWER: _SEES,
    Role.STRATEGIST: _PLANS,
    Role.DATA_STEWARD: _KEEPS_DATA,
    Role.ADMINISTRATOR: _ADMINISTERS,
}
"""By role, what it may do in its institution. Each may do what the one before it may."""

EVERYWHERE_TOO: Final[Mapping[Role, frozenset[Permission]]] = {
    Role.ADMINISTRATOR: frozenset({Permission.MAKE}),
}
"""What a role may do beyond that when it was given for the whole server."""

LABELS: Final[Mapping[Role, str]] = {
    Role.VIEWER: N_("viewer"),
    Role.STRATEGIST: N_("strategist"),
    Role.DATA_STEWARD: N_("data steward"),
    Role.ADMINISTRATOR: N_("administrator"),
}
MEANINGS: Final[Mapping[Role, str]] = {
    Role.VIEWER: N_("sees every page"),
    Role.STRATEGIST: N_("and takes files away, sets goals, purposes, events and tags"),
    Role.DATA_STEWARD: N_("and imports, takes imports back, teaches layouts, sets service hours"),
    Role.ADMINISTRATOR: N_("and decides on people and settings, reads the audit, removes the institution"),
}
TO_DO: Final[Mapping[Permission, str]] = {
    Permission.SEE: N_("see this"),
    Permission.EXPORT: N_("take files away"),
    Permission.GOALS: N_("set goals"),
    Permission.EVENTS: N_("keep events"),
    Permission.TAGS: N_("tag posts"),
    Permission.PURPOSES: N_("say what a platform is for"),
    Permission.IMPORT: N_("import files"),
    Permission.UNDO: N_("take imports back"),
    Permission.LAYOUTS: N_("teach and forget layouts"),
    Permission.HOURS: N_("set service hours"),
    Permission.PEOPLE: N_("decide who may do what"),
    Permission.AUDIT: N_("read the audit"),
    Permission.SETTINGS: N_("change settings"),
    Permission.REMOVE: N_("remove the institution"),
    Permission.MAKE: N_("make an institution"),
}
"""What each permission lets a person do, to stand after "may not"."""


def permitted(role: Role, *, everywhere: bool) -> frozenset[Permission]:
    """What `role` may do, given for one institution or for all of them."""
    extra = EVERYWHERE_TOO.get(role, frozenset[Permission]()) if everywhere else frozenset[Permission]()
    return PERMISSIONS[role] | extra


def least_role(permission: Permission) -> Role:
    """The least role that has `permission`; of what only the whole server's may, that one."""
    return next((role for role in Role if permission in PERMISSIONS[role]), Role.ADMINISTRATOR)
