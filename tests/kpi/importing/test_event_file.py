"""Events in a CSV file: read in both languages, refused whole with every cell that cannot be read."""

import pytest

from kpi.importing.event_file import (
    EventColumnsMissing,
    EventFileUnreadable,
    EventFileWrong,
    events_in,
)
from kpi.importing.source import Source
from kpi.periods import Period
from kpi.showing.events_file import events_csv, events_template
from kpi.store.events import Event

DAY = 20_366  # 2025-10-05


def source(text: str) -> Source:
    return Source("events.csv", text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "platform,kind,first_day,last_day,title,note\nx,outage,2025-10-05,2025-10-06,Down,App\n",
        "titulo;nota;primer_dia;ultimo_dia;plataforma;tipo\nDown;App;2025-10-05;2025-10-06;x;Caída\n;;;;;\n",
    ],
)
def test_columns_have_names_in_both_languages_and_any_order(text: str) -> None:
    assert events_in(source(text)) == [Event("x", "outage", Period(DAY, DAY + 2), "Down", "App")]


def test_a_title_and_a_day_are_enough() -> None:
    found = events_in(source("first_day,title\n2025-10-05,Long weekend\n"))
    assert found == [Event("", "other", Period(DAY, DAY + 1), "Long weekend")]


def test_what_is_written_is_read_back() -> None:
    kept = [
        Event("x", "campaign", Period(DAY, DAY + 7), 'Clear, "honest" accounts', "Two\nlines; and more", 4),
        Event("", "holiday", Period(DAY, DAY + 1), "Pilar", id=5),
    ]
    read = events_in(Source("events.csv", events_csv(kept)))
    assert [(e.platform, e.kind, e.period, e.title, e.note) for e in read] == [
        (e.platform, e.kind, e.period, e.title, e.note) for e in kept
    ]


@pytest.mark.parametrize("locale", ["es", "en"])
def test_the_empty_template_is_one_without_events(locale: str) -> None:
    assert events_in(Source("events.csv", events_template(locale))) == []


def test_every_cell_that_cannot_be_read_is_named() -> None:
    text = (
        "platform,kind,first_day,last_day,title\n"
        "myspace,storm,05/10/2025,,Down\n"
        "x,outage,2025-10-06,2025-10-05,Down\n"
        "x,outage,2025-10-06,,\n"
        "x,outage,2025-10-06,,Down\n"
    )
    with pytest.raises(EventFileWrong, match="5 of its cells") as caught:
        events_in(source(text))
    assert [(fault.row, fault.column, fault.value) for fault in caught.value.faults] == [
        (2, "platform", "myspace"),
        (2, "kind", "storm"),
        (2, "first_day", "05/10/2025"),
        (3, "last_day", "2025-10-05"),
        (4, "title", ""),
    ]


@pytest.mark.parametrize(
    ("content", "error", "says"),
    [
        (b"", EventColumnsMissing, "lacks first_day, title"),
        (b"first_day,name\n2025-10-05,Down\n", EventColumnsMissing, "lacks title"),
        ("first_day,título".encode("latin-1"), EventFileUnreadable, "UTF-8"),
        (b'first_day,title\n2025-10-05,"Down', EventFileUnreadable, "cannot be read as events"),
    ],
)
def test_another_file_is_refused(content: bytes, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        events_in(Source("events.csv", content))
