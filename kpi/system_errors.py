"""Why the operating system refused, in the reader's language: its own words are English, or the machine's."""

import errno
from collections.abc import Mapping
from typing import Final

from kpi.words import N_, Message

NO_RIGHT: Final = N_("this user may not do that there")
FULL: Final = N_("the disk is full")
CAUSES: Final[Mapping[int, str]] = {
    errno.ENOENT: N_("it does not exist"),
    errno.EACCES: NO_RIGHT,
    errno.EPERM: NO_RIGHT,
    errno.EISDIR: N_("it is a folder, and not a file"),
    errno.ENOTDIR: N_("a part of its path is a file, and not a folder"),
    errno.EEXIST: N_("something of this name is there already"),
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: N_("a file may not become so large there"),
    errno.EROFS: N_("the disk can only be read"),
    errno.ENAMETOOLONG: N_("its name is too long"),
    errno.EIO: N_("the disk does not work"),
    errno.EMFILE: N_("too many files are open"),
    errno.ENOMEM: N_("there is not enough memory"),
}
OTHER: Final = N_("the system reports the error {name}")
UNKNOWN: Final = N_("the system does not say why")


def cause_of(error: OSError) -> Message:
    """What stopped a call of the system, as a part of a sentence: "it does not exist"."""
    if error.errno is None:
        return Message(UNKNOWN)
    if error.errno in CAUSES:
        return Message(CAUSES[error.errno])
    return Message(OTHER, {"name": errno.errorcode.get(error.errno, str(error.errno))})
