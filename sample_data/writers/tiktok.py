"""TikTok Studio's viewers export: days without a year, every cell in quotes."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from sample_data.bank import FIRST, LAST, channel_on
from sample_data.timeline import cut, months_named
from sample_data.totals import ChannelDay
from sample_data.writers.cells import BOM, Cell, SampleFile, all_quoted
from sample_data.writers.english import month_day

HEADER = ("Date", "Total Viewers", "New Viewers", "Returning Viewers")


def viewers_files(totals: Sequence[ChannelDay]) -> Iterator[SampleFile]:
    """A year a file; `year` is that of the last row."""
    for first, last in cut(FIRST, LAST, 12):
        rows: list[Sequence[Cell]] = [HEADER]
        for total in totals:
            if first <= total.day <= last:
                new, returning = total.new_visitors or 0, total.returning_visitors or 0
                rows.append([month_day(total.day), new + returning, new, returning])
        path = PurePosixPath("tiktok", f"Viewers_{months_named(first, last)}.csv")
        text = BOM + all_quoted(rows).removesuffix("\n")
        yield SampleFile(path, text, f"tiktok:{channel_on('tiktok').handle}", year=last.year)
