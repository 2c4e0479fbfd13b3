"""Frames on a socket between parent and child: a letter for the kind, a length, and as many bytes."""

import socket
import struct
import time
from dataclasses import dataclass, field
from typing import Final

HEAD: Final = struct.Struct("!cI")
PIECE: Final = 1024 * 1024

ASKED: Final = b"A"
"""To the child: what to read, and how."""
PROGRESS: Final = b"P"
"""From the child: two whole numbers, bytes read and bytes in all."""
RECORDS: Final = b"R"
"""From the child: some records, see `answer`."""
EARLY: Final = b"E"
"""From the child: messages or visits as they are read, before it is known whether the file is taken."""
DONE: Final = b"D"
"""From the child, the last: everything else that the file says."""

STEP: Final = struct.Struct("!QQ")
BORN: Final = b"!"
"""From the fork server on the leash: there is a child."""
ENDING: Final = struct.Struct("!iQQ")
"""From the fork server on the leash, when a child has ended: its wait status, its largest memory in bytes, its CPU time in ms."""


class Late(Exception):
    """Nothing came, or nothing was taken, until the moment that was given."""


class Closed(Exception):
    """The other side is gone, in the middle of a frame or between two."""


def frame(kind: bytes, content: bytes) -> bytes:
    return HEAD.pack(kind, len(content)) + content


@dataclass
class Line:
    """One end of the socket. `deadline` is a moment of `time.monotonic`; what is begun is kept beyond a `Late`."""

    socket: socket.socket
    _received: bytearray = field(default_factory=bytearray)

    def send(self, content: bytes | memoryview, deadline: float) -> None:
        """Send everything.

        Raises:
            Late: the other side did not take it in time.
            Closed: it is gone.
        """
        rest = memoryview(content)
        while rest:
            self._wait_until(deadline)
            try:
                rest = rest[self.socket.send(rest[:PIECE]) :]
            except TimeoutError:
                raise Late from None
            except OSError:
                raise Closed from None

    def frame(self, deadline: float) -> tuple[bytes, bytes]:
        """The next frame, whole.

        Raises:
            Late: it has not come whole; ask again, nothing is lost.
            Closed: there will be none.
        """
        self._fill(HEAD.size, deadline)
        kind, length = HEAD.unpack_from(self._received)
        self._fill(HEAD.size + length, deadline)
        content = bytes(memoryview(self._received)[HEAD.size : HEAD.size + length])
        del self._received[: HEAD.size + length]
        return kind, content

    def _fill(self, size: int, deadline: float) -> None:
        while len(self._received) < size:
            self._wait_until(deadline)
            try:
                piece = self.socket.recv(PIECE)
            except TimeoutError:
                raise Late from None
            except OSError:
                raise Closed from None
            if not piece:
                raise Closed
            self._received += piece

    def _wait_until(self, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise Late
        self.socket.settimeout(left)
