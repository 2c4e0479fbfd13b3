"""Files read in this process instead of a confined one, where only what is written to the database is of interest."""

from inspect import signature
from typing import Any, Final

from kpi.importing.parse import parse
from kpi.importing.records import Parsed, Refusal
from kpi.importing.source import Source

KNOWN: Final = signature(parse).parameters


def parse_here(source: Source, **asked: Any) -> Parsed | Refusal:
    """As `kpi.importing.confined.parent.parse`, without what only another process needs."""
    return parse(source, **{name: value for name, value in asked.items() if name in KNOWN})
