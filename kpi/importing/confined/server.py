"""The fork server: one thread, no file, no secret; it forks a child for each file and buries it.

With each file come two sockets. One is the child's, to talk with the parent. The other, the *leash*, stays here:
when the parent lets go of it, because nobody wants the file any more or because the parent is dead, the child is
killed; when the child has ended, how it did is said on it.
"""

import contextlib
import ctypes
import gc
import os
import resource
import select
import signal
import socket
import sys
from typing import Final

import pyarrow as pa

from kpi.importing.confined import child, wire
from kpi.importing.layout import shipped

DIE_WITH_PARENT: Final = 1  # PR_SET_PDEATHSIG
KILOBYTE: Final = 1024 if sys.platform == "linux" else 1  # the unit of ru_maxrss
LIBRARY: Final = ctypes.CDLL(None)


def serve(control: socket.socket) -> None:
    """Fork children until the parent closes `control`; then kill those that are left, and end."""
    prepare()
    _Server(control).run()


def prepare() -> None:
    """Load what every child needs, once, in memory that all of them share."""
    shipped()
    pa.array([""])  # with its first array pyarrow loads pandas, which takes ten times as long as a small file
    gc.collect()
    gc.freeze()  # so that the memory of all this stays shared


class _Server:
    def __init__(self, control: socket.socket) -> None:
        self.control = control
        self.leashes: dict[int, socket.socket] = {}  # by the child's pid
        self.woken, wake = socket.socketpair()
        for each in (self.woken, wake):
            each.setblocking(False)
        self.wake = wake
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake.fileno())

    def run(self) -> None:
        while True:
            ready = self._ready()
            if self.woken.fileno() in ready:
                with contextlib.suppress(BlockingIOError):
                    self.woken.recv(wire.PIECE)
            self._bury()
            for pid, leash in self.leashes.items():
                if leash.fileno() in ready:
                    os.kill(pid, signal.SIGKILL)
            if self.control.fileno() in ready and not self._accept():
                break
        for pid in self.leashes:
            os.kill(pid, signal.SIGKILL)

    def _ready(self) -> set[int]:
        poll = select.poll()
        for each in (self.control, self.woken, *self.leashes.values()):
            poll.register(each, select.POLLIN | select.POLLHUP)
        return {descriptor for descriptor, _ in poll.poll()}

    def _accept(self) -> bool:
        """Fork a child for the two sockets that have come; False when the parent is gone."""
        content, descriptors, _, _ = socket.recv_fds(self.control, 1, 2)
        if not content:
            return False
        talk, leash = (socket.socket(fileno=each) for each in descriptors)
        me = os.getpid()
        pid = os.fork()
        if pid == 0:
            _become_child(talk, me)
        talk.close()
        leash.setblocking(False)
        with contextlib.suppress(OSError):
            leash.send(wire.BORN)
        self.leashes[pid] = leash
        return True

    def _bury(self) -> None:
        """Say of each child that has ended how it did."""
        while self.leashes:
            pid, status, used = os.wait4(-1, os.WNOHANG)
            if pid == 0:
                return
            with self.leashes.pop(pid) as leash, contextlib.suppress(OSError):
                cpu = int(1000 * (used.ru_utime + used.ru_stime))
                leash.send(wire.ENDING.pack(status, used.ru_maxrss * KILOBYTE, cpu))


def _become_child(talk: socket.socket, server: int) -> None:
    """Keep nothing but `talk`, read the file, and end without returning."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        if sys.platform == "linux":
            LIBRARY.prctl(DIE_WITH_PARENT, signal.SIGKILL)
        mine = talk.fileno()
        os.closerange(3, mine)
        os.closerange(mine + 1, _most_open())
        if os.getppid() == server:
            child.attend(talk)
        status = 0
    finally:
        os._exit(status)


def _most_open() -> int:
    return min(resource.getrlimit(resource.RLIMIT_NOFILE)[0], 65_536)
