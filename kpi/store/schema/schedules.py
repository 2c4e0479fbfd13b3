"""When an institution answers: service hours in versions, and the seconds of service that follow from them."""

from sqlalchemy import Index, SmallInteger, text
from sqlmodel import Field

from kpi.store.schema.base import WITHOUT_ROWID, Table, big


class Schedule(Table, table=True):
    """A week of service hours from a day on, until the next version of the same scope.

    The scope is a channel, or a `platform`, or (None and "") all of the institution; the narrowest that has a
    version for a day holds on it. `country` and `subdivision` name the public holidays without service, as ISO
    3166 writes them; "" is none.
    """

    __tablename__ = "schedule"
    __table_args__ = (
        Index(
            "schedule_once",
            "institution_id",
            "platform",
            "valid_from",
            unique=True,
            sqlite_where=text("channel_id IS NULL"),
            postgresql_where=text("channel_id IS NULL"),
        ),
        Index("schedule_of_channel_once", "channel_id", "valid_from", unique=True),
    )
    id: int | None = Field(default=None, primary_key=True)
    institution_id: int = Field(foreign_key="institution.id")
    channel_id: int | None = Field(default=None, foreign_key="channel.id")
    platform: str = ""
    valid_from: int
    country: str = ""
    subdivision: str = ""


class ScheduleHours(Table, table=True):
    """Hours of service on a weekday (0 is Monday), in minutes of the local clock; they may end on the day after."""

    __tablename__ = "schedule_hours"
    __table_args__ = (WITHOUT_ROWID,)
    schedule_id: int = Field(foreign_key="schedule.id", ondelete="CASCADE", primary_key=True)
    weekday: int = Field(sa_type=SmallInteger, primary_key=True)
    opens: int = Field(sa_type=SmallInteger, primary_key=True)
    closes: int = Field(sa_type=SmallInteger)


class ScheduleDay(Table, table=True):
    """Hours of one date that stand for its weekday's, whether or not it is a holiday; 0 to 0 is closed."""

    __tablename__ = "schedule_day"
    __table_args__ = (WITHOUT_ROWID,)
    schedule_id: int = Field(foreign_key="schedule.id", ondelete="CASCADE", primary_key=True)
    day: int = Field(primary_key=True)
    opens: int = Field(sa_type=SmallInteger, primary_key=True)
    closes: int = Field(sa_type=SmallInteger)


class ServiceTime(Table, table=True):
    """A piece of a channel's day, from its begin or an opening up to the next opening or its end.

    It is served for `seconds` from `from_at` on and then no more; `before` counts the service of all pieces
    before it. Rolled up from the schedules. A day without a row has no schedule.
    """

    __tablename__ = "service_time"
    __table_args__ = (WITHOUT_ROWID,)
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    day: int = Field(primary_key=True)
    from_at: int = big(primary_key=True)
    until_at: int = big()
    seconds: int
    before: int = big()
