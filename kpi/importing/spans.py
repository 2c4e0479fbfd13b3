"""The days that a report covers, where it says them above its header and not row by row."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from kpi.importing.errors import UnreadableFile
from kpi.importing.layout import Layout
from kpi.importing.moments import NoSuchDate, reader_of
from kpi.periods import day_of
from kpi.words import N_

NO_SPAN: Final = N_(
    "The lines above the header do not say which days the report covers (“{wanted}”). "
    "Export it again and leave those lines as they are."
)
ENDS_BEFORE: Final = N_("The report ends ({last}) before it begins ({first}). Export it again.")


def span_of(layout: Layout, comments: Sequence[str]) -> tuple[int, int] | None:
    """(first day, last day) of the report; None where the layout's rows have days of their own.

    Raises:
        UnreadableFile: the lines are missing, hold no such date, or end before they begin.
    """
    if layout.span is None:
        return None
    first = _date(layout.span.first, layout.span.format, comments)
    last = _date(layout.span.last, layout.span.format, comments)
    if last < first:
        raise UnreadableFile(ENDS_BEFORE, first=first.isoformat(), last=last.isoformat())
    return day_of(first), day_of(last)


def _date(starts: Sequence[str], format: str, comments: Sequence[str]) -> date:  # noqa: A002
    read = reader_of(format)
    for line in comments:
        for start in starts:
            if line.casefold().startswith(start.casefold()):
                try:
                    found = read(line[len(start) :].strip().rstrip(",;"))
                except NoSuchDate:
                    found = None
                if type(found) is date:
                    return found
    raise UnreadableFile(NO_SPAN, wanted=starts[0])
