"""Sessions of people who have signed in: begun, seen, ended. Instants are epoch seconds."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from kpi.access.person import Person
from kpi.store.schema import metadata

SESSION = metadata.tables["sign_in_session"]


@dataclass(frozen=True)
class SessionRow:
    """What is known of a session; `ended_at` is None while it goes on."""

    seen_at: int
    ended_at: int | None


def find_session(connection: Connection, key: str) -> SessionRow | None:
    row = connection.execute(
        select(SESSION.c.seen_at, SESSION.c.ended_at).where(SESSION.c.key == key)
    ).first()
    return SessionRow(*row) if row else None


def begin_session(connection: Connection, key: str, person: Person, at: int) -> bool:
    """Write down that a session has begun; False where it was written down already."""
    if find_session(connection, key):
        return False
    of_person = {"issuer": person.issuer, "subject": person.subject}
    connection.execute(insert(SESSION).values(key=key, began_at=at, seen_at=at, **of_person))
    return True


def see_session(connection: Connection, key: str, at: int) -> None:
    """Write down that something was done in a session; time does not run back."""
    connection.execute(update(SESSION).where(SESSION.c.key == key, SESSION.c.seen_at < at).values(seen_at=at))


def end_session(connection: Connection, key: str, at: int) -> bool:
    """End a session for good; False where it had ended before, and nothing was changed."""
    ended = connection.execute(
        update(SESSION).where(SESSION.c.key == key, SESSION.c.ended_at.is_(None)).values(ended_at=at)
    )
    return ended.rowcount > 0


def end_sessions_of(connection: Connection, issuer: str, subject: str, at: int) -> int:
    """End every session of a person, as when their access is taken away. How many went on until now."""
    theirs = (SESSION.c.issuer == issuer) & (SESSION.c.subject == subject) & SESSION.c.ended_at.is_(None)
    return connection.execute(update(SESSION).where(theirs).values(ended_at=at)).rowcount


def forget_sessions(connection: Connection, before: int) -> None:
    """Delete the sessions that began before, which are too old to let anybody in."""
    connection.execute(delete(SESSION).where(SESSION.c.began_at < before))
