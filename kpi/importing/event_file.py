"""Events in a CSV file, as `docs/templates.md` describes it: all of them are taken, or none."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Final, TypeVar

from kpi.catalogue.event_kinds import kind_of
from kpi.errors import KpiError
from kpi.importing.hand_written import problem_in
from kpi.importing.report import Fault
from kpi.importing.source import Source
from kpi.periods import Period, parse_date
from kpi.platforms import platform_of
from kpi.store.events import Event, checked
from kpi.words import N_, Message

Read = TypeVar("Read")
COLUMNS: Final = {
    "platform": "plataforma",
    "kind": "tipo",
    "first_day": "primer_dia",
    "last_day": "ultimo_dia",
    "title": "titulo",
    "note": "nota",
}
"""A file's columns by their English names, and what they are called in Spanish."""
NEEDED: Final = ("first_day", "title")


class EventFileUnreadable(KpiError):
    template = N_("{file} cannot be read as events: {problem}. Save it as CSV in UTF-8.")


class EventColumnsMissing(KpiError):
    template = N_("{file} needs the columns {columns} in its first line. It lacks {missing}.")


class EventFileWrong(KpiError):
    """`faults` are all that is wrong with the file; nothing of it was saved."""

    template = N_("{file}: {count} of its cells cannot be read, so nothing of it was saved. Correct them.")

    def __init__(self, file: str, faults: tuple[Fault, ...]) -> None:
        super().__init__(file=file, count=len(faults))
        self.faults = faults


@dataclass
class _Cells:
    """The cells of one row by our names, and what is wrong with them."""

    row: int
    texts: Mapping[str, str]
    faults: list[Fault]

    def read(self, column: str, read: Callable[[str], Read]) -> Read | None:
        """The cell, read; None where that fails, which is a fault then."""
        try:
            return read(self.texts[column])
        except KpiError as error:
            self.fault(column, error.message)
            return None

    def fault(self, column: str, reason: Message) -> None:
        self.faults.append(Fault(self.row, column, self.texts[column], reason))


def events_in(source: Source) -> list[Event]:
    """The events of a file, in its order.

    Raises:
        EventFileUnreadable, EventColumnsMissing: it is something else.
        EventFileWrong: some of its cells cannot be read.
    """
    try:
        text = source.content.decode("utf-8-sig")
        first, _, _ = text.partition("\n")
        lines = csv.reader(StringIO(text, newline=""), delimiter=";" if ";" in first else ",", strict=True)
        rows = [(lines.line_num, line) for line in lines]
    except (UnicodeDecodeError, csv.Error) as problem:
        raise EventFileUnreadable(file=source.name, problem=problem_in(problem)) from None
    places = _places(source.name, rows[0][1] if rows else [])
    faults: list[Fault] = []
    found = []
    for number, line in rows[1:]:
        if not any(cell.strip() for cell in line):
            continue
        texts = {name: line[at].strip() if at < len(line) else "" for name, at in places.items()}
        event = _event(_Cells(number, {name: texts.get(name, "") for name in COLUMNS}, faults))
        if event is not None:
            found.append(event)
    if faults:
        raise EventFileWrong(source.name, tuple(faults))
    return found


def _places(file: str, header: list[str]) -> dict[str, int]:
    """Where each of our columns stands in the file."""
    here = {name.strip().casefold(): at for at, name in enumerate(header)}
    places = {
        name: here[word] for name, spanish in COLUMNS.items() for word in (name, spanish) if word in here
    }
    if missing := [name for name in NEEDED if name not in places]:
        raise EventColumnsMissing(file=file, columns=", ".join(NEEDED), missing=", ".join(missing))
    return places


def _event(cells: _Cells) -> Event | None:
    """The row's event; None where something is wrong with it, which stands in the faults then."""
    before = len(cells.faults)
    texts = cells.texts
    if texts["platform"]:
        cells.read("platform", platform_of)
    cells.read("kind", kind_of)
    first = cells.read("first_day", parse_date)
    last = cells.read("last_day", parse_date) if texts["last_day"] else first
    if len(cells.faults) > before or first is None or last is None:
        return None
    try:
        period = Period.of(first, last)
    except KpiError as error:
        cells.fault("last_day", error.message)
        return None
    try:
        return checked(Event(texts["platform"], texts["kind"], period, texts["title"], texts["note"]))
    except KpiError as error:
        cells.fault("title", error.message)
        return None
