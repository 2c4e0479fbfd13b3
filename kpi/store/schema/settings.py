"""What the whole installation remembers, whichever institutions it holds."""

from sqlmodel import Field

from kpi.store.schema.base import Table


class Setting(Table, table=True):
    """One remembered choice, by name."""

    __tablename__ = "setting"
    name: str = Field(primary_key=True)
    value: str
