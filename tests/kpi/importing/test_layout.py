"""A layout file is right, or says where it is wrong."""

import re
from pathlib import Path

import pytest

from kpi.importing.errors import (
    LayoutKeyMissing,
    LayoutKeyUnknown,
    LayoutNotFound,
    LayoutNotToml,
    LayoutValueWrong,
    WrongLayout,
)
from kpi.importing.layout import layout_from, layout_named
from kpi.showing.language import Language

SMALL = """
key = "bank_days"
vendor = "A tool"
title = { en = "Days", es = "Días" }
platform = "facebook"
fact = "channel_day"
languages = ["en"]
kinds = ["csv"]
needed = ["day", "followers"]

[fields]
day = { columns = ["Day"], formats = ["%d/%m/%Y"] }
followers = ["Fans"]
"""


def test_a_list_of_names_is_short_for_a_column() -> None:
    assert layout_from(SMALL, "small.toml").fields["followers"].columns == ["Fans"]


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        (('vendor = "A tool"', ""), LayoutKeyMissing, "lacks “vendor”"),
        (('vendor = "A tool"', 'vendor = "A tool"\ncolour = 1'), LayoutKeyUnknown, "has “colour”"),
        (('platform = "facebook"', 'platform = "myspace"'), LayoutValueWrong, "“platform”"),
        (('kinds = ["csv"]', 'kinds = ["pdf"]'), LayoutValueWrong, "“kinds.0”"),
        (('["%d/%m/%Y"]', '["%d/%m/%Q"]'), LayoutValueWrong, "%Q"),
        (('needed = ["day", "followers"]', 'needed = ["day", "likes"]'), LayoutValueWrong, "likes"),
        (('followers = ["Fans"]', 'followers = { value = "1", columns = ["Fans"] }'), LayoutValueWrong, "exactly one"),
        (("day = {", "dia = {"), LayoutValueWrong, "dia is not a field of channel_day"),
        (('fact = "channel_day"', 'fact = "channel_day'), LayoutNotToml, "not valid TOML"),
        (('kinds = ["csv"]', 'kinds = ["csv"]\ntimezone = "Mars/Olympus"'), LayoutValueWrong, "Mars/Olympus"),
    ],
)  # fmt: skip
def test_a_wrong_layout_names_the_file_and_the_key(
    change: tuple[str, str], error: type[WrongLayout], says: str
) -> None:
    with pytest.raises(error, match=r"small\.toml") as caught:
        layout_from(SMALL.replace(*change), "small.toml")
    assert says in str(caught.value)


def test_a_layout_can_be_a_file_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(SMALL)
    assert layout_named(str(tmp_path / "mine.toml")).key == "bank_days"


def test_a_layout_that_is_not_there_lists_those_that_are() -> None:
    with pytest.raises(LayoutNotFound, match=r"no layout “facebok”.*meta_facebook_posts"):
        layout_named("facebok")


@pytest.mark.parametrize(
    ("change", "english", "spanish"),
    [
        (
            ('kinds = ["csv"]', 'kinds = ["pdf"]'),
            "has a value at “kinds.0” that cannot be used: it has to be one of “csv”, “xlsx”.",
            "tiene que ser uno de «csv», «xlsx»",
        ),
        (('vendor = "A tool"', "vendor = 3"), "it has to be a text, in quotation marks.", "entre comillas"),
        (('kinds = ["csv"]', 'kinds = "csv"'), "it has to be a list, in square brackets.", "entre corchetes"),
        (('kinds = ["csv"]', 'kinds = ["csv"]\nnet = "yes"'), "it has to be true or false.", "true o false"),
        (("day = {", "day = 3\nother = {"), "it has to be a table", "tiene que ser una tabla"),
        (('["%d/%m/%Y"]', '["%d/%m/%Q"]'), "“%d/%m/%Q” has %Q; use iso, serial, or %Y", "«%d/%m/%Q» tiene %Q"),
        (('fact = "channel_day"', 'fact = "channel_day'), "(line ", "(línea "),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_the_reader_s_language(
    change: tuple[str, str], english: str, spanish: str
) -> None:
    with pytest.raises(WrongLayout) as caught:
        layout_from(SMALL.replace(*change), "small.toml")
    assert english in str(caught.value)
    assert spanish in Language("es").say(caught.value.message)
    assert not re.search(r"[Ii]nput|should|validation|Expected", str(caught.value))
