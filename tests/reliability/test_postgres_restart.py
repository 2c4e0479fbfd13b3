"""pg_restart: PostgreSQL ends at once and comes back while eight threads import."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from kpi.errors import KpiError
from kpi.importing import run
from kpi.importing.parse import parse
from kpi.importing.report import Outcome
from kpi.importing.run import Target, import_file
from kpi.importing.source import Source
from kpi.rollup.current import open_store
from kpi.store.engine import Store
from kpi.store.institutions import institutions
from tests.reliability.exports import BANK, messages
from tests.reliability.state import state_of
from tests.support.postgres import CannotStart, PostgresServer

THREADS, FILES, TURNS = 8, 4, 5


@pytest.fixture
def durable() -> Iterator[PostgresServer]:
    """A server of this test's own, which says that something is stored only when it is."""
    try:
        server = PostgresServer.start(fsync="on", synchronous_commit="on", full_page_writes="on")
    except CannotStart as reason:
        pytest.skip(f"Not run on PostgreSQL: {reason}.")
    yield server
    server.stop()


class Importers:
    """Threads that import files of their own, again and again each until it is said to be stored."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.acknowledged: list[str] = []
        self.refused: list[str] = []
        self.unexpected: list[BaseException] = []
        self._threads = [threading.Thread(target=self._work, args=(number,)) for number in range(THREADS)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def running(self) -> bool:
        return any(thread.is_alive() for thread in self._threads)

    def join(self) -> None:
        for thread in self._threads:
            thread.join()

    def _work(self, number: int) -> None:
        for file in range(FILES):
            name = f"{number}_{file}.csv"
            content = messages((number * FILES + file) * TURNS, TURNS).encode()
            while not self._try(name, content):
                time.sleep(0.05)

    def _try(self, name: str, content: bytes) -> bool:
        try:
            report = import_file(self.store, Source(name, content), Target(BANK))
        except KpiError as error:
            self.refused.append(str(error))
            return False
        except Exception as error:
            self.unexpected.append(error)
            return True
        assert report.outcome in (Outcome.SAVED, Outcome.ALREADY)
        self.acknowledged.append(name)
        return True


@pytest.mark.postgres
def test_what_was_said_to_be_stored_is_there_once(
    durable: PostgresServer,
    monkeypatch: pytest.MonkeyPatch,
    times: Callable[[int], int],
    figures: Callable[..., None],
) -> None:
    monkeypatch.setattr(run, "parse", lambda source, progress, **asked: parse(source, **asked))
    for _ in range(max(1, times(1) // 10)):
        url = durable.url(durable.fresh_database())
        store = open_store(url)
        import_file(store, Source("first.csv", messages(9_000, 2).encode()), Target(BANK))
        importers, restarts = Importers(store), 0
        importers.start()
        while importers.running() and restarts < 3:
            time.sleep(0.7)
            durable.crash_and_restart()
            restarts += 1
        importers.join()
        clicks, failed = 5, 0
        durable.crash_and_restart()
        for _click in range(clicks):
            try:
                with store.reading() as connection:
                    assert [one.name for one in institutions(connection)] == [BANK]
            except KpiError:
                failed += 1
        store.engine.dispose()
        state = state_of(url)
        missing = {name for name in importers.acknowledged if state.messages.get(name) != 2 * TURNS}
        figures(
            restarts=restarts + 1, files=len(importers.acknowledged), refused=len(importers.refused),
            missing=len(missing), wrong=len(state.wrong), failed_clicks=failed,
        )  # fmt: skip
        assert importers.unexpected == []
        assert len(importers.acknowledged) == THREADS * FILES
        assert (missing, state.wrong, failed) == (set(), (), 0)
