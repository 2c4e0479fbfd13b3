"""The command line from a process that has imported everything already and forks: hundreds of runs in a minute.

Started as a program it reads an order a line (arguments, environment, where to write), forks, and runs `main` of
`python -m kpi` in the child, which is a process of its own and may be killed. Two things differ from a cold start:
the interpreter is warm, and files are read in the same process instead of a confined one. What is written to the
database is not touched. `settings` of an order are pragmas of SQLite that take the place of the program's own;
`kill_at` is the statement of its SQL before which the run kills itself, counted from one. One that is let live says
at its end how many there were, and how long it took.
"""

import itertools
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.support.templates import ROOT

ENDED: Final = "{} statements in {} s"


@dataclass
class Run:
    """One command line that runs or has run."""

    shell: "WarmShell"
    pid: int
    output: Path

    def wait(self) -> int:
        """Its exit code, negative for the signal that ended it."""
        return int(self.shell.ask({"wait": self.pid}))

    def kill(self) -> int:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        return self.wait()

    @property
    def said(self) -> str:
        return self.output.read_text("utf-8")

    @property
    def statements(self) -> int:
        """How many statements of SQL it said; it has ended by itself."""
        return int(self._ended[1])

    @property
    def seconds(self) -> float:
        """How long it took; it has ended by itself."""
        return float(self._ended[2])

    @property
    def _ended(self) -> re.Match[str]:
        found = re.search(ENDED.format(r"(\d+)", r"([\d.]+)"), self.said)
        assert found, self.said
        return found


@dataclass
class WarmShell:
    """Starts command lines; `folder` keeps what they say."""

    folder: Path
    process: "subprocess.Popen[str]" = field(init=False)
    runs: int = 0

    def __post_init__(self) -> None:
        command = [sys.executable, "-m", "tests.reliability.warm_shell"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def start(
        self, url: str, *arguments: object, settings: Mapping[str, str] | None = None, kill_at: int = 0
    ) -> Run:
        self.runs += 1
        output = self.folder / f"said_{self.runs}"
        order = {
            "arguments": [str(each) for each in arguments],
            "environment": {"KPI_DATABASE_URL": url, "KPI_LANGUAGE": "en"},
            "output": str(output),
            "settings": dict(settings or {}),
            "kill_at": kill_at,
        }
        return Run(self, int(self.ask(order)), output)

    def ask(self, order: Mapping[str, Any]) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{json.dumps(order)}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline()

    def stop(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def serve() -> None:
    """Take orders until there are no more."""
    import_everything()
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            _, status = os.waitpid(order["wait"], 0)
            print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201
            continue
        pid = os.fork()
        if pid == 0:
            run(order)
        print(pid, flush=True)  # noqa: T201


def import_everything() -> None:
    import kpi.commands.importing  # noqa: F401, PLC0415
    from kpi.importing import run as importing  # noqa: PLC0415
    from kpi.importing.confined import forks  # noqa: PLC0415
    from kpi.importing.layout import shipped  # noqa: PLC0415
    from kpi.store.migrate import newest_revision  # noqa: PLC0415
    from tests.reliability.reading import parse_here  # noqa: PLC0415

    shipped()
    newest_revision()
    setattr(importing, "parse", parse_here)  # noqa: B010
    setattr(forks, "warm", lambda: None)  # noqa: B010


def run(order: Mapping[str, Any]) -> None:
    """In the child: the command line, with its words in a file; it does not return."""
    from kpi.__main__ import main  # noqa: PLC0415

    code, began = 1, time.monotonic()
    try:
        output = os.open(order["output"], os.O_WRONLY | os.O_CREAT)
        for stream in (1, 2):
            os.dup2(output, stream)
        os.environ.update(order["environment"])
        replace_settings(order["settings"])
        counted = count_statements(order["kill_at"])
        main(order["arguments"])
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0
        print(ENDED.format(counted(), round(time.monotonic() - began, 1)))  # noqa: T201
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def count_statements(kill_at: int) -> Callable[[], int]:
    """Count what is said to the database from now on, and end without a word before statement `kill_at`."""
    from sqlalchemy import Engine, event  # noqa: PLC0415

    said = itertools.count(1)

    def count(*_: object) -> None:
        if next(said) == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)
    return lambda: next(said) - 1


def replace_settings(settings: Mapping[str, str]) -> None:
    from kpi.store import engine  # noqa: PLC0415

    prepare = engine._prepare_sqlite  # noqa: SLF001

    def prepare_otherwise(connection: Any, record: Any) -> None:
        prepare(connection, record)
        for name, value in settings.items():
            connection.execute(f"PRAGMA {name} = {value}")

    setattr(engine, "_prepare_sqlite", prepare_otherwise)  # noqa: B010


if __name__ == "__main__":
    serve()
