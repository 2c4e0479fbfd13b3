"""What the measurements of one run share: the stores, and a folder for whatever they write."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.generated import Made


@dataclass(frozen=True)
class Setting:
    """`full` is the store of the size asked for, `small` the one of the smallest; they may be the same."""

    full: Made
    small: Made
    folder: Path
