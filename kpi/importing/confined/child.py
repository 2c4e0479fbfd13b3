"""The process that reads one file: it takes the limits on itself, reads, answers and ends.

It runs with nothing but the socket to its parent. It can write no file, and everything that it knows beside the
file is what the parent asked with.
"""

import io
import pickle  # nosec: the parent's own question, which no file has touched
import resource
import signal
import socket
import sys
import time
import traceback
from pathlib import Path
from typing import Final

from kpi.importing.cited import cells_of
from kpi.importing.columnar import Batch
from kpi.importing.confined import wire
from kpi.importing.confined.answer import Result, pack
from kpi.importing.confined.asked import Asked
from kpi.importing.confined.carried import early
from kpi.importing.confined.ends import MEMORY, UNEXPECTED, too_long
from kpi.importing.limits import Limits
from kpi.importing.parse import parse
from kpi.importing.records import Refusal
from kpi.importing.source import Source
from kpi.importing.teaching.tables import look
from kpi.words import Message

GRACE: Final = 5
"""Seconds between the moment when a limit is said in a sentence and the one when the system ends the process."""

OPEN_FILES: Final = 32
TOLD_EVERY: Final = 0.1


class OutOfTime(BaseException):
    """The processor time is spent. Not an `Exception`: what reads a damaged workbook catches all of those."""


def attend(talk: socket.socket) -> None:
    """Read the file that the parent sends, and answer."""
    stream = io.BufferedReader(socket.SocketIO(talk, "r"), wire.PIECE)
    _, length = wire.HEAD.unpack(stream.read(wire.HEAD.size))
    asked: Asked = pickle.loads(stream.read(length))  # noqa: S301  (from our own parent)
    confine(asked.limits)
    try:
        try:
            result = _read(talk, asked, stream.read(asked.size))
            for is_records, content in pack(result):
                talk.sendall(wire.frame(wire.RECORDS if is_records else wire.DONE, content))
        except MemoryError:
            result = None
            _refuse(talk, Message(MEMORY, {"limit": asked.limits.memory // (1024 * 1024)}))
        except OutOfTime:
            result = None
            _refuse(talk, too_long(asked.limits.cpu))
    except OSError:
        return  # the parent does not want it any more


def confine(limits: Limits) -> None:
    """Take `limits` on this process, for good. Time is ended by the system itself, whatever runs then."""
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_NOFILE, OPEN_FILES)
    if sys.platform == "linux":  # elsewhere the system knows no such limit
        _lower(resource.RLIMIT_DATA, limits.memory)
        _lower(resource.RLIMIT_AS, _address_space() + limits.memory)
    signal.signal(signal.SIGXCPU, _out_of_time)
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu, limits.cpu + GRACE))
    signal.setitimer(signal.ITIMER_REAL, limits.wall + GRACE)


def _lower(what: int, most: int) -> None:
    resource.setrlimit(what, (most, most))


def _address_space() -> int:
    """Bytes of addresses that the program itself takes; most of them are libraries that all processes share."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    return pages * resource.getpagesize()


def _out_of_time(*_: object) -> None:
    raise OutOfTime


def _read(talk: socket.socket, asked: Asked, content: bytes) -> Result:
    told = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= TOLD_EVERY:
            told = now
            talk.sendall(wire.frame(wire.PROGRESS, wire.STEP.pack(done, total)))

    def hand(records: Batch) -> None:
        talk.sendall(wire.frame(wire.EARLY, early(records)))

    try:
        source = Source(asked.name, content)
        if asked.task == "look":
            return look(source, limits=asked.limits)
        if asked.task == "cite":
            return cells_of(source, limits=asked.limits, **asked.options)
        return parse(source, limits=asked.limits, tell=tell, hand=hand, **asked.options)
    except (MemoryError, OSError):
        raise
    except Exception as problem:  # a mistake of ours, which a file has found
        traceback.print_exc()  # nowhere, unless KPI_DEBUG=1
        frame = traceback.extract_tb(problem.__traceback__)[-1]
        place = f"{type(problem).__name__}, {Path(frame.filename).name}:{frame.lineno}"
        return Refusal(Message(UNEXPECTED, {"reference": place}))


def _refuse(talk: socket.socket, reason: Message) -> None:
    for _, content in pack(Refusal(reason)):
        talk.sendall(wire.frame(wire.DONE, content))
