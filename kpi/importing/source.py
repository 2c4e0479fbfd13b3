"""A file as it arrived: its name and its bytes."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kpi.errors import KpiError
from kpi.importing.limits import DEFAULT, MB
from kpi.words import N_

LARGE: Final = N_("The file has {size} MB; no more than {limit} MB are read. Export a shorter period.")


class NoRegularFile(KpiError):
    template = N_("This is no file with content, but a pipe, a device or the like. Name the export itself.")


class FileTooLarge(KpiError):
    template = LARGE


@dataclass(frozen=True)
class Source:
    """`name` is what people call the file (no folders), `content` is every byte of it."""

    name: str
    content: bytes

    @classmethod
    def read(cls, path: Path, most: int = DEFAULT.file) -> "Source":
        """The file at `path`.

        Raises:
            OSError: it is not there, is a folder, or may not be read.
            NoRegularFile: it is something that may never end, or make whoever opens it wait.
            FileTooLarge: it has more than `most` bytes. None of them was read.
        """
        with open(path, "rb", opener=_without_waiting) as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise NoRegularFile
            if found.st_size > most:
                raise FileTooLarge(size=-(-found.st_size // MB), limit=most // MB)
            return cls(path.name, file.read(most))


def _without_waiting(path: str, flags: int) -> int:
    """Opening a pipe that nobody writes to would otherwise take for ever."""
    return os.open(path, flags | os.O_NONBLOCK)
