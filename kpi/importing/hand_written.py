"""Why a file that somebody wrote by hand cannot be read, as a part of a sentence."""

import csv
import tomllib
from typing import Final

from kpi.importing.layout_problems import NOT_UNICODE, place_in_toml
from kpi.words import N_, Message

NOT_TOML: Final = N_("it is not TOML ({place})")
QUOTES: Final = N_("a quotation mark in it is not closed, or stands inside a cell")


def problem_in(error: UnicodeDecodeError | tomllib.TOMLDecodeError | csv.Error) -> Message:
    """What a parser stopped at, without its words."""
    match error:
        case UnicodeDecodeError():
            return Message(NOT_UNICODE)
        case tomllib.TOMLDecodeError():
            return Message(NOT_TOML, {"place": place_in_toml(str(error))})
        case _:
            return Message(QUOTES)
