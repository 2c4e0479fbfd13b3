"""Which engine counts, as the command line names it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from kpi.errors import KpiError
from kpi.rollup.engines.export import export_facts
from kpi.rollup.engines.rebuild import rebuild_on
from kpi.rollup.engines.spark import FactsOutOfReach, SparkEngine, is_local, spark_engine
from kpi.rollup.recount import Rebuild
from kpi.store.engine import Store
from kpi.store.institutions import InstitutionRow, institutions
from kpi.words import N_


class UnknownEngine(KpiError):
    template = N_("“{name}” is no engine. Use --engine store or --engine spark.")


class OnlyForSpark(KpiError):
    template = N_("--facts and --master belong to --engine spark.")


def chosen_institutions(connection: Connection, institution_id: int | None) -> list[InstitutionRow]:
    """The institution, or all."""
    return [each for each in institutions(connection) if institution_id in (None, each.id)]


@contextmanager
def counting_on_spark(
    store: Store, institution_id: int | None, place: str | None, master: str | None
) -> Iterator[Rebuild]:
    """A `rebuild` that Spark does, from the facts at `place`; without one they are written for the occasion.

    Raises:
        FactsOutOfReach: without `place`, the master's machines are others than this one.
    """
    if place is not None:
        with spark_engine(place, master) as engine:
            yield partial(_rebuild, engine)
        return
    if master is not None and not is_local(master):
        raise FactsOutOfReach(master=master)
    with TemporaryDirectory(prefix="vinculo-facts-") as folder:
        with store.reading() as connection:
            export_facts(connection, Path(folder), chosen_institutions(connection, institution_id))
        with spark_engine(folder, master) as engine:
            yield partial(_rebuild, engine)


def _rebuild(engine: SparkEngine, connection: Connection, institution_id: int | None) -> None:
    if engine.facts.manifest is not None:
        engine.facts.manifest.check(chosen_institutions(connection, institution_id), engine.facts.place)
    rebuild_on(engine, connection, institution_id)


def check_options(engine: str, given: Sequence[str | None]) -> None:
    """Make sure that the options belong together.

    Raises:
        UnknownEngine, OnlyForSpark: they do not.
    """
    if engine not in ("store", "spark"):
        raise UnknownEngine(name=engine)
    if engine == "store" and any(option is not None for option in given):
        raise OnlyForSpark
