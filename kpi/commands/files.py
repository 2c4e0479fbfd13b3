"""The files that a command line means: the one it names, or all in the folders it names but the hidden ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kpi.errors import KpiError
from kpi.importing.source import Source
from kpi.system_errors import cause_of
from kpi.words import N_

HIDDEN: Final = (".", "~$")
"""What begins the names of files that nobody means: hidden ones, and those that Excel keeps while it is open."""


class FileNotRead(KpiError):
    template = N_("{path} cannot be read: {cause}. Check the path and that you may read it.")


def read(path: Path) -> Source:
    """The one file that a command was given.

    Raises:
        FileNotRead: it cannot be read.
    """
    try:
        return Source.read(path)
    except OSError as error:
        raise FileNotRead(path=path, cause=cause_of(error)) from None


@dataclass(frozen=True)
class Found:
    """The files meant, in the order named, those of a folder by name; and the hidden ones, which are passed over.

    A folder without any file that is meant stands among them as it is.
    """

    files: tuple[Path, ...]
    hidden: tuple[Path, ...]


def found(paths: Iterable[Path]) -> Found:
    """What `paths` mean, whatever a file's name ends with: what it is, its bytes say to whoever reads it."""
    files: list[Path] = []
    hidden: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        inside = sorted(each for each in path.rglob("*") if not each.is_dir())
        hidden += (each for each in inside if _is_hidden(each, path))
        files += [each for each in inside if not _is_hidden(each, path)] or [path]
    return Found(tuple(files), tuple(hidden))


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(HIDDEN) for part in path.relative_to(folder).parts)
