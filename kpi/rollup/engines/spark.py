"""Spark as an engine: facts from Parquet files or from tables of a warehouse.

pyspark is imported when it is asked for. Statements run in the executors' Java alone, which need no Python; rows
come back a partition at a time.
"""

import os
import shutil
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from kpi.errors import KpiError
from kpi.rollup.engines.manifest import FILE, ExportIncomplete, Manifest, NoExport
from kpi.rollup.engines.protocol import Row
from kpi.rollup.engines.texts import FACTS
from kpi.words import N_

LOOPBACK: Final = "127.0.0.1"
LOCAL: Final = {
    "spark.driver.bindAddress": LOOPBACK,
    "spark.driver.host": LOOPBACK,
    "spark.sql.shuffle.partitions": "8",
}
"""A master on this machine talks to nobody else, and has no use for the 200 parts that Spark would make."""
QUIET: Final = {
    "spark.app.name": "vinculo",
    "spark.log.level": "ERROR",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.ui.explainMode": "simple",
}
INTERPRETED: Final = {"spark.sql.codegen.wholeStage": "false", "spark.sql.codegen.factoryMode": "NO_CODEGEN"}
LONG: Final = 20_000
"""Characters of a statement: the tree of a thousand comparisons that finds a bucket makes more Java than fits into a
method. Spark would try, complain and interpret it in the end; it is told so at once."""
SUBMITTED: Final = "PYSPARK_GATEWAY_PORT"
"""Set by spark-submit, which then says what the master is."""


class SparkMissing(KpiError):
    template = N_("--engine spark needs PySpark. Install it with: pip install -r requirements-spark.txt")


class JavaMissing(KpiError):
    template = N_("--engine spark needs Java 17 or newer. Install it, or set JAVA_HOME to where it is.")


class SparkFailed(KpiError):
    template = N_("Spark stopped: {cause}. Nothing was changed.")


class FactsOutOfReach(KpiError):
    template = N_(
        "The machines of {master} cannot read this one's disk. Write the facts to storage that all of them share, with export-facts, and name it with --facts."
    )


@dataclass(frozen=True)
class Facts:
    """Where facts are: the address of an export's folder, or the name of a database of Spark's catalogue."""

    place: str
    manifest: Manifest | None

    @property
    def exported(self) -> bool:
        return self.manifest is not None


@dataclass(frozen=True)
class SparkEngine:
    """An engine over an open session; see `kpi.rollup.engines.protocol`."""

    session: Any
    facts: Facts

    def read_facts(self, channel_ids: Sequence[int]) -> None:
        for table, columns in FACTS.items():
            with _named():
                frame = self._source(table)
                mine = frame.where(frame["channel_id"].isin(list(channel_ids)))
                numbers = [mine[name].cast("bigint").alias(name) for name in columns]
                mine.select(*numbers).createOrReplaceTempView(table)

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        values = list(zip(*rows, strict=True)) or [()] * len(columns)
        arrays = [pa.array(each, pa.int64()) for each in values]
        with _named():
            frame = self.session.createDataFrame(pa.Table.from_arrays(arrays, names=list(columns)))
            frame.createOrReplaceTempView(table)

    def materialise(self, table: str, text: str) -> None:
        with _named():
            self.session.sql(text).persist().createOrReplaceTempView(table)

    def rows(self, text: str) -> Iterator[Row]:
        with _named(), self._interpreting(text):
            for row in self.session.sql(text).toLocalIterator(prefetchPartitions=True):
                yield tuple(row)

    @contextmanager
    def _interpreting(self, text: str) -> Iterator[None]:
        options = INTERPRETED if len(text) > LONG else {}
        for name, value in options.items():
            self.session.conf.set(name, value)
        try:
            yield
        finally:
            for name in options:
                self.session.conf.unset(name)

    def _source(self, table: str) -> Any:
        if self.facts.manifest is None:
            return self.session.table(f"{self.facts.place}.{table}")
        frame = self.session.read.parquet(f"{self.facts.place}/{table}")
        found, expected = frame.count(), self.facts.manifest.rows[table]
        if found != expected:
            raise ExportIncomplete(place=self.facts.place, table=table, found=found, expected=expected)
        return frame


@contextmanager
def spark_engine(place: str, master: str | None = None) -> Iterator[SparkEngine]:
    """An engine over the facts at `place`, for the length of the block.

    `place` is a folder of this machine, an address such as `s3a://bucket/facts`, or a database of the catalogue.

    Raises:
        SparkMissing, JavaMissing: something is not installed.
        NoExport: there is no export at the folder or the address.
        FactsOutOfReach, SparkFailed: Spark cannot do it.
    """
    folder = Path(place)
    if folder.is_dir() and not (folder / FILE).is_file():
        raise NoExport(place=place)
    with session(master) as spark:
        address = folder.resolve().as_uri() if folder.is_dir() else place.rstrip("/")
        yield SparkEngine(spark, Facts(address, _manifest(spark, address)))


@contextmanager
def session(master: str | None) -> Iterator[Any]:
    """A Spark session, ended with the block. Without a master: spark-submit's, else all cores of this machine."""
    if find_spec("pyspark") is None:
        raise SparkMissing
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise JavaMissing
    with _about_pandas():
        spark = _started(master)
        try:
            yield spark
        finally:
            spark.stop()


def _started(master: str | None) -> Any:
    from pyspark.sql import SparkSession  # noqa: PLC0415  (an engine that few have installed)

    chosen = master or (None if SUBMITTED in os.environ else "local[*]")
    builder: Any = SparkSession.builder
    options = QUIET | (LOCAL if is_local(chosen) else {}) | ({"spark.master": chosen} if chosen else {})
    if is_local(chosen):
        os.environ.setdefault("SPARK_LOCAL_IP", LOOPBACK)
    with _named():
        return builder.config(map=options).getOrCreate()


def is_local(master: str | None) -> bool:
    """Whether a master's workers are processes of this machine."""
    return master is not None and master.startswith("local")


def _manifest(spark: Any, address: str) -> Manifest | None:
    """The manifest at an address; a database of the catalogue has none."""
    if "://" not in address:
        return None
    with _named():
        rows = spark.read.text(f"{address}/{FILE}", wholetext=True).collect()
    return Manifest.read(rows[0][0], address)


@contextmanager
def _about_pandas() -> Iterator[None]:
    """PySpark warns of the pandas of today when it is imported; no frame of pandas comes near it here."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
        yield


@contextmanager
def _named() -> Iterator[None]:
    """Turn what Spark says into one of our sentences; it may also have gone away."""
    from py4j.protocol import Py4JError  # noqa: PLC0415
    from pyspark.errors import PySparkException  # noqa: PLC0415

    try:
        yield
    except (PySparkException, Py4JError, ConnectionError, EOFError) as error:
        lines = str(error).strip().splitlines() or [type(error).__name__]
        raise SparkFailed(cause=lines[0].rstrip(".")) from error
