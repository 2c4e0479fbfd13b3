"""The fork server as its parent knows it: started when it is needed, asked for children, ended with the parent."""

import atexit
import os
import socket
import subprocess  # nosec: our own program, with nothing of anybody's in its arguments
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import kpi
from kpi.errors import KpiError
from kpi.system_errors import cause_of
from kpi.words import N_


class CannotReadFiles(KpiError):
    template = N_(
        "The process that reads files cannot be started ({cause}). Check that this user may start programs, then try again."
    )


def warm() -> None:
    """Start the fork server without waiting for it: it is then ready when the first file comes."""
    _server.running()


@contextmanager
def child() -> Iterator[tuple[socket.socket, socket.socket]]:
    """A child, as the sockets to talk with it and to end it: it lives no longer than the block.

    A block that finds that there never was a child says so with `CannotReadFiles`: the next has a new fork server.
    """
    talk, its_talk = socket.socketpair()
    leash, its_leash = socket.socketpair()
    with talk, leash:
        with its_talk, its_leash:
            asked = _server.send(its_talk, its_leash)
        try:
            yield talk, leash
        except CannotReadFiles:
            _server.stop(asked)
            raise


class _Server:
    """The one fork server of this process, started when it is needed and again when it is gone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def running(self) -> socket.socket:
        with self._lock:
            if self._control is None or self._process is None or self._process.poll() is not None:
                self._stop()
                self._control, self._process = _start()
            return self._control

    def send(self, *sockets: socket.socket) -> socket.socket:
        """Ask for a child with these sockets; returns what `stop` knows the asked server by."""
        for last in (False, True):
            control = self.running()
            try:
                socket.send_fds(control, [b"!"], [each.fileno() for each in sockets])
            except OSError as problem:  # it has just ended
                if last:
                    raise CannotReadFiles(cause=cause_of(problem)) from None
                self.stop(control)
            else:
                break
        return control

    def stop(self, only: socket.socket | None = None) -> None:
        """End the server; with `only`, where it is still that one, and no other that somebody has started since."""
        with self._lock:
            if only in (None, self._control):
                self._stop()

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.wait()
        self._control = self._process = None


def _start() -> tuple[socket.socket, "subprocess.Popen[bytes]"]:
    control, its_control = socket.socketpair()
    with its_control:
        try:
            process = subprocess.Popen(
                [sys.executable, "-m", "kpi.importing.confined"],
                stdin=its_control.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=None if os.environ.get("KPI_DEBUG") == "1" else subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,  # Ctrl-C is for the parent, which then lets go of its children
            )
        except OSError as problem:
            control.close()
            raise CannotReadFiles(cause=cause_of(problem)) from None
    return control, process


def _environment() -> dict[str, str]:
    """Where our program lies, and nothing else: no address of a database, no secret."""
    root = Path(next(iter(kpi.__path__))).parent
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")  # forking wants one thread
    python = {"PYTHONPATH": str(root), "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1"}
    return {**python, **threads, "ARROW_DEFAULT_MEMORY_POOL": "system"}


_server: Final = _Server()
atexit.register(_server.stop)
