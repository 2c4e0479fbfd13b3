"""From a file's bytes to typed records, or to the one sentence that says why not."""

from zoneinfo import ZoneInfo

from kpi.importing.layout import Layout
from kpi.importing.records import Parsed, Refusal
from kpi.importing.source import Source


def parse(
    source: Source,
    *,
    institution_timezone: ZoneInfo,
    channel: tuple[str, str] | None = None,
    layout: Layout | None = None,
    year: int | None = None,
) -> Parsed | Refusal:
    """What `source` says, in our own terms.

    Args:
        source: the file's name and bytes.
        institution_timezone: where days begin, and whose clocks local times in the file mean.
        channel: (platform, handle) that the caller named; it wins over what the file says.
        layout: the one layout to read it with; None tries all that ship with the project.
        year: of the file's last row, for dates without a year.

    Returns:
        `Parsed`, with a fault for every row that could not be taken; or `Refusal`, when the file as a whole
        cannot be: no layout or several fit, it is not text, it ends in the middle, too many rows are bad.
    """
    raise NotImplementedError
