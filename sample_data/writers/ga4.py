"""Google Analytics 4, user acquisition: one month a file, its days in comment lines above the table."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePosixPath

from sample_data.bank import BANK, channel_on
from sample_data.totals import Acquisition
from sample_data.writers.cells import Cell, SampleFile, minimal

TITLE = "User acquisition: First user primary channel group (Default Channel Group)"
HEADER = (
    "First user primary channel group (Default Channel Group)", "Total users", "New users",
    "Returning users", "Average engagement time per active user", "Engaged sessions per active user",
    "Event count", "Key events", "User key event rate",
)  # fmt: skip
RULE = "# ----------------------------------------"


def acquisition_files(acquisition: Sequence[Acquisition]) -> Iterator[SampleFile]:
    """A month a file (the last one up to the last day), the largest channel first."""
    handle = channel_on("web").handle
    for (month, last), group in groupby(acquisition, key=lambda row: (row.month, row.last)):
        preamble = (
            RULE, f"# {TITLE}", f"# Account: {BANK.name}", f"# Property: {handle}", RULE, "# ", "# All Users",
            f"# Start date: {month:%Y%m%d}", f"# End date: {last:%Y%m%d}",
        )  # fmt: skip
        rows: list[Sequence[Cell]] = [HEADER]
        rows += [_row(row) for row in sorted(group, key=lambda row: -row.new)]
        text = "".join(f"{line}\r\n" for line in preamble) + minimal(rows, line_end="\r\n").removesuffix(
            "\r\n"
        )
        path = PurePosixPath("web", f"User_acquisition_{month:%Y-%m}.csv")
        yield SampleFile(path, text, f"web:{handle}")


def _row(row: Acquisition) -> list[Cell]:
    total = row.new + row.returning * 6 // 7  # a user who is new and comes back counts in both
    rate = row.key_events / total
    return [
        row.channel, total, row.new, row.returning, row.seconds_engaged, row.sessions, row.events,
        row.key_events, rate,
    ]  # fmt: skip
