"""The app as people start it: `streamlit run app.py`, on a free port of this machine, with a database of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]

START_SECONDS: Final = 240  # the first start imports the sample bank


class DidNotStart(Exception):
    """The server's last words."""


@dataclass(frozen=True)
class RunningApp:
    """A started server: its address, its database, its process, where it logs."""

    address: str
    database_url: str
    process: subprocess.Popen[Any]
    log: Path

    @classmethod
    def start(
        cls,
        folder: Path,
        database_url: str,
        script: str = "app.py",
        options: Sequence[str] = (),
        port: int | None = None,
    ) -> "RunningApp":
        """Start the app on `database_url` and wait until it answers; it logs to a file in `folder`.

        `script` may be another one than the app, to compare with; `options` are Streamlit's.

        Raises:
            DidNotStart: it ended, or did not answer in time.
        """
        port = port or free_port()
        command = [
            *(sys.executable, "-m", "streamlit", "run", script),
            *("--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"),
            *options,
        ]
        environment = {**os.environ, "KPI_DATABASE_URL": database_url}
        log = folder / "app.log"
        with log.open("wb") as output:
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)  # noqa: S603  (our own)
        app = cls(f"http://127.0.0.1:{port}", database_url, process, log)
        try:
            app._wait()
        except DidNotStart:
            app.stop()
            raise
        return app

    def _wait(self) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=2):  # noqa: S310  (this machine)
                    return
            except urllib.error.HTTPError:
                return  # it answers, if only to people who have signed in
            except (urllib.error.URLError, TimeoutError, ConnectionError):
                time.sleep(0.1)
        raise DidNotStart(self.said())

    def said(self) -> str:
        return self.log.read_text(errors="replace")[-3000:]

    def stop(self) -> None:
        """Stop the server that was started here."""
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
