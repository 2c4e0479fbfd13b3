"""Who is signed in since when, so that every process of the server knows that a session has ended."""

from sqlmodel import Field

from kpi.store.schema.base import Table, big, big_or_none


class SignInSession(Table, table=True):
    """One signing-in of one person. `key` is a digest that lets nobody in; instants are epoch seconds."""

    __tablename__ = "sign_in_session"
    key: str = Field(primary_key=True)
    issuer: str
    subject: str
    began_at: int = big()
    seen_at: int = big()
    ended_at: int | None = big_or_none()
