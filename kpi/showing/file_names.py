"""Names of files that people take away: plain letters, so that they survive every file system and mail program."""

import unicodedata
from typing import Final

from kpi.periods import Period

LONGEST_WORDS: Final = 60
"""Letters that a title may take in a file's name."""


def plain(text: str) -> str:
    """`text` in small letters and digits with hyphens between its words: "Caja de Peñalara" is "caja-de-penalara"."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return "-".join("".join(sign if sign.isalnum() else " " for sign in letters).split())


def file_name(*parts: str, suffix: str) -> str:
    """The parts that are not empty, each already plain, under the program's name."""
    return "_".join(["vinculo", *(part for part in parts if part)]) + suffix


def picture_name(institution: str, title: str, period: Period, locale: str) -> str:
    """What a chart's picture is called, without a suffix: whose it is, what it shows (a finding's numbers come after
    a colon, and are left out), the days, the language.
    """
    subject = plain(title.partition(":")[0])[:LONGEST_WORDS].rstrip("-")
    return file_name(plain(institution), subject, str(period.first), str(period.last), locale, suffix="")
