"""Stores of any size, always the same for a size: straight into the tables of facts, then counted.

Whatever the size from 100 k on, a store has twenty institutions of eight channels and the same three years, and everything that
is read by day is there for every day; what grows are the messages, as many visits, and a fiftieth as many posts.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import repeat
from pathlib import Path
from typing import Any, Final

import numpy as np
from sqlalchemy import Connection, insert

from benchmarks.timing import alone, cpu
from kpi.periods import Grain, Period
from kpi.rollup import current
from kpi.rollup.current import NAME, SETTING, version
from kpi.rollup.run import rebuild
from kpi.rollup.standing_goals import GOAL
from kpi.store import pseudonyms
from kpi.store.bulk import insert_rows
from kpi.store.engine import Store, open_store
from kpi.store.institutions import create_channel, create_institution
from kpi.store.schema import COUNTERS, metadata

INSTITUTIONS: Final = 20
FEW: Final = 2
"""The institutions of a store that only tries whether everything runs."""
SMALLEST: Final = 100_000
PLATFORMS: Final = ("facebook", "x", "instagram", "linkedin", "tiktok", "youtube", "web", "community")
YEARS: Final = Period.of(date(2023, 11, 1), date(2026, 10, 31))
BANK: Final = "Bank 01"
DAY: Final = 86_400
PROMISED: Final = {"answered_within_24h": 0.8, "engagement_rate_views": 0.03, "revisit_rate_30d": 0.3}
"""The goals of every platform and month, by KPI."""
TALK: Final = 4
"""Messages of a conversation, on average."""


@dataclass(frozen=True)
class Made:
    """A store that was made, and the seconds of processor time that writing its facts and counting them took."""

    path: Path
    rows: int
    written: float
    counted: float

    @cached_property
    def store(self) -> Store:
        """Counted anew first, where another version of the program has counted it."""
        return current.open_store(f"sqlite:///{self.path}")

    @property
    def institutions(self) -> int:
        return institutions_of(self.rows)

    @property
    def megabytes(self) -> float:
        files = (self.path, self.path.with_name(f"{self.path.name}-wal"))
        return sum(file.stat().st_size for file in files if file.exists()) / 2**20


def made(folder: Path, rows: int) -> Made:
    """The store of `rows` messages, `rows` visits and `rows` / 50 posts in `folder`, made unless it is there."""
    path = folder / f"generated_{rows}.sqlite"
    costs = path.with_suffix(".json")
    if not costs.exists():
        for leftover in folder.glob(f"{path.name}*"):
            leftover.unlink()
        written, counted = alone(make, path, rows)
        costs.write_text(json.dumps({"written": written, "counted": counted}), "utf-8")
    return Made(path, rows, **json.loads(costs.read_text("utf-8")))


def make(path: Path, rows: int) -> tuple[float, float]:
    """A new store at `path`; the seconds that writing its facts, and counting them, took."""
    store = open_store(f"sqlite:///{path}")
    started = cpu()
    with store.writing() as connection:
        pseudonyms.keys(
            connection
        )  # chosen before the first fact, as by a bank that begins today: one hash a name
        channels = list(_channels(connection, institutions_of(rows)))
        for number, channel in enumerate(channels):
            share = rows * (number + 1) // len(channels) - rows * number // len(channels)
            _fill(connection, channel, share, np.random.default_rng([rows, number]))
    written = cpu()
    with store.writing() as connection:
        rebuild(connection)
        connection.execute(insert(SETTING).values(name=NAME, value=version()))
    counted = cpu()
    store.engine.dispose()  # the last connection folds the write-ahead log into the file
    return written - started, counted - written


def institutions_of(rows: int) -> int:
    """Of a store of that size, each with a channel on every platform: `Bank 01` and so on."""
    return INSTITUTIONS if rows >= SMALLEST else FEW


@dataclass(frozen=True)
class _Channel:
    id: int
    import_id: int


def _channels(connection: Connection, institutions: int) -> Iterator[_Channel]:
    """The channels of all institutions, each institution with its import and its goals."""
    run = metadata.tables["import_run"]
    for number in range(institutions):
        bank = create_institution(connection, f"Bank {number + 1:02}").id
        values = {
            "file_name": "generated",
            "sha256": "",
            "layout": "generated",
            "platform": "",
            "fact": "message",
        }
        counts = {"rows_read": 0, "rows_saved": 0, "rows_skipped": 0, "imported_at": 0}
        added = insert(run).values(institution_id=bank, **values, **counts).returning(run.c.id)
        import_id: int = connection.execute(added).scalar_one()
        connection.execute(insert(GOAL), list(_goals(bank)))
        for platform in PLATFORMS:
            yield _Channel(create_channel(connection, bank, platform, f"bank{number + 1:02}").id, import_id)


def _goals(bank: int) -> Iterator[dict[str, Any]]:
    for kpi, target in PROMISED.items():
        for platform in ("", *PLATFORMS):
            for month in YEARS.cut(Grain.MONTH):
                asked = {"kpi": kpi, "platform": platform, "month": month.start, "target": target}
                yield {"institution_id": bank, "changed_at": 0, **asked}


def _fill(connection: Connection, channel: _Channel, rows: int, dice: np.random.Generator) -> None:
    _write(connection, "message", channel, _messages(rows, dice))
    _write(connection, "visit", channel, _visits(rows, dice))
    _write(connection, "post", channel, _posts(rows // 50, dice))
    _write(connection, "channel_day", channel, _days(dice))


def _write(connection: Connection, table: str, channel: _Channel, columns: dict[str, Any]) -> None:
    fixed = {"channel_id": channel.id}
    if table in ("message", "visit"):
        fixed |= {"import_id": channel.import_id, "row": 0}
    lists = [column.tolist() if isinstance(column, np.ndarray) else column for column in columns.values()]
    rows = zip(*map(repeat, fixed.values()), *lists, strict=False)
    insert_rows(connection, metadata.tables[table], (*fixed, *columns), rows)


def _messages(rows: int, dice: np.random.Generator) -> dict[str, Any]:
    """Conversations of four messages on average, a tenth of the replies automated, most answers within hours."""
    conversation = dice.integers(0, max(rows // TALK, 1), rows)
    begins = dice.integers(YEARS.start * DAY, (YEARS.end - 2) * DAY, max(rows // TALK, 1))
    sent_at = begins[conversation] + dice.exponential(7_200, rows).clip(max=DAY).astype(np.int64)
    outbound = dice.random(rows) < 0.45
    return {
        "message_key": np.arange(rows),
        "conversation_key": conversation,
        "sent_at": sent_at,
        "day": (sent_at + 3_600) // DAY,
        "outbound": outbound.astype(np.int64),
        "automated": (outbound & (dice.random(rows) < 0.1)).astype(np.int64),
    }


def _visits(rows: int, dice: np.random.Generator) -> dict[str, Any]:
    """Five visits of a visitor on average, one in twelve a Like."""
    day = dice.integers(YEARS.start, YEARS.end, rows)
    return {
        "visit_key": np.arange(rows),
        "visitor_key": dice.integers(0, max(rows // 5, 1), rows),
        "visited_at": day * DAY,
        "day": day,
        "liked": (dice.random(rows) < 0.08).astype(np.int64),
    }


def _posts(rows: int, dice: np.random.Generator) -> dict[str, Any]:
    blank = [""] * rows
    return {
        "post_id": [str(number) for number in range(rows)],
        "day": dice.integers(YEARS.start, YEARS.end, rows),
        "format": blank,
        "title": blank,
        "permalink": blank,
        **{counter: dice.integers(0, 5_000, rows) for counter in COUNTERS},
    }


def _days(dice: np.random.Generator) -> dict[str, Any]:
    days = np.arange(YEARS.start, YEARS.end)
    new = dice.integers(0, 40, len(days))
    return {
        "day": days,
        "page_views": dice.integers(1, 9_999, len(days)),
        "new_followers": new,
        "followers": 10_000 + np.cumsum(new),
        "new_visitors": dice.integers(1, 900, len(days)),
        "returning_visitors": dice.integers(1, 400, len(days)),
    }
