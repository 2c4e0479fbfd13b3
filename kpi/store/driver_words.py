"""A database driver's own words as a part of a sentence; what nobody has put into words is quoted as the database's."""

from collections.abc import Mapping
from typing import Final

from kpi.system_errors import FULL, cause_of
from kpi.words import N_, Message

CANNOT_OPEN: Final = N_("the file or its folder cannot be opened")
READ_ONLY: Final = N_("it may not be written to")
FILE_LIMIT: Final = N_("the file may not become larger")
DAMAGED: Final = N_("its pages contradict one another")
DISK: Final = N_("the disk does not work")
NO_ANSWER: Final = N_("no database answers there")
NO_MACHINE: Final = N_("there is no machine of this name")
REFUSED: Final = N_("the server does not accept this user and password")
NO_USER: Final = N_("the server knows no such user")
NO_DATABASE: Final = N_("the server has no such database")
ENDED: Final = N_("the server ended the connection")
QUOTED: Final = N_("it says “{said}”")

WORDS: Final[Mapping[str, str]] = {
    "unable to open": CANNOT_OPEN,
    "readonly": READ_ONLY,
    "read-only": READ_ONLY,
    "disk is full": FULL,
    "no space left": FULL,
    "disk quota": FULL,
    "file too large": FILE_LIMIT,
    "malformed": DAMAGED,
    "disk i/o error": DISK,
    "connection refused": NO_ANSWER,
    "is the server running": NO_ANSWER,
    "timeout expired": NO_ANSWER,
    "resolve host": NO_MACHINE,
    "translate host name": NO_MACHINE,
    "name or service not known": NO_MACHINE,
    "authentication failed": REFUSED,
    "no password supplied": REFUSED,
    "terminat": ENDED,
    "shutting down": ENDED,
    "closed the connection": ENDED,
}
"""What a driver says, in small letters, and what we say instead; the first that fits."""


def cause_in_words(error: BaseException | str) -> Message:
    """What a driver or the system says went wrong, in words that can be translated.

    Args:
        error: the driver's error, or the first line of what it said.
    """
    if isinstance(error, OSError):
        return cause_of(error)
    said = " ".join(str(error).split()) or type(error).__name__
    lowered = said.casefold()
    if "does not exist" in lowered and ('role "' in lowered or 'database "' in lowered):
        return Message(NO_USER if 'role "' in lowered else NO_DATABASE)
    for words, sentence in WORDS.items():
        if words in lowered:
            return Message(sentence)
    return Message(QUOTED, {"said": said.rstrip(".")})
