"""Events as a CSV file, which `kpi.importing.event_file` takes back unchanged."""

from collections.abc import Iterable

from kpi.importing.event_file import COLUMNS
from kpi.showing.csv_files import ENGLISH, Cell, form_for, write_rows
from kpi.store.events import Event


def events_csv(events: Iterable[Event]) -> bytes:
    """One row an event, under the English headings and with commas in every language: one file for everybody."""
    return write_rows(COLUMNS, (_row(event) for event in events), ENGLISH)


def events_template(locale: str) -> bytes:
    """A file with the headings in the reader's language and nothing under them."""
    return write_rows(COLUMNS.values() if locale == "es" else COLUMNS, (), form_for(locale))


def _row(event: Event) -> tuple[Cell, ...]:
    days = (event.period.first, event.period.last)
    return (event.platform or None, event.kind, *days, event.title, event.note or None)
