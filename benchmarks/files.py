"""Memory and time of reading one file: of the child that reads it, and what its parent keeps.

`python -m benchmarks.files` reads a million generated message rows and the files of the hostile tests;
`python -m benchmarks.files FILE…` reads these files. Nothing is saved.
"""

import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks import hostile
from kpi.importing.confined import forks, parent, wire
from kpi.importing.confined.asked import Asked
from kpi.importing.limits import DEFAULT, MB
from kpi.importing.records import Parsed
from kpi.importing.source import Source
from kpi.importing.watch import Progress

MADRID = ZoneInfo("Europe/Madrid")
HEAD = "platform,channel,message_id,conversation_id,sent_at,direction,automated,author\n"


def main(paths: list[str]) -> None:
    files = ((Path(path).name[:34], Path(path).read_bytes) for path in paths) if paths else generated()
    print(f"{'':<36}{'file':>8}{'child':>9}{'CPU':>8}{'wall':>8}{'parent':>9}")
    for name, make in files:
        measure(name, make())


def generated() -> Iterator[tuple[str, Callable[[], bytes]]]:
    yield "1,000,000 messages", lambda: messages(1_000_000)
    yield "a cell at XFD1048576", hostile.in_the_corner
    yield "400 MB of blanks in a sheet", lambda: hostile.workbook(" " * 400 * MB)
    yield "600 MB of blanks in a sheet", lambda: hostile.workbook(" " * 600 * MB)
    yield "a million blank rows", lambda: hostile.blank_rows(1_000_000)
    yield "450 MB of shared strings", lambda: hostile.endless_strings(450)
    yield "a part that lies about its size", lambda: hostile.lying_size(400 * MB)
    yield "a field of 50 MB", lambda: HEAD.encode() + b"x" * 50 * MB
    yield "a million columns", lambda: b"a," * 1_000_000
    yield "a million lines that are no rows", (HEAD + "x\n" * 1_000_000).encode


def messages(count: int) -> bytes:
    """Two writers in turn, four messages a conversation, over nine months."""
    rows = []
    for number in range(count):
        second = number * 23
        day, clock = divmod(second, 86_400)
        when = f"2026-{day // 28 % 9 + 1:02}-{day % 28 + 1:02}T{clock // 3600:02}:{clock // 60 % 60:02}:{clock % 60:02}Z"
        way = "out" if number % 2 else "in"
        rows.append(
            f"x,bank,{1_000_000_000_000 + number},c{number // 4},{when},{way},no,agent{number % 50}\n"
        )
    return (HEAD + "".join(rows)).encode()


def measure(name: str, content: bytes) -> None:
    source = Source("export", content)
    asked = Asked(source.name, len(content), DEFAULT, {"institution_timezone": MADRID})
    before, started = held(), time.perf_counter()
    with forks.child() as (talk, leash):
        result, ending = parent.exchange(wire.Line(talk), leash, source, asked, Progress(source.name))
        wall = time.perf_counter() - started
        ending = ending or parent.ending_of(leash)
    kept = held() - before
    said = (
        f"{len(result.records):,} records"
        if isinstance(result, Parsed)
        else getattr(result, "reason", "ended")
    )
    figures = (
        f"{len(content) / MB:8.1f}{ending.memory / MB:9.0f}{ending.cpu:8.1f}{wall:8.1f}{kept / MB:+9.0f}"
    )
    print(f"{name:<36}{figures}  {said}", flush=True)


def held() -> int:
    """Bytes of memory that this process holds now (on Linux), else the most that it ever held."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text("ascii").split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main(sys.argv[1:])
