"""Work in a thread of its own, so that the page stays usable meanwhile; pages look in from time to time.

The thread calls nothing of Streamlit.
"""

import logging
from secrets import token_hex
from threading import Event, Lock, Thread
from typing import Final

from kpi.words import Message

log: Final = logging.getLogger("vinculo")


class OwnThread:
    """A thread that does `_work` once. It is asked to end by `cancel`, and looks for that itself."""

    def __init__(self, name: str) -> None:
        """`name` is the thread's, for whoever looks at the server's."""
        self._name_of_thread = name
        self._lock = Lock()
        self._cancel = Event()
        self._ended = Event()

    def start(self) -> None:
        Thread(target=self._run, name=self._name_of_thread, daemon=True).start()

    def cancel(self) -> None:
        self._cancel.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked for it; the thread ends soon after."""
        return self._cancel.is_set()

    @property
    def ended(self) -> bool:
        return self._ended.is_set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until it has ended, at most so long; whether it has."""
        return self._ended.wait(seconds)

    def _work(self) -> None:
        """What is done in the thread; it should raise nothing."""
        raise NotImplementedError

    def _run(self) -> None:
        try:
            self._work()
        finally:
            self._ended.set()


def unexpected(error: Exception, template: str) -> Message:
    """What nobody expected, as a sentence with a {reference} under which the log holds the rest."""
    reference = token_hex(3)
    log.error("Reference %s", reference, exc_info=error)
    return Message(template, {"reference": reference})
