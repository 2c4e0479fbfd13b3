"""Institutions are made, decided on and removed by somebody who may."""

from typing import Final

from kpi.access.audit import Action, Entry
from kpi.access.door import Access
from kpi.access.roles import Permission
from kpi.access.settings import BESIDE, beside_others, set_beside_others
from kpi.errors import KpiError
from kpi.importing.sample import remove_sample
from kpi.store.institutions import (
    InstitutionRow,
    create_institution,
    find_institution,
    remove_institution,
)
from kpi.words import N_

REMOVES: Final = N_(
    "{institution} and everything of it will be removed: files, numbers, goals, layouts, hours and roles. Only a backup brings it back. Its audit stays."
)
"""What `remove` does, before somebody says yes."""


class InstitutionExists(KpiError):
    template = N_("There is already an institution called “{name}”. Choose it in the sidebar.")


def make(access: Access, name: str, *, country: str, timezone: str, language: str) -> InstitutionRow:
    """A new institution.

    Raises:
        NotAllowedHere: it is not allowed.
        InstitutionExists: there is one of this name.
        NamelessInstitution, UnknownTimezone: as `create_institution`.
    """
    with access.writing(Permission.MAKE, None, None) as connection:
        if known := find_institution(connection, name):
            raise InstitutionExists(name=known.name)
        made = create_institution(connection, name, country=country, timezone=timezone, language=language)
        access.write_down(connection, made, Entry(Action.INSTITUTION_MADE, made.name))
    return made


def remove(access: Access, institution: InstitutionRow) -> None:
    """Remove an institution and everything of it but its audit. The sample does not come back by itself.

    Raises:
        UnknownInstitution, NotAllowed: it is not allowed.
    """
    entry = Entry(Action.INSTITUTION_REMOVED, institution.name)
    with access.writing(Permission.REMOVE, institution, entry) as connection:
        if institution.is_sample:
            remove_sample(connection)
        else:
            remove_institution(connection, institution.id)


def may_stand_beside_others(access: Access, institution: InstitutionRow) -> bool:
    """Whether the institution's numbers may stand beside those of others, as it was decided or as it is by itself."""
    with access.reading(institution) as connection:
        return beside_others(connection).get(institution.id, not access.limited)


def decide_beside_others(access: Access, institution: InstitutionRow, *, allowed: bool) -> None:
    """Decide whether the institution's numbers may stand beside those of others.

    Raises:
        UnknownInstitution, NotAllowed: it is not allowed.
    """
    entry = Entry(Action.SETTING_CHANGED, BESIDE, details={"value": "yes" if allowed else "no"})
    with access.writing(Permission.SETTINGS, institution, entry) as connection:
        set_beside_others(connection, institution.id, allowed=allowed)
