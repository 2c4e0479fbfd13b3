"""backup_restore: backups while somebody writes without a pause, each whole, and the way back."""

import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import make_url

from kpi.importing import run
from kpi.importing.parse import parse
from kpi.importing.run import Target, import_file
from kpi.importing.source import Source
from kpi.rollup.current import open_store
from kpi.store.backup import dump
from kpi.store.backup.run import back_up, restore
from kpi.store.engine import Store
from tests.reliability.exports import BANK, messages
from tests.reliability.state import state_of
from tests.support.postgres import find_programs

TURNS = 5
NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


class Writer:
    """Imports one small file after the other until it is told to stop."""

    def __init__(self, store: Store) -> None:
        self.store, self.written = store, 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._write)

    def __enter__(self) -> "Writer":
        self._thread.start()
        while self.written == 0 and self._thread.is_alive():
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _write(self) -> None:
        while not self._stop.is_set():
            content = messages(self.written * TURNS, TURNS).encode()
            import_file(self.store, Source(f"{self.written}.csv", content), Target(BANK))
            self.written += 1


@pytest.mark.both_stores
def test_backups_while_somebody_writes(
    backend: str,
    new_address: Callable[..., str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    times: Callable[[int], int],
    figures: Callable[..., None],
) -> None:
    monkeypatch.setattr(run, "parse", lambda source, progress, **asked: parse(source, **asked))
    if backend == "postgresql":
        monkeypatch.setenv("PATH", f"{find_programs()}{os.pathsep}{os.environ['PATH']}")
    url = new_address()
    store = open_store(url)
    took, between, backups = [], [], times(2)
    with Writer(store) as writer:
        for number in range(backups):
            before, began = writer.written, time.monotonic()
            back_up(store.engine.url, tmp_path / f"{number}.backup")
            took.append(time.monotonic() - began)
            between.append((before, writer.written + 1))
    store.engine.dispose()
    consistent = 0
    for number, (least, most) in enumerate(between):
        target = str(tmp_path / f"restored_{number}") if backend == "sqlite" else f"restored_{number}"
        restored = make_url(url).set(database=target)
        restore(restored, tmp_path / f"{number}.backup", NOW)
        state = state_of(restored.render_as_string(hide_password=False))
        whole = set(state.messages.values()) <= {2 * TURNS}
        consistent += state.wrong == () and whole and least <= len(state.messages) <= most
        if backend == "postgresql":
            with dump.connect(restored, "postgres") as server:
                server.execute(f"DROP DATABASE {target}".encode())
    figures(
        database=backend, backups=backups, consistent=consistent, imports_meanwhile=writer.written,
        mean_s=round(sum(took) / backups, 2), slowest_s=round(max(took), 2),
    )  # fmt: skip
    assert consistent == backups
