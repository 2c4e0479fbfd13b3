"""The side of the server and of the command line: send a file to a child, wait for what it says, end it in time."""

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from kpi.catalogue.measure import Fact
from kpi.importing.cited import Cited, Wanted
from kpi.importing.columnar import Columnar
from kpi.importing.confined import wire
from kpi.importing.confined.answer import Result, Unfit, opened, unpack
from kpi.importing.confined.asked import Asked, question
from kpi.importing.confined.ends import BROKE, reason_of, too_long
from kpi.importing.confined.forks import CannotReadFiles, child
from kpi.importing.confined.work import Ahead, Work
from kpi.importing.layout import Layout
from kpi.importing.limits import DEFAULT, MB, Limits
from kpi.importing.records import Parsed, Refusal
from kpi.importing.source import LARGE, Source
from kpi.importing.teaching.tables import Looked
from kpi.importing.watch import Phase, Progress
from kpi.words import N_, Message

AT_ONCE: Final = 2
"""Files that are read at the same time, so that the memory which they may take together is known."""

LOOK_EVERY: Final = 0.1
"""Seconds between two looks at whether anybody still wants the file."""

AT_ONCE_OR_NOT: Final = 0.001
"""Seconds that more of an answer is waited for where there is something else to do."""

LAST_WORDS: Final = 5.0
"""Seconds that the fork server has to say how a child ended."""

ENDED_AT_ONCE: Final = N_("it ended at once; KPI_DEBUG=1 shows why")

Kind = TypeVar("Kind", Parsed, Looked, Cited)

_turns = threading.BoundedSemaphore(AT_ONCE)
_citing = threading.BoundedSemaphore(1)
"""Cells are looked up while a transaction waits for them: not behind whole files of others."""


@dataclass(frozen=True)
class Ending:
    """How a child ended: its wait status, its largest memory in bytes, its processor time in seconds."""

    status: int
    memory: int
    cpu: float


def parse(
    source: Source,
    *,
    institution_timezone: ZoneInfo,
    channel: tuple[str, str] | None = None,
    layout: Layout | None = None,
    own: Sequence[Layout] = (),
    year: int | None = None,
    texts: bool = False,
    today: int | None = None,
    progress: Progress | None = None,
    limits: Limits = DEFAULT,
    ahead: Ahead | None = None,
) -> Parsed | Refusal:
    """`kpi.importing.parse.parse`, in a child with `limits`.

    While the child reads, `ahead` does for the records that have come what can be done before anybody knows whether
    the file is taken.

    Returns:
        The same; a `Refusal` also where the file comes up to a limit, or ends its child in any way.

    Raises:
        ImportCancelled: `progress` says that nobody wants it any more. The child is ended.
        CannotReadFiles: there can be no child.
    """
    options = {
        "institution_timezone": institution_timezone,
        "channel": channel,
        "layout": layout,
        "own": tuple(own),
        "year": year,
        "texts": texts,
        "today": today,
    }
    asked = Asked(source.name, len(source.content), limits, options)
    return _of(_asked(source, asked, progress or Progress(source.name), ahead), Parsed)


def look(source: Source, *, limits: Limits = DEFAULT) -> Looked | Refusal:
    """`kpi.importing.teaching.tables.look`, in a child with `limits`; otherwise as `parse`."""
    asked = Asked(source.name, len(source.content), limits, {}, "look")
    return _of(_asked(source, asked, Progress(source.name)), Looked)


def cite(
    source: Source,
    fact: Fact,
    wanted: Wanted,
    *,
    layout: Layout | None,
    own: Sequence[Layout],
    progress: Progress,
    limits: Limits = DEFAULT,
) -> Sequence[str | None]:
    """`kpi.importing.cited.cells_of`, in a child with `limits`; nothing of a file that cannot be read again."""
    options = {"fact": fact, "wanted": tuple(wanted), "layout": layout, "own": tuple(own)}
    asked = Asked(source.name, len(source.content), limits, options, "cite")
    found = _of(_asked(source, asked, progress, turns=_citing), Cited)
    right = isinstance(found, Cited) and len(found.cells) == len(wanted)
    return found.cells if isinstance(found, Cited) and right else [None] * len(wanted)


def _of(result: Result, kind: type[Kind]) -> Kind | Refusal:
    """The result, which is what was asked for."""
    if isinstance(result, Refusal | kind):
        return result
    return Refusal(Message(BROKE, {"reference": "answer"}))


def _asked(
    source: Source,
    asked: Asked,
    progress: Progress,
    ahead: Ahead | None = None,
    turns: threading.BoundedSemaphore = _turns,
) -> Result:
    """What a child says to the question; a refusal where it says nothing.

    A fork server that somebody ends takes the question with it unheard: it is asked once more, of a new one.
    """
    limits = asked.limits
    if asked.size > limits.file:
        return Refusal(Message(LARGE, {"size": -(-asked.size // MB), "limit": limits.file // MB}))
    with _turn(progress, turns):
        try:
            result, ending = _of_one_child(source, asked, progress, ahead)
        except CannotReadFiles:
            result, ending = _of_one_child(source, asked, progress, ahead)
    if result is None:
        result = Refusal(reason_of(ending.status, ending.cpu, limits) if ending else too_long(limits.wall))
    return result


def _of_one_child(
    source: Source, asked: Asked, progress: Progress, ahead: Ahead | None
) -> tuple[Result | None, Ending | None]:
    with child() as (talk, leash):
        return exchange(wire.Line(talk), leash, source, asked, progress, ahead)


def exchange(
    line: wire.Line,
    leash: socket.socket,
    source: Source,
    asked: Asked,
    progress: Progress,
    ahead: Ahead | None = None,
) -> tuple[Result | None, Ending | None]:
    """What the child says; else how it ended; neither where its time was up."""
    limits = asked.limits
    end = time.monotonic() + limits.wall
    chunks: list[bytes] = []
    early: list[Columnar[Any]] = []
    work = Work()
    received = 0
    try:
        _send(line, (question(asked), source.content), end, progress)
        while True:
            kind, content = _next(line, end, progress, work)
            received += len(content)
            if kind == wire.PROGRESS:
                progress.step(Phase.READING, *wire.STEP.unpack(content))
            elif kind == wire.RECORDS and received <= limits.memory:
                chunks.append(content)
            elif kind == wire.EARLY and received <= limits.memory:
                early.append(opened(content))
                if ahead is not None:
                    work.add(ahead(early[-1]))
            elif kind == wire.DONE:
                while work.step():
                    progress.check()
                return unpack(chunks, content, early), None
            else:
                raise Unfit
    except wire.Late:
        return None, None
    except wire.Closed:
        return None, ending_of(leash)
    except Unfit:
        return Refusal(Message(BROKE, {"reference": "answer"})), None


def _send(line: wire.Line, parts: Sequence[bytes], end: float, progress: Progress) -> None:
    for part in parts:
        rest = memoryview(part)
        while rest:
            progress.check()
            line.send(rest[: wire.PIECE], end)
            rest = rest[wire.PIECE :]


def _next(line: wire.Line, end: float, progress: Progress, work: Work) -> tuple[bytes, bytes]:
    """The next frame; meanwhile the watch is asked again and again, and some work is done.

    What comes goes before the work, as the child can read on only when its records are taken.
    """
    while True:
        progress.check()
        patience = AT_ONCE_OR_NOT if work else LOOK_EVERY
        try:
            return line.frame(min(end, time.monotonic() + patience))
        except wire.Late:
            if time.monotonic() >= end:
                raise
            work.step()


def ending_of(leash: socket.socket) -> Ending:
    """How the child ended, as the fork server says; without a word from it, as a program that failed.

    Raises:
        CannotReadFiles: there never was a child.
    """
    said = b""
    leash.settimeout(LAST_WORDS)
    with suppress(OSError):
        while piece := leash.recv(wire.ENDING.size + 1):
            said += piece
    if not said:
        raise CannotReadFiles(cause=Message(ENDED_AT_ONCE))
    if len(said) != len(wire.BORN) + wire.ENDING.size:
        return Ending(1 << 8, 0, 0.0)
    status, memory, milliseconds = wire.ENDING.unpack(said[len(wire.BORN) :])
    return Ending(status, memory, milliseconds / 1000)


@contextmanager
def _turn(progress: Progress, turns: threading.BoundedSemaphore) -> Iterator[None]:
    while not turns.acquire(timeout=LOOK_EVERY):
        progress.check()
    try:
        yield
    finally:
        turns.release()
