"""All KPIs by platform and month over three years, beside reading what they are made from without understanding it."""

import gc
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as arrow
import pyarrow.parquet as parquet
from sqlalchemy import select

from benchmarks.generated import YEARS
from benchmarks.promises import Baseline, Figure
from benchmarks.setting import Setting
from benchmarks.timing import usual_cost
from kpi.answers.question import By, Question
from kpi.answers.values import answers
from kpi.periods import Grain
from kpi.store.engine import Store
from kpi.store.institutions import institutions
from kpi.store.schema import metadata

DAILY = metadata.tables["daily_measure"]
CHANNEL = metadata.tables["channel"]
MEASURES = tuple(column.name for column in DAILY.c if column.name not in ("channel_id", "day"))


def measure(setting: Setting) -> Iterator[Figure]:
    store = setting.full.store
    gc.collect()
    gc.freeze()  # as the server does: what else is in memory is not looked through while rows are read
    with store.reading() as connection:
        everybody = tuple(row.id for row in institutions(connection))
    for key, banks in (("answers_one", everybody[:1]), ("answers_twenty", everybody)):
        cost = usual_cost(asker(store, banks)) * 1000
        values = usual_cost(asker(store, banks, list)) * 1000
        scan = Baseline("a scan of their daily rows", usual_cost(scanner(store, banks)) * 1000)
        rival = duck(store, setting.folder, banks)
        yield Figure(key, cost, (scan, *rival), "" if rival else "without DuckDB: it is not installed")
        yield Figure.beside(f"{key}_values", "every value of that answer made", "ms", values, scan)


def asker(store: Store, banks: tuple[int, ...], taken: Callable[[Any], object] = len) -> Callable[[], object]:
    """Asks for the numbers of all KPIs, which are then there; `taken` says what is made of an answer."""
    question = Question(banks[0], YEARS, by=By.PLATFORM, grain=Grain.MONTH)

    def ask() -> None:
        with store.reading() as connection:
            for found in answers(connection, question, banks):
                taken(found)

    return ask


def scanner(store: Store, banks: tuple[int, ...]) -> Callable[[], object]:
    rows = select(DAILY).join(CHANNEL, CHANNEL.c.id == DAILY.c.channel_id)
    rows = rows.where(CHANNEL.c.institution_id.in_(banks))

    def read() -> None:
        with store.reading() as connection:
            connection.execute(rows).fetchall()

    return read


def duck(store: Store, folder: Path, banks: tuple[int, ...]) -> tuple[Baseline, ...]:
    """Every measure added up by institution, platform and month, by DuckDB over Parquet, on one thread.

    It has no percentiles, goals or reasons to find. Nothing where DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError:
        return ()
    path = folder / f"{store.engine.url.database}".replace("/", "_")
    _export(store, path)
    connection = duckdb.connect(config={"threads": 1})
    sums = ", ".join(f"sum({name})" for name in MEASURES)
    query = f"""
        SELECT institution, platform, month, {sums} FROM read_parquet('{path}')
        WHERE institution IN ({", ".join(map(str, banks))}) GROUP BY ALL ORDER BY ALL
    """  # noqa: S608  (our own names)
    return (
        Baseline(
            "DuckDB, sums alone, over Parquet",
            usual_cost(lambda: connection.execute(query).fetchall()) * 1000,
        ),
    )


def _export(store: Store, path: Path) -> None:
    channel = (CHANNEL.c.institution_id.label("institution"), CHANNEL.c.platform)
    rows = select(*channel, DAILY).join(CHANNEL, CHANNEL.c.id == DAILY.c.channel_id)
    with store.reading() as connection:
        found = connection.execute(rows.order_by(DAILY.c.channel_id, DAILY.c.day)).fetchall()
    columns: dict[str, list[Any]] = {
        column.name: [row[place] for row in found] for place, column in enumerate(rows.selected_columns)
    }
    columns["month"] = [date.fromtimestamp(day * 86_400).replace(day=1) for day in columns["day"]]  # noqa: DTZ012
    parquet.write_table(arrow.table(columns), path)
