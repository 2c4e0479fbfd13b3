"""Whoever is at the command line may do everything, and it is written down."""

from kpi.access.door import Access
from kpi.rollup.current import open_store


def operator() -> Access:
    """The door of the command line, to the database that KPI_DATABASE_URL names."""
    return Access.of_operator(open_store())
