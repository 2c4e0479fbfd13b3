"""Texts of messages are kept, shown and removed by somebody who may; the audit counts them and never quotes one."""

from sqlalchemy import Connection

from kpi.access.audit import Action, Entry
from kpi.access.door import Access
from kpi.access.roles import Permission
from kpi.store import texts
from kpi.store.engine import Store
from kpi.store.institutions import InstitutionRow
from kpi.store.texts import DAYS, Kept, TextRow


def kept(access: Access, institution: InstitutionRow) -> Kept:
    """For how long the institution keeps texts, and how many there are.

    Raises:
        UnknownInstitution: it may not be seen.
    """
    with access.reading(institution) as connection:
        return texts.kept(connection, institution.id)


def keep(access: Access, institution: InstitutionRow, days: int) -> int:
    """Keep texts for so many days after they were written; returns how many older ones were removed.

    Raises:
        UnknownInstitution, NotAllowed: it is not allowed.
        DaysOutOfRange: see `kpi.store.texts`.
    """
    with access.writing(Permission.SETTINGS, institution, None) as connection:
        gone = texts.keep(connection, institution.id, days)
        entry = Entry(Action.SETTING_CHANGED, DAYS, gone, {"value": "yes", "days kept": str(days)})
        access.write_down(connection, institution, entry)
    return gone


def keep_none(access: Access, institution: InstitutionRow) -> int:
    """Keep no texts any more and remove those there are; returns how many.

    Raises:
        UnknownInstitution, NotAllowed: it is not allowed.
    """
    with access.writing(Permission.SETTINGS, institution, None) as connection:
        gone = texts.keep_none(connection, institution.id)
        entry = Entry(Action.SETTING_CHANGED, DAYS, gone, {"value": "no"})
        access.write_down(connection, institution, entry)
    return gone


def newest(access: Access, institution: InstitutionRow, most: int | None = None) -> list[TextRow]:
    """The newest texts, for whoever decides on them; that they were read is written down.

    Raises:
        UnknownInstitution, NotAllowed: it is not allowed.
    """
    with access.writing(Permission.SETTINGS, institution, None) as connection:
        found = texts.newest(connection, institution.id, most)
        access.write_down(connection, institution, Entry(Action.TEXTS_READ, DAYS, len(found)))
    return found


def expire(store: Store, by: Access) -> int:
    """Remove the texts of all institutions that are older than they are kept; returns how many. `by` is told of it."""
    with store.reading() as connection:
        if not texts.any_expired(connection):
            return 0
    with store.writing() as connection:
        return expire_in(connection, by)


def expire_in(connection: Connection, by: Access) -> int:
    """`expire`, in a transaction that writes."""
    gone = texts.expire(connection)
    for institution, number in gone:
        by.write_down(connection, institution, Entry(Action.EXPIRED, DAYS, number))
    return sum(number for _, number in gone)
