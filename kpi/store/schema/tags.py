"""What people say of a post in place of its export: its campaign and its purpose."""

from sqlmodel import Field

from kpi.store.schema.base import WITHOUT_ROWID, Table, big


class PostTag(Table, table=True):
    """A post's campaign and purpose as a person has set them; None is "as the export has it", "" is none.

    It belongs to the post's key and not to an import: a file that comes again, or goes, leaves it alone.
    """

    __tablename__ = "post_tag"
    __table_args__ = (WITHOUT_ROWID,)
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    post_id: str = Field(primary_key=True)
    campaign: str | None = None
    purpose: str | None = None
    changed_by: str = ""
    changed_at: int = big()
