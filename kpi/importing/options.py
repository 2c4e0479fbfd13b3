"""How a file is to be taken: what whoever imports it may say beside whose it is."""

from dataclasses import dataclass, field
from typing import Final

from kpi.importing.layout import Layout
from kpi.importing.onlooker import Onlooker
from kpi.importing.watch import Watch


@dataclass(frozen=True)
class Options:
    """Everything may be left out.

    Attributes:
        layout: a layout, its key (shipped, or of the institution's own), or the path of a layout file;
            None recognises it.
        year: of the file's last row, for dates without a year.
        dry_run: do everything, report it, and leave nothing behind.
        by: who imports, for the history.
        watch: is told how far it is, and may end it.
        onlooker: sees the answers before and after it; of a dry run it sees nothing.
        patient: a file that names no account is not taken but waits, outcome WAITS, for others that name one.
    """

    layout: str | Layout | None = None
    year: int | None = None
    dry_run: bool = False
    by: str = ""
    watch: Watch = field(default_factory=Watch)
    onlooker: Onlooker | None = None
    patient: bool = False


DEFAULT: Final = Options()
