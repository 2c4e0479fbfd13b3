"""Which sessions go on: begun by signing in, ended by signing out, by idleness, or by an administrator.

What happens here is known at once in this process and written down for the others in the background, because a long
import may hold the database's one place for writing. What another process wrote is read at every question.
"""

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from sqlalchemy import Connection

from doors.cookie import Pass
from doors.settings import SignIn
from kpi.access.actor import Actor
from kpi.access.audit import Action, Entry, append
from kpi.access.people import own_institutions
from kpi.access.sessions import begin_session, end_session, find_session, forget_sessions, see_session
from kpi.errors import KpiError
from kpi.store.engine import Store

log = logging.getLogger("vinculo")

WRITTEN_EVERY: Final = 60
SIGNED_OUT: Final = "signed out"
IDLE: Final = "idle"
TRIES: Final = 5


@dataclass
class _Known:
    """What this process knows of a session, in epoch seconds."""

    seen_at: int
    written_at: int = 0
    ended: bool = False


@dataclass
class Sessions:
    """The sessions of a server with sign-in. `store` opens the database; `clock` gives epoch seconds."""

    settings: SignIn
    store: Callable[[], Store]
    clock: Callable[[], float] = time.time
    _known: dict[str, _Known] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _writer: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "sessions"))

    def admit(self, found: Pass) -> bool:
        """Whether the pass's session goes on; if so, something is being done in it now.

        Raises:
            KpiError: the database cannot be read, and nobody knows.
        """
        with self.store().reading() as connection:
            row = find_session(connection, found.key)
        now = int(self.clock())
        with self._lock:
            known = self._known.setdefault(found.key, _Known(found.given_at))
            known.seen_at = max(known.seen_at, row.seen_at if row else 0)
            if known.ended or (row and row.ended_at is not None):
                known.ended = True
                return False
            if now - known.seen_at > self.settings.idle:
                self._end(found, now, IDLE)
                return False
            known.seen_at = max(known.seen_at, now)
            if now - known.written_at >= WRITTEN_EVERY:
                known.written_at = now
                self._later(lambda connection: self._write_seen(connection, found, now))
        return True

    def seconds_left(self, found: Pass) -> int:
        """How long a session goes on when nothing is done in it; 0 when it is over."""
        now = int(self.clock())
        with self._lock:
            known = self._known.get(found.key, _Known(found.given_at))
            until = min(known.seen_at + self.settings.idle, found.given_at + self.settings.longest)
            return 0 if known.ended else max(0, until - now)

    def end(self, found: Pass) -> None:
        """End a session for good, in every tab and every process."""
        with self._lock:
            self._end(found, int(self.clock()), SIGNED_OUT)

    def close(self) -> None:
        """Write what is still to be written."""
        self._writer.shutdown(wait=True)

    def _end(self, found: Pass, now: int, why: str) -> None:
        self._known.setdefault(found.key, _Known(found.given_at)).ended = True

        def write(connection: Connection) -> None:
            self._begin(connection, found)
            if end_session(connection, found.key, now):
                _write_down(connection, found, Action.SIGNED_OUT, why)

        self._later(write)

    def _write_seen(self, connection: Connection, found: Pass, now: int) -> None:
        if self._begin(connection, found):
            forget_sessions(connection, now - 2 * self.settings.longest)
            self._forget(now - 2 * self.settings.longest)
        see_session(connection, found.key, now)

    def _begin(self, connection: Connection, found: Pass) -> bool:
        begun = begin_session(connection, found.key, found.person, found.given_at)
        if begun:
            _write_down(connection, found, Action.SIGNED_IN)
        return begun

    def _forget(self, before: int) -> None:
        with self._lock:
            for key in [key for key, known in self._known.items() if known.seen_at < before]:
                del self._known[key]

    def _later(self, write: Callable[[Connection], None]) -> None:
        self._writer.submit(self._try, write)

    def _try(self, write: Callable[[Connection], None]) -> None:
        for attempt in range(TRIES):
            try:
                with self.store().writing() as connection:
                    write(connection)
                return
            except KpiError as error:
                log.warning("A session could not be written down (%s of %s): %s", attempt + 1, TRIES, error)
        log.error("A session could not be written down; other processes of this server do not know of it.")


def _write_down(connection: Connection, found: Pass, action: Action, why: str = "") -> None:
    """In the audit of each institution in which the person has a role; else in that of the server alone."""
    actor = Actor.signed_in(found.person)
    entry = Entry(action, details={"why": why} if why else {})
    for institution in own_institutions(connection, actor) or (None,):
        append(connection, actor, institution, entry)
