"""What goes into saving and what comes out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from kpi.importing.columnar import Columnar, Ints
from kpi.importing.records import Record
from kpi.importing.report import Fault, Restated
from kpi.importing.save.forgotten import Forgotten
from kpi.rollup.progress import Tell, nobody
from kpi.rollup.touched import Touched
from kpi.store.keys import Keys


@dataclass(frozen=True)
class Batch:
    """The records of one import, all of one class, and the channels that they belong to.

    `channels` maps (platform, handle as the record has it) to channel ids; goals need none. `keys` are those of the
    database, `forgotten` what must not come back to the institution. `tell` is told of messages and visits that have
    got their keys; altogether at most of each once. `texts_since` is the first day of which texts are kept; None
    keeps none.
    """

    institution_id: int
    import_id: int
    records: Sequence[Record]
    channels: Mapping[tuple[str, str | None], int]
    keys: Keys
    by: str = ""
    at: int = 0
    tell: Tell = nobody
    forgotten: Forgotten = Forgotten()  # noqa: RUF009  (frozen)
    texts_since: int | None = None


@dataclass(frozen=True)
class Saved:
    """`faults` are rows that were not saved; `rows_changed` rows whose numbers differ from earlier imports."""

    touched: Touched = field(default_factory=Touched)
    faults: tuple[Fault, ...] = ()
    rows_changed: int = 0
    restated: tuple[Restated, ...] = ()


def channels_of(batch: Batch, records: Columnar[Any]) -> Ints:
    """The channel id of each record."""
    which, accounts = records.places()
    return np.array([batch.channels[account] for account in accounts], np.int64)[which]
