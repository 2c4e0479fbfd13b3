"""What an import did, row by row where it matters."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kpi.words import Message


class Outcome(StrEnum):
    SAVED = "saved"
    ALREADY = "already imported"
    REFUSED = "refused"
    WAITS = "waits"  # it names no account, and whoever asked wants to hear of those that do first


@dataclass(frozen=True)
class Fault:
    """A row or cell that could not be taken. `row` is the line of the file (1 is the first), as an editor counts."""

    row: int
    column: str
    value: str
    reason: Message


@dataclass(frozen=True)
class Restated:
    """A number that this import changed."""

    row: int
    what: str
    column: str
    old: int | None
    new: int | None


@dataclass(frozen=True)
class ChangedKpi:
    """A KPI's value for a platform and a month, before an import and after it. None: there was, or is, none.

    `month` is the day of the month's first; values are in the KPI's unit.
    """

    kpi: str
    platform: str
    month: int
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Part:
    """What one layout read of a file, in the file's own rows."""

    layout: str
    platform: str | None
    fact: str
    rows_read: int
    rows_saved: int
    rows_skipped: int
    rows_ignored: int
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True)
class Report:
    """The result for one file. `rows_read` = saved + skipped + ignored (totals, footers, other accounts).

    `parts` are the file's tables by layout; `layout` and `fact` are those of the part with most records, all
    other figures are of the whole file. `assumed`: rows name no account and count for the only one on their platform.
    `changed_kpis` are known where somebody looked on (`kpi.answers.effect`).
    """

    file: str
    outcome: Outcome
    layout: str | None = None
    platform: str | None = None
    fact: str | None = None
    rows_read: int = 0
    rows_saved: int = 0
    rows_skipped: int = 0
    rows_ignored: int = 0
    rows_changed: int = 0
    faults: tuple[Fault, ...] = ()
    restated: tuple[Restated, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    reason: Message | None = None
    notes: tuple[Message, ...] = ()
    import_id: int | None = None
    channels: tuple[str, ...] = field(default=())
    assumed: bool = False
    parts: tuple[Part, ...] = ()
    changed_kpis: tuple[ChangedKpi, ...] = ()
