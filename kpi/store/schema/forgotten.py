"""Who and what has been forgotten: what imports must not bring back, and the sums of facts that are gone."""

from sqlalchemy import LargeBinary, SmallInteger
from sqlmodel import Field

from kpi.store.schema.base import WITHOUT_ROWID, Table, big


class Forgotten(Table, table=True):
    """A pseudonym that is not to come back, hashed once more, so that it leads to none of the database's keys.

    `secrets` is how many of the database's secrets the pseudonym was made with. Rows up to the instant `until` are
    not taken; what is newer is new. `platform` "" is all of them.
    """

    __tablename__ = "forgotten"
    __table_args__ = (WITHOUT_ROWID,)
    institution_id: int = Field(foreign_key="institution.id", primary_key=True)
    platform: str = Field(default="", primary_key=True)
    secrets: int = Field(primary_key=True)
    hashed: int = big(primary_key=True)
    until: int = big()


class SealedMeasure(Table, table=True):
    """What messages and visits that were removed added to a measure of their day (or to an instant of it)."""

    __tablename__ = "sealed_measure"
    __table_args__ = (WITHOUT_ROWID,)
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    day: int = Field(primary_key=True)
    measure: str = Field(primary_key=True)
    value: int = big()


class SealedHistogram(Table, table=True):
    """What they added to the histograms of their day, as `daily_histogram`."""

    __tablename__ = "sealed_histogram"
    __table_args__ = (WITHOUT_ROWID,)
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    day: int = Field(primary_key=True)
    kind: int = Field(sa_type=SmallInteger, primary_key=True)
    counts: bytes = Field(sa_type=LargeBinary)
