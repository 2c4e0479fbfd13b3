"""Who looks on while a file is saved, inside its transaction: what the answers were before, and are after it.

Answers lie above imports, so that an import cannot ask them itself; `kpi.answers.effect` looks on for it.
"""

from typing import Protocol

from sqlalchemy import Connection

from kpi.importing.records import Parsed
from kpi.importing.report import ChangedKpi


class Onlooker(Protocol):
    """`before` is called when the file was read and nothing is saved, `after` when everything was counted."""

    def before(self, connection: Connection, institution: str, parsed: Parsed) -> None:
        """Look at what the file may change. The institution of that name may not exist yet."""

    def after(self, connection: Connection) -> tuple[ChangedKpi, ...]:
        """What has changed since `before`."""
