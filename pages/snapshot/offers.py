"""What can be taken away: another kind of file is another value here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kpi.showing.report.make import make_report
from kpi.showing.snapshot import collect
from kpi.showing.snapshot_contents import Filters, Onlooker
from kpi.showing.workbook import make_workbook
from kpi.store.engine import Store
from kpi.words import N_


@dataclass(frozen=True)
class Taken:
    """A file that is ready: its name and bytes, and how many pages, or rows in how many tables, it has."""

    name: str
    content: bytes
    pages: int = 0
    rows: int = 0
    tables: int = 0


@dataclass(frozen=True)
class Offer:
    """A kind of file: what people read about it, how it is made, and the command that makes the same.

    `prepare` and `download` stand on its buttons, which people may hear without their card.
    """

    key: str
    title: str
    about: str
    prepare: str
    download: str
    icon: str
    mime: str
    command: tuple[str, ...]
    make: Callable[[Store, Filters, Onlooker], Taken]


def _report(store: Store, filters: Filters, onlooker: Onlooker) -> Taken:
    made = make_report(store, filters, onlooker)
    return Taken(made.name, made.content, pages=made.pages)


def _workbook(store: Store, filters: Filters, onlooker: Onlooker) -> Taken:
    made = make_workbook(store, filters, onlooker)
    return Taken(made.name, made.content, rows=made.rows, tables=made.sheets)


def _snapshot(store: Store, filters: Filters, onlooker: Onlooker) -> Taken:
    made = collect(store, filters, onlooker)
    return Taken(made.name, made.packed(), rows=made.rows, tables=len(made.files))


OFFERS: Final = (
    Offer(
        "report",
        N_("Report for a meeting"),
        N_(
            "A PDF of one to four pages, ready to print: the headline figures, what needs attention, and a page each on content, customer care and loyalty."
        ),
        N_("Prepare the report"),
        N_("Download the report"),
        "picture_as_pdf",
        "application/pdf",
        ("report", "--out", "reports/report.pdf"),
        _report,
    ),
    Offer(
        "xlsx",
        N_("Excel workbook"),
        N_(
            "To go on calculating: KPIs of the period, by month and by day, measures, goals and definitions, a sheet each, with real percentages, durations and dates."
        ),
        N_("Prepare the workbook"),
        N_("Download the workbook"),
        "table_view",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ("snapshot", "--format", "xlsx", "--out", "snapshots"),
        _workbook,
    ),
    Offer(
        "zip",
        N_("CSV files with a manifest"),
        N_(
            "For programs, and to check: every number with all its digits, numerators and denominators, a manifest with the filters and checksums, in one ZIP."
        ),
        N_("Prepare the ZIP"),
        N_("Download the ZIP"),
        "folder_zip",
        "application/zip",
        ("snapshot", "--out", "snapshots"),
        _snapshot,
    ),
)
