"""Files that are there whole or not at all, whatever ends the program meanwhile."""

import os
import shutil
from pathlib import Path


def put_in_place(made: Path, path: Path) -> bool:
    """Give `made` the name `path`, unless something has it; returns whether it got it.

    A second name and then the removal of the first: renaming would overwrite what somebody put there meanwhile.
    """
    sync(made)
    try:
        os.link(made, path)
    except FileExistsError:
        return False
    except OSError:  # a disk that knows one name a file
        if path.exists():
            return False
        made.rename(path)
    else:
        made.unlink()
    sync(path.parent)
    return True


def keep_aside(path: Path, aside: Path) -> None:
    """Give the file at `path` a second name, or a copy where the disk knows one name a file."""
    try:
        os.link(path, aside)
    except OSError:
        shutil.copy2(path, aside)
        sync(aside)


def replace(made: Path, path: Path) -> None:
    """`made` in the place of `path`; at every moment one of the two is there."""
    sync(made)
    made.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Wait until the disk has a file, or a folder's names."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
