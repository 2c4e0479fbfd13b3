"""What every table is made from: the registry, and integers of 64 bits."""

from sqlalchemy import BigInteger
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class Table(SQLModel, registry=registry()):
    """The base of every table: a registry of our own, so that a hot reload cannot meet itself."""


def big(*, primary_key: bool = False, nullable: bool = False) -> int:
    """A 64-bit integer column that must have a value."""
    return Field(sa_type=BigInteger, primary_key=primary_key, nullable=nullable)  # type: ignore[no-any-return]


def big_or_none() -> int | None:
    """A 64-bit integer column that may be missing. Missing is not zero."""
    return Field(default=None, sa_type=BigInteger, nullable=True)  # type: ignore[no-any-return]


WITHOUT_ROWID = {"sqlite_with_rowid": False}
