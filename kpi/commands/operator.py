"""Whoever is at the command line may do everything, and it is written down."""

from typing import Final

from typer._click.globals import get_current_context

from kpi.access.door import Access
from kpi.rollup.current import open_store
from kpi.store.engine import Store

OPENED: Final = "kpi.commands.operator.database"


def database() -> Store:
    """The database that KPI_DATABASE_URL names: opened once a command, and closed when the command ends.

    The command's context closes it, so it is closed as well after an error and after Ctrl-C.
    """
    context = get_current_context()
    if OPENED not in context.meta:
        store = open_store()
        context.call_on_close(store.engine.dispose)
        context.meta[OPENED] = store
    opened: Store = context.meta[OPENED]
    return opened


def operator() -> Access:
    """The door of the command line, to that database."""
    return Access.of_operator(database())
