"""Layouts that an institution taught: the description of an export, as its TOML text."""

from sqlmodel import Field

from kpi.store.schema.base import Table, big


class OwnLayout(Table, table=True):
    """A layout of one institution's own, by its key; `toml` is the whole text, as it can be downloaded."""

    __tablename__ = "own_layout"
    institution_id: int = Field(foreign_key="institution.id", primary_key=True)
    key: str = Field(primary_key=True)
    toml: str
    made_at: int = big()
    made_by: str = ""
