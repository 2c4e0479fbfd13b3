"""Facts that happen once: messages, their reply links, and visits. Integers only, but for
`message_text`, which is empty unless an institution asks for texts.
"""

from sqlalchemy import Index, SmallInteger
from sqlmodel import Field

from kpi.store.schema.base import WITHOUT_ROWID, Table, big, big_or_none


class Message(Table, table=True):
    """A message in (`outbound` 0) or out (1). Names are not stored, texts elsewhere if at all; keys are `kpi.store.keys`."""

    __tablename__ = "message"
    __table_args__ = (
        Index(
            "message_by_conversation",
            "channel_id",
            "conversation_key",
            "sent_at",
            "outbound",
            "day",
            "automated",
        ),
        Index("message_by_day", "channel_id", "day", "outbound", "automated", "sent_at"),
        Index("message_by_import", "import_id"),
        WITHOUT_ROWID,
    )
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    message_key: int = big(primary_key=True)
    conversation_key: int = big()
    sent_at: int = big()
    day: int
    outbound: int = Field(sa_type=SmallInteger)
    automated: int = Field(default=0, sa_type=SmallInteger)
    author_key: int | None = big_or_none()
    import_id: int = Field(foreign_key="import_run.id")
    row: int = 0


class MessageLink(Table, table=True):
    """A reply link as one import had it: two messages belong to one conversation.

    Only messages whose conversations come from links have rows here; one without any link is linked to itself.
    `linked_key` may be a message that no file has brought: two messages that link to it still belong together.
    """

    __tablename__ = "message_link"
    __table_args__ = (Index("message_link_by_linked", "channel_id", "linked_key"), WITHOUT_ROWID)
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    message_key: int = big(primary_key=True)
    linked_key: int = big(primary_key=True)
    import_id: int = Field(foreign_key="import_run.id", primary_key=True, index=True)


class MessageThread(Table, table=True):
    """A message between the institution and one customer, where silence parts what they write into conversations.

    Messages of one `thread_key` are one conversation as long as none of them is more than `silence` seconds
    after the one before.
    """

    __tablename__ = "message_thread"
    __table_args__ = (Index("message_thread_by_thread", "channel_id", "thread_key"), WITHOUT_ROWID)
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    message_key: int = big(primary_key=True)
    thread_key: int = big()
    silence: int


class MessageText(Table, table=True):
    """What was written in a message, where the institution keeps texts; `day` is the message's, from which they expire.

    Whatever removes rows goes through `kpi.store.texts`.
    """

    __tablename__ = "message_text"
    __table_args__ = (Index("message_text_by_day", "channel_id", "day"), WITHOUT_ROWID)
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    message_key: int = big(primary_key=True)
    day: int
    text: str


class Visit(Table, table=True):
    """A visit of a pseudonymous visitor (`liked` 0), or a Like by one (1)."""

    __tablename__ = "visit"
    __table_args__ = (
        Index("visit_by_visitor", "channel_id", "visitor_key", "liked", "day"),
        Index("visit_by_day", "channel_id", "day", "liked"),
        Index("visit_by_import", "import_id"),
        WITHOUT_ROWID,
    )
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    visit_key: int = big(primary_key=True)
    visitor_key: int = big()
    visited_at: int = big()
    day: int
    liked: int = Field(default=0, sa_type=SmallInteger)
    import_id: int = Field(foreign_key="import_run.id")
    row: int = 0
