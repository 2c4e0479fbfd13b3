"""Who the data are about: institutions, their channels, and what happened to them."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from kpi.store.schema.base import Table, big_or_none


class Institution(Table, table=True):
    """The tenant. `data_version` grows with every change of its data: caches are keyed by it."""

    __tablename__ = "institution"
    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(unique=True)
    kind: str = "bank"
    country: str = "ES"
    timezone: str = "Europe/Madrid"
    language: str = "es"
    is_sample: bool = False
    data_version: int = 0


class Channel(Table, table=True):
    """One account on one platform. `handle` "" is an account that no file has named yet.

    `message_cutoff` (epoch seconds) and `visit_cutoff` (day) are the last instant and day that its messages
    and visits cover: what is due, and which cohorts are complete, is counted up to there. Before the day
    `messages_from` (`visits_from`) rows were removed for good, and none are taken; `had_likes` 1 says that Likes
    were among them.
    """

    __tablename__ = "channel"
    __table_args__ = (UniqueConstraint("institution_id", "platform", "handle_key"),)
    id: int | None = Field(default=None, primary_key=True)
    institution_id: int = Field(foreign_key="institution.id", index=True)
    platform: str
    handle: str = ""
    handle_key: str = ""
    audience: str = "public"
    purpose: str = ""
    message_cutoff: int | None = big_or_none()
    visit_cutoff: int | None = None
    messages_from: int | None = None
    visits_from: int | None = None
    had_likes: int | None = None


class Event(Table, table=True):
    """Something that happened (campaign, outage, crisis): a mark on charts. `platform` "" is all of them."""

    __tablename__ = "event"
    id: int | None = Field(default=None, primary_key=True)
    institution_id: int = Field(foreign_key="institution.id", index=True)
    platform: str = ""
    kind: str
    first_day: int
    last_day: int
    title: str
    note: str = ""
