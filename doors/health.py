"""For a proxy: is this server fit to answer? It says ok or not, and nothing else to anybody."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kpi.store.engine import Store
from kpi.store.health import ready

log = logging.getLogger("vinculo")

PATH: Final = "/healthz"
REMEMBERED: Final = 5.0


@dataclass
class Health:
    """Whether the database can be read and is of this program's version; asked at most every few seconds."""

    store: Callable[[], Store]
    clock: Callable[[], float] = time.monotonic
    _asked_at: float = field(default=float("-inf"))
    _fit: bool | None = None
    _looking: Lock = field(default_factory=Lock)

    def fit(self) -> bool:
        """One looks at a time. Who comes meanwhile hears what was found before, and waits only where nothing was yet."""
        if self._looking.acquire(blocking=self._fit is None):
            try:
                self._look_again()
            finally:
                self._looking.release()
        return bool(self._fit)

    def _look_again(self) -> None:
        now = self.clock()
        if now - self._asked_at >= REMEMBERED:
            self._asked_at, before = now, self._fit
            self._fit = self._look()
            if before and not self._fit:
                log.error("The server is not fit any more; `python -m kpi check` says why.")

    def _look(self) -> bool:
        try:
            with self.store().reading() as connection:
                return ready(connection)
        except Exception:
            log.debug("Not fit", exc_info=True)
            return False

    def route(self) -> Route:
        async def answer(_request: Request) -> Response:
            fit = await run_sync(self.fit)
            return PlainTextResponse("ok\n" if fit else "not ok\n", 200 if fit else 503)

        return Route(PATH, answer, methods=["GET"])
