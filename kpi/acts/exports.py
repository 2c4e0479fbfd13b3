"""Files that are made to be taken away, by somebody who may, and what is written down of them."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from kpi.access.audit import Action, Entry
from kpi.access.door import Access
from kpi.access.roles import Permission
from kpi.showing.snapshot_contents import Filters, Onlooker, nobody
from kpi.store.engine import Store
from kpi.store.institutions import InstitutionRow

T = TypeVar("T")
Maker = Callable[[Store, Filters, Onlooker], T]


def make(access: Access, filters: Filters, maker: Maker[T], onlooker: Onlooker = nobody) -> T:
    """What `maker` makes of an institution's numbers; that it leaves the program is for `taken` to write down.

    Raises:
        UnknownInstitution, NotAllowed: it is not allowed.
    """
    return maker(access.store_for(Permission.EXPORT, filters.institution), filters, onlooker)


def taken(
    access: Access,
    institution: InstitutionRow | None,
    what: str,
    rows: int | None = None,
    details: Mapping[str, str] | None = None,
) -> None:
    """Write down that a file of an institution (None: of the server) is taken away, or refuse it.

    Raises:
        UnknownInstitution, NotAllowed: it is not allowed.
    """
    access.note(Permission.EXPORT, institution, Entry(Action.EXPORTED, what, rows, details or {}))


def in_plain_words(filters: Filters) -> dict[str, str]:
    """The filters of a file, for the audit."""
    return {
        "from": str(filters.period.first),
        "to": str(filters.period.last),
        "platforms": ", ".join(filters.platforms) or "all",
        "language": filters.locale,
        "data version": str(filters.institution.data_version),
    }
