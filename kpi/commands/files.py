"""The files that a command line means: those it names, and those of a kind that we read in the folders it names."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

SUFFIXES: Final = {".csv", ".tsv", ".xlsx", ".xls"}
HIDDEN: Final = (".", "~$")
"""What begins the names of files that nobody means: hidden ones, and those that Excel keeps while it is open."""


def found(paths: Iterable[Path]) -> Iterator[Path]:
    """The files meant, in the order named, those of a folder by name; a folder without any is given as it is."""
    for path in paths:
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*") if _is_meant(each, path)) or [path]
        else:
            yield path


def _is_meant(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith(HIDDEN) for part in path.relative_to(folder).parts)
    return path.suffix.casefold() in SUFFIXES and not hidden
