"""Debian's nginx as a program of a test: with the settings of deploy/nginx.conf, on this machine's ports, without TLS."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.support.templates import ROOT

SETTINGS: Final = ROOT / "deploy/nginx.conf"
PATIENCE: Final = 30
AROUND: Final = """\
pid {folder}/nginx.pid;
error_log {folder}/error.log;
daemon off;
events {{ worker_connections 256; }}
http {{
log_format served '$request_uri $upstream_addr';
access_log {folder}/served.log served;
client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
{settings}
}}
"""


@dataclass(frozen=True)
class Proxy:
    """A started nginx."""

    address: str
    log: Path

    def served_by(self, path: str) -> str:
        """Host and port of the process that answered the latest request for `path`, after those that did not."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:  # nginx answers first, and then writes it down
            for line in reversed(self.log.read_text("ascii").splitlines()):
                if line.startswith(f"{path} "):
                    return line.rpartition(" ")[2]
            time.sleep(0.01)
        raise AssertionError(f"Nobody asked for {path}.")


def find_nginx() -> str | None:
    """Debian has it where not every PATH leads."""
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")


def settings(port: int, upstreams: Sequence[str]) -> str:
    """The shipped settings for processes at these hosts and ports."""
    text = re.sub(r"\n *ssl_certificate\w* .*", "", SETTINGS.read_text("utf-8"))
    text = text.replace("; Secure", "").replace("listen 443 ssl", f"listen 127.0.0.1:{port}")
    text = text.replace("server_name vinculo.bank.example", "server_name 127.0.0.1")
    first, second = upstreams
    return text.replace("server 127.0.0.1:8501", f"server {first}").replace(
        "# server 127.0.0.1:8502", f"server {second}"
    )


@contextmanager
def proxying(nginx: str, folder: Path, port: int, upstreams: Sequence[str]) -> Iterator[Proxy]:
    """The proxy on that port before the two processes, for the length of the block."""
    around = AROUND.format(folder=folder, settings=settings(port, upstreams))
    (folder / "nginx.conf").write_text(around, "utf-8")
    program = subprocess.Popen(
        [nginx, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
    )
    try:
        yield Proxy(f"http://127.0.0.1:{port}", folder / "served.log")
    finally:
        program.terminate()
        program.wait(timeout=PATIENCE)
