"""Every example on docs/templates.md can be imported as it stands."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kpi.catalogue.event_kinds import KINDS
from kpi.importing.event_file import COLUMNS, events_in
from kpi.importing.layout import Layout, shipped
from kpi.importing.parse import parse
from kpi.importing.records import Parsed
from kpi.importing.source import Source

PAGE = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```csv\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
EVENTS = [block for block in BLOCKS if "first_day" in block or "primer_dia" in block]
CSV = [block for block in BLOCKS if block not in EVENTS]
MADRID = ZoneInfo("Europe/Madrid")


def read(example: str, layout: Layout | None = None) -> Parsed:
    result = parse(Source("example.csv", example.encode()), institution_timezone=MADRID, layout=layout)
    assert isinstance(result, Parsed), str(result.reason)
    return result


@pytest.mark.parametrize("example", CSV, ids=lambda text: str(text).split("\n", 1)[0][:40])
def test_every_row_of_an_example_is_taken(example: str) -> None:
    parsed = read(example)

    assert parsed.faults == ()
    assert len(parsed.records) == len(example.splitlines()) - 1


@pytest.mark.parametrize("number", range(0, len(CSV), 2))
def test_english_and_spanish_say_the_same(number: int) -> None:
    english, spanish = read(CSV[number]), read(CSV[number + 1])

    assert english.layout == spanish.layout
    assert (english.first_day, english.last_day) == (spanish.first_day, spanish.last_day)


def test_events_are_taken_in_both_languages() -> None:
    english, spanish = (events_in(Source("events.csv", example.encode())) for example in EVENTS)

    assert len(english) == len(EVENTS[0].splitlines()) - 1
    assert [(e.platform, e.kind, e.period) for e in english] == [
        (e.platform, e.kind, e.period) for e in spanish
    ]


def test_every_column_and_kind_of_events_is_explained() -> None:
    words = {*COLUMNS, *COLUMNS.values(), *KINDS}

    assert [word for word in sorted(words) if f"`{word}`" not in PAGE] == []


def test_all_our_templates_are_shown() -> None:
    ours = {layout.key for layout in shipped() if layout.vendor == "Vínculo"}

    assert {read(example).layout for example in CSV} == ours


@pytest.mark.parametrize(
    "layout",
    [layout for layout in shipped() if layout.vendor == "Vínculo"],
    ids=lambda layout: str(layout.key),
)
def test_every_column_of_a_template_is_explained(layout: Layout) -> None:
    for column in layout.fields.values():
        assert f"`{column.columns[0]}`" in PAGE
