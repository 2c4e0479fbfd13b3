"""The days and the people that a report covers, where it says them above its header and not row by row."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from kpi.importing.clock import Clock
from kpi.importing.errors import UnreadableFile
from kpi.importing.headers import plain
from kpi.importing.layout import Layout
from kpi.importing.layout_parts import Span
from kpi.importing.moments import NoSuchDate, reader_of
from kpi.periods import day_of
from kpi.words import N_

NO_SPAN: Final = N_(
    "The lines above the header do not say which days the report covers (“{wanted}”). "
    "Export it again and leave those lines as they are."
)
TWO_SPANS: Final = N_("The report compares two periods ({first}, {second}). Export one period at a time.")
ENDS_BEFORE: Final = N_("The report ends ({last}) before it begins ({first}). Export it again.")
ENDS_TO_COME: Final = N_("The report covers days up to {last}, which lies in the future. Export it again.")
_RULE: Final = re.compile(r"#\s*-{3,}")


def span_of(layout: Layout, comments: Sequence[str], clock: Clock) -> tuple[int, int] | None:
    """(first day, last day) of the report; None where the layout's rows have days of their own.

    Raises:
        UnreadableFile: the lines are missing, hold no such date, name two periods, end before they begin, or in the
            future.
    """
    if layout.span is None:
        return None
    two_lines, one_line = _two_lines(layout.span, comments), _between(layout.span, comments)
    found = list(dict.fromkeys((*two_lines, *one_line)))
    if not found:
        wanted = layout.span.first[0] if layout.span.first else f"# 20261001{layout.span.between}20261031"
        raise UnreadableFile(NO_SPAN, wanted=wanted)
    if len(found) > 1:
        first, second = (f"{start.isoformat()} – {end.isoformat()}" for start, end in found[:2])
        raise UnreadableFile(TWO_SPANS, first=first, second=second)
    start, end = found[0]
    if end < start:
        raise UnreadableFile(ENDS_BEFORE, first=start, last=end)
    if not clock.has_come(day_of(end)):
        raise UnreadableFile(ENDS_TO_COME, last=end)
    return day_of(start), day_of(end)


def _two_lines(span: Span, comments: Sequence[str]) -> Iterator[tuple[date, date]]:
    yield from zip(_after(span.first, span, comments), _after(span.last, span, comments), strict=False)


def _after(starts: Sequence[str], span: Span, comments: Sequence[str]) -> Iterator[date]:
    for line in comments:
        for start in starts:
            if line.casefold().startswith(start.casefold()):
                found = _date(line[len(start) :], span.format)
                if found is not None:
                    yield found


def _between(span: Span, comments: Sequence[str]) -> Iterator[tuple[date, date]]:
    for line in comments if span.between else ():
        one, _, other = line.lstrip("# ").partition(span.between)
        start, end = _date(one, span.format), _date(other, span.format)
        if start is not None and end is not None:
            yield start, end


def _date(text: str, format: str) -> date | None:  # noqa: A002 (strptime's own word)
    try:
        found = reader_of(format)(text.strip(' ,;"'))
    except NoSuchDate:
        return None
    return found if type(found) is date else None


def part_of(layout: Layout, comments: Sequence[str]) -> str:
    """Of which part of the visitors the table speaks, as the line above it says; "" for all of them.

    The line stands below the last rule of dashes. A question is the title of a card, and no part.
    """
    if not layout.audiences:
        return ""
    rules = [index for index, line in enumerate(comments) if _RULE.match(line)]
    days = [plain(start) for start in (*layout.span.first, *layout.span.last)] if layout.span else []
    everybody = {plain(name) for name in layout.audiences}
    for line in comments[rules[-1] + 1 if rules else 0 :]:
        said = plain(line.lstrip("# ").rstrip(' ,;"'))
        if not said or said.endswith("?") or said in everybody or plain(line).startswith(tuple(days)):
            continue
        return line.lstrip("# ").rstrip(' ,;"')
    return ""
