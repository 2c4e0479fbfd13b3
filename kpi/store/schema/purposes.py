"""What an institution says that a platform is for, in versions."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from kpi.store.schema.base import Table, big


class PlatformPurpose(Table, table=True):
    """One version of a platform's purpose: a key of `kpi.catalogue.purposes`, "" where it was taken back."""

    __tablename__ = "platform_purpose"
    __table_args__ = (UniqueConstraint("institution_id", "platform", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    institution_id: int = Field(foreign_key="institution.id", index=True)
    platform: str
    version: int = 1
    purpose: str
    note: str = ""
    changed_by: str = ""
    changed_at: int = big()
