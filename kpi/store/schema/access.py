"""Who may do what, what each institution has decided of itself, and the record of what was done."""

from typing import Final

from sqlmodel import Field

from kpi.store.schema.base import Table, big, big_or_none

EVERYWHERE: Final = 0
"""In place of an institution's number: all of them, those that are made later too. Numbers begin with 1."""


class Membership(Table, table=True):
    """A role of one person (`kind` email) or of a group of the sign-in (`group`) in one institution, or EVERYWHERE.

    `name` is the address in lower case, or the group's name as the sign-in tells it.
    """

    __tablename__ = "membership"
    kind: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    institution_id: int = Field(primary_key=True, index=True)
    role: str
    granted_by: str = ""
    granted_at: int = big()


class InstitutionSetting(Table, table=True):
    """What an institution has decided of itself, by name."""

    __tablename__ = "institution_setting"
    institution_id: int = Field(foreign_key="institution.id", primary_key=True)
    name: str = Field(primary_key=True)
    value: str


class AuditEntry(Table, table=True):
    """Something that was done, or refused. The database itself refuses to change or delete a row.

    `at` is UTC epoch seconds. `institution_id` is kept when its institution is removed, and never used again; 0
    stands for the server as a whole. `details` is a JSON object of texts. No customer is in any column.
    """

    __tablename__ = "audit"
    id: int | None = Field(default=None, primary_key=True)
    at: int = big()
    issuer: str = ""
    subject: str = ""
    email: str = ""
    place: str
    institution_id: int = Field(default=EVERYWHERE, index=True)
    institution: str = ""
    action: str
    object: str = ""
    rows: int | None = big_or_none()
    details: str = "{}"
