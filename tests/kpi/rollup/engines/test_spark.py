"""Spark counts what the store counts, to the integer; what goes wrong is a sentence and changes nothing.

All on the loopback address, with folders that go with the test.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import func, select

from kpi.rollup.engines.export import export_facts
from kpi.rollup.engines.manifest import ExportIncomplete
from kpi.rollup.engines.rebuild import rebuild_on
from kpi.rollup.engines.spark import INTERPRETED, Facts, SparkEngine, SparkFailed, spark_engine
from kpi.rollup.engines.texts import FACTS
from kpi.store.engine import Store
from kpi.store.institutions import institutions
from tests.kpi.rollup.engines.conftest import filled, rolled, wiped
from tests.kpi.rollup.world import TABLES, World
from tests.support.stores import copy_sqlite
from tests.support.templates import ROOT

REASON = "PySpark (requirements-spark.txt) or Java is not installed."
HERE = find_spec("pyspark") is not None and bool(os.environ.get("JAVA_HOME") or shutil.which("java"))
pytestmark = [pytest.mark.spark, pytest.mark.skipif(not HERE, reason=REASON)]

JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.io.tmpdir={tmp}"
QUICK = f'--driver-java-options "{JAVA}" --conf "spark.executor.extraJavaOptions={JAVA}" pyspark-shell'
"""A short life is better spent without the compiler's second thoughts."""


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for all that Spark writes, and its settings for short lives."""
    folder = tmp_path_factory.mktemp("spark")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("SPARK_LOCAL_DIRS", str(folder))
        patch.setenv("SPARK_WORKER_DIR", str(folder))
        patch.setenv("PYSPARK_SUBMIT_ARGS", QUICK.format(tmp=folder))
        patch.chdir(folder)
        yield folder


@pytest.fixture(scope="module")
def bank(surroundings: Path, empty_database: Path, awkward_world: World) -> Iterator[Store]:
    store = filled(copy_sqlite(empty_database, surroundings / "store.sqlite"), awkward_world)
    yield store
    store.engine.dispose()


@pytest.fixture(scope="module")
def facts(surroundings: Path, bank: Store) -> Path:
    with bank.reading() as connection:
        export_facts(connection, surroundings / "facts", institutions(connection))
    return surroundings / "facts"


def test_spark_counts_what_the_store_counts_and_says_what_it_cannot(bank: Store, facts: Path) -> None:
    with spark_engine(str(facts), "local[2]") as engine:
        assert_equal(bank, engine)
        assert_tables_of_a_database_do_as_well(bank, engine)
        with pytest.raises(SparkFailed, match=r"Spark stopped: .*Nothing was changed\."):
            list(engine.rows("SELECT nothing FROM nowhere"))
        one = next((facts / "visit").glob("*.parquet"))
        shutil.copy(one, one.with_name("twice.parquet"))
        with pytest.raises(ExportIncomplete):
            engine.read_facts([1])
        one.with_name("twice.parquet").unlink()


def test_two_workers_count_the_same(bank: Store, facts: Path) -> None:
    with spark_engine(str(facts), "local-cluster[2,1,1024]") as engine:
        assert_equal(bank, engine)


def assert_equal(bank: Store, engine: SparkEngine) -> None:
    with bank.reading() as connection:
        before = rolled(connection)
        wiped(connection)
        rebuild_on(engine, connection)
        assert rolled(connection) == before


def assert_tables_of_a_database_do_as_well(bank: Store, engine: SparkEngine) -> None:
    engine.session.sql("CREATE DATABASE care")
    for table in FACTS:
        engine.session.read.parquet(f"{engine.facts.place}/{table}").write.saveAsTable(f"care.{table}")
    other = SparkEngine(engine.session, Facts("care", None))
    other.read_facts([1, 2])
    with bank.reading() as connection:
        here = select(func.count()).where(TABLES["message"].c.channel_id.in_([1, 2]))
        assert list(other.rows("SELECT count(*) FROM message")) == [(connection.execute(here).scalar(),)]


KILLED = """
import os, signal, sys
from kpi.rollup.engines.rebuild import rebuild_on
from kpi.rollup.engines.spark import spark_engine
from kpi.store.engine import open_store
facts, url = sys.argv[1:]
class Dying:
    def __init__(self, engine):
        self.engine, self.left = engine, 4
    def __getattr__(self, name):
        return getattr(self.engine, name)
    def rows(self, text):
        self.left -= 1
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)
        return self.engine.rows(text)
with spark_engine(facts, "local[2]") as engine, open_store(url).writing() as connection:
    rebuild_on(Dying(engine), connection)
"""


def test_a_driver_that_is_killed_half_way_leaves_the_store_as_it_was(bank: Store, facts: Path) -> None:
    with bank.reading() as connection:
        before = rolled(connection)
    command = [sys.executable, "-c", KILLED, str(facts), str(bank.engine.url)]
    arguments = " ".join(f"--conf {name}={value}" for name, value in INTERPRETED.items())
    its_own = {
        "PYTHONPATH": str(ROOT),
        "PYSPARK_SUBMIT_ARGS": f"{arguments} {os.environ['PYSPARK_SUBMIT_ARGS']}",  # it never gets to be worth compiling
    }
    ended = subprocess.run(command, capture_output=True, check=False, env=os.environ | its_own)
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()[-2000:]
    with bank.writing() as connection:
        assert rolled(connection) == before
