"""From a file's bytes to typed records, or to the one sentence that says why not.

It is a pure function of the bytes and the options: no clock, no database, no other file but the layouts.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from kpi.importing.discreet import discreet
from kpi.importing.errors import UnreadableFile
from kpi.importing.layout import Form, Layout, shipped
from kpi.importing.limits import DEFAULT, Limits
from kpi.importing.readers import delimited, spreadsheetml, xls, xlsx
from kpi.importing.readers.blocks import sheet_blocks
from kpi.importing.readers.grid import Grid, Tell
from kpi.importing.readers.sniff import kind_of
from kpi.importing.reading import Hand, Reading
from kpi.importing.recognise import Fit, recognise
from kpi.importing.records import Parsed, Refusal
from kpi.importing.source import Source
from kpi.importing.verdict import joined, verdict, without_sheets
from kpi.importing.without_kpi import without_kpi
from kpi.words import Message


def parse(
    source: Source,
    *,
    institution_timezone: ZoneInfo,
    channel: tuple[str, str] | None = None,
    layout: Layout | None = None,
    own: Sequence[Layout] = (),
    year: int | None = None,
    texts: bool = False,
    today: int | None = None,
    limits: Limits = DEFAULT,
    tell: Tell | None = None,
    hand: Hand | None = None,
) -> Parsed | Refusal:
    """What `source` says, in our own terms.

    Args:
        source: the file's name and bytes.
        institution_timezone: where days begin, and whose clocks local times in the file mean.
        channel: (platform, handle) that the caller named; it wins over what the file says.
        layout: the one layout to read it with; None tries all that ship with the project, and `own`.
        own: the institution's own layouts.
        year: of the file's last row, for dates without a year.
        texts: whether messages come with their texts.
        today: the day of the import where the institution is; rows of later days are faults. None takes any day.
        limits: how many cells, columns and unpacked bytes are read at most.
        tell: is called while rows are read, with the bytes done and the bytes in all.
        hand: is given messages and visits while the rest is read, where nothing that follows can change them; they
            are then only summed up in the result (`HandedOver`), and belong to nobody should that be a refusal.

    Returns:
        `Parsed`, with a fault for every row that could not be taken; or `Refusal`, when the file as a whole
        cannot be: no layout or several fit, it is not text, it ends in the middle, too many rows are bad.
    """
    found = tables_of(source, layout, own, limits, tell)
    if isinstance(found, Refusal):
        return found
    grids, fits = found
    groups: dict[str, list[Fit]] = {}
    for fit in fits:
        if fit.layout.fact != "none":
            groups.setdefault(fit.layout.key, []).append(fit)
    if not groups:
        return without_kpi([fit.layout for fit in fits])
    reading = partial(
        Reading,
        institution_timezone=institution_timezone,
        channel=channel,
        year=year,
        name=source.name,
        hand=hand if len(groups) == 1 else None,
        texts=texts,
        today=today,
    )
    result = _read(list(groups.values()), reading)
    return without_sheets(result, grids, fits)


def tables_of(
    source: Source, layout: Layout | None, own: Sequence[Layout], limits: Limits, tell: Tell | None = None
) -> tuple[Sequence[Grid], Sequence[Fit]] | Refusal:
    """All tables of the file, and which layout reads which of them; or why none does."""
    layouts = (*shipped(), *own) if layout is None else (layout,)
    try:
        kind, grids = _grids(source.content, layouts, limits, tell)
        fits = recognise(grids, kind, layouts)
    except UnreadableFile as problem:
        return Refusal(problem.reason, layout.key if layout else None)
    return Refusal(fits, layout.key if layout else None) if isinstance(fits, Message) else (grids, fits)


def _read(groups: Sequence[Sequence[Fit]], reading: Callable[[Layout], Reading]) -> Parsed | Refusal:
    """What the tables say, those of one layout together."""
    parts: list[Parsed | Refusal] = []
    for group in groups:
        layout = group[0].layout
        try:
            with without_collecting():
                parts.append(discreet(verdict(reading(layout).read(group)), layout.kind))
        except UnreadableFile as problem:
            return discreet(Refusal(problem.reason, layout.key), layout.kind)
    return joined(parts)


WORKBOOKS: Final = {"xlsx": xlsx.grids, "xls": xls.grids, "spreadsheetml": spreadsheetml.grids}


def _grids(
    content: bytes, layouts: Sequence[Layout], limits: Limits, tell: Tell | None
) -> tuple[Form, Sequence[Grid]]:
    kind = kind_of(content)
    if kind in WORKBOOKS:
        return "xlsx", [part for sheet in WORKBOOKS[kind](content, limits) for part in sheet_blocks(sheet)]
    try:
        return "csv", delimited.grids(delimited.decode(content), limits, tell)
    except UnreadableFile as problem:
        if delimited.is_damaged_unicode(content):
            raise
        # Not Unicode: only a layout that declares how its older files are written may still read it.
        for encoding in {each.encoding for each in layouts if each.encoding}:
            try:
                text = delimited.decode(content, encoding)
            except UnreadableFile:
                raise problem from None
            grids = delimited.grids(text, limits, tell)
            older = [each for each in layouts if each.encoding == encoding]
            if not isinstance(recognise(grids, "csv", older), Message):
                return "csv", grids
        raise


@contextmanager
def without_collecting() -> Iterator[None]:
    """Without cyclic garbage collection: a million records hold no cycles, and looking for some takes a third."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
