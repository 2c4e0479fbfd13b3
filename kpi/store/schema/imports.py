"""What was taken in, and what could not be."""

from sqlalchemy import Index, text
from sqlmodel import Field

from kpi.store.schema.base import WITHOUT_ROWID, Table, big, big_or_none


class ImportRun(Table, table=True):
    """One file taken in. An undone import keeps its row, with `undone_at`, and has no facts."""

    __tablename__ = "import_run"
    __table_args__ = (
        Index(
            "import_run_once",
            "institution_id",
            "sha256",
            "target",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    institution_id: int = Field(foreign_key="institution.id", index=True)
    file_name: str
    sha256: str
    target: str = ""
    layout: str
    platform: str
    fact: str
    rows_read: int
    rows_saved: int
    rows_skipped: int
    rows_ignored: int = 0
    rows_changed: int = 0
    first_day: int | None = None
    last_day: int | None = None
    timezone: str = ""
    imported_at: int = big()
    imported_by: str = ""
    undone_at: int | None = big_or_none()
    undone_by: str = ""


class ImportFault(Table, table=True):
    """A row, or a cell, that an import could not take. `reason` is the English template, `details` its values."""

    __tablename__ = "import_fault"
    id: int | None = Field(default=None, primary_key=True)
    import_id: int = Field(foreign_key="import_run.id", index=True)
    row: int
    column: str
    value: str
    reason: str
    details: str = "{}"


class ImportChannel(Table, table=True):
    """A channel that an import counts for. `how`: it gave the channel its name ("named"), it or who imported it said
    the same name ("said"), or nobody said whose it is and the channel was the only one there ("assumed").
    """

    __tablename__ = "import_channel"
    __table_args__ = (WITHOUT_ROWID,)
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    import_id: int = Field(foreign_key="import_run.id", primary_key=True)
    how: str


class Repeat(Table, table=True):
    """A message or visit that a later import held too: when the first is undone, the later one keeps it."""

    __tablename__ = "repeat"
    __table_args__ = (Index("repeat_by_import", "import_id"), WITHOUT_ROWID)
    fact: str = Field(primary_key=True)
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    fact_key: int = big(primary_key=True)
    import_id: int = Field(foreign_key="import_run.id", primary_key=True)
    row: int = 0
