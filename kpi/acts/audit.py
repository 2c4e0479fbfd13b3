"""The audit is read by somebody who may. An institution None stands for everything that the server knows."""

from collections.abc import Sequence
from dataclasses import replace

from kpi.access import audit
from kpi.access.audit import AuditRow, Wanted
from kpi.access.door import Access
from kpi.access.roles import Permission
from kpi.store.engine import Store
from kpi.store.institutions import InstitutionRow


def count(access: Access, institution: InstitutionRow | None, wanted: Wanted) -> int:
    """How many entries are wanted.

    Raises:
        UnknownInstitution, NotAllowed, NotAllowedHere: it is not allowed.
    """
    with _store(access, institution).reading() as connection:
        return audit.count_entries(connection, _within(institution, wanted))


def entries(
    access: Access,
    institution: InstitutionRow | None,
    wanted: Wanted,
    *,
    first: int = 0,
    most: int | None = None,
) -> Sequence[AuditRow]:
    """The entries that are wanted, newest first, `most` of them from place `first` on.

    Raises:
        UnknownInstitution, NotAllowed, NotAllowedHere: it is not allowed.
    """
    with _store(access, institution).reading() as connection:
        return audit.entries(connection, _within(institution, wanted), first=first, most=most)


def _store(access: Access, institution: InstitutionRow | None) -> Store:
    return access.store_for(Permission.AUDIT, institution, "audit")


def _within(institution: InstitutionRow | None, wanted: Wanted) -> Wanted:
    """Only what is of the institution, whatever else was asked for."""
    return wanted if institution is None else replace(wanted, institution_id=institution.id)
