"""A forgotten person leaves every figure as it was, is found under no key, and does not come back."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from kpi.importing.forgetting import NobodyForgotten, forget_person
from kpi.importing.history import undo
from kpi.importing.records import Record
from kpi.importing.save.forgotten import FORGOTTEN_ROW
from kpi.store import pseudonyms
from kpi.store.institutions import institution_named
from kpi.store.key_ring import VARIABLE
from kpi.store.keys import Keys
from kpi.store.pseudonyms import KEYED
from kpi.store.schema import metadata
from tests.support.desk import BANK, DAY, Desk, message, visit

AT = 20_000 * DAY
NAMED = (
    message(2, "1", AT, author="ana"),
    message(3, "2", AT + 60, author="banco", out=True),
    message(4, "3", AT + 60, conversation="c2", author="eva"),
)
LINKED = (
    message(2, "4", AT, links=(), author="ana"),
    message(3, "5", AT + 9, links=("4",), author="banco", out=True),
    message(4, "6", AT + 19, links=("5",), author="ana"),
    message(5, "7", AT + 19, links=(), author="eva"),
)
THREADED = (
    message(2, "8", AT, conversation="ana", silence=60, author="ana"),
    message(3, "9", AT + 30, conversation="ana", silence=60, author="banco", out=True),
    message(4, "10", AT + 30, conversation="eva", silence=60, author="eva"),
)
VISITS = (
    visit(2, "ana", 20_000),
    visit(3, "ana", 20_001, visit_id="v"),
    visit(4, "ana", 20_003, liked=True),
    visit(5, "eva", 20_001, liked=True),
)
FILES: tuple[Sequence[Record], ...] = (NAMED, LINKED, THREADED, VISITS)
MEASURES = ("daily_measure", "daily_histogram", "monthly_measure", "yearly_histogram")
OF_ANA = {  # every name that a file gives to what is of Ana alone
    ("ana",), ("1",), ("4",), ("6",), ("8",), ("conversation", "c1"), ("visit id", "v"), ("thread", "ana", "60"),
    ("conversation", "ana"), ("visit", f"ana\x1f{20_000 * DAY}\x1f0"), ("visit", f"ana\x1f{20_003 * DAY}\x1f1"),
}  # fmt: skip


@pytest.fixture
def full(desk: Desk) -> Desk:
    for number, records in enumerate(FILES):
        desk.take(records, name=f"file {number}")
    desk.take(LINKED, name="repeated")
    return desk


def forget(desk: Desk, name: str, platform: str = "") -> tuple[int, int]:
    with desk.store.writing() as connection:
        found = forget_person(connection, institution_named(connection, BANK), name, platform)
    return found.messages, found.visits


def measures(desk: Desk) -> list[object]:
    return [desk.rows(table) for table in MEASURES]


def all_keys(desk: Desk) -> set[int]:
    with desk.store.reading() as connection:
        forgotten = metadata.tables["forgotten"]
        columns = [table.c[name] for table, names in KEYED.items() for name in names]
        return {
            row[0] for column in (*columns, forgotten.c.hashed) for row in connection.execute(select(column))
        }


def keys_of(desk: Desk) -> Keys:
    with desk.store.writing() as connection:
        return pseudonyms.keys(connection)


@pytest.mark.both_stores
def test_every_figure_stays_and_no_key_of_the_name_is_left(full: Desk) -> None:
    before, sizes = measures(full), [len(full.rows(table.name)) for table in KEYED]
    keys = {keys_of(full).key_of(*name) for name in OF_ANA}
    assert keys & all_keys(full)
    assert forget(full, "@Ana") == (4, 3)
    assert not keys & all_keys(full)
    assert measures(full) == before
    assert [len(full.rows(table.name)) for table in KEYED] == sizes
    assert full.check() == []


@pytest.mark.both_stores
def test_no_file_brings_the_person_back(full: Desk) -> None:
    keys = {keys_of(full).key_of(*name) for name in OF_ANA}
    forget(full, "ana")
    before = measures(full)
    for number, records in enumerate(FILES):
        report = full.take(records, name=f"again {number}")
        assert report.import_id is not None
        assert {fault.reason.template for fault in report.faults} == {FORGOTTEN_ROW}
        assert not any(fault.value for fault in report.faults)
    assert not keys & all_keys(full)
    assert measures(full) == before
    assert full.check() == []


def test_imports_of_a_forgotten_person_are_undone_like_any_other(full: Desk) -> None:
    forget(full, "ana")
    with full.store.reading() as connection:
        numbers = [row[0] for row in connection.execute(select(metadata.tables["import_run"].c.id))]
    for number in numbers:
        undo(full.store, number)
        assert full.check() == []
    assert [full.rows(table.name) for table in KEYED] == [[]] * len(KEYED)


def test_what_somebody_writes_afterwards_is_new(full: Desk) -> None:
    forget(full, "ana")
    later = 40_000  # a day long after this test
    report = full.take([message(2, "99", later * DAY, links=("4", "5"), author="ana"), visit_free(later)])
    assert report.faults == ()
    assert full.check() == []


def visit_free(day: int) -> Record:
    return message(3, "100", day * DAY, links=(), author="ana")


@pytest.mark.parametrize(("name", "found"), [("c2", (1, 0)), ("7", (1, 0)), ("v", (0, 3)), ("eva", (3, 1))])
def test_a_person_is_found_by_any_identifier(full: Desk, name: str, found: tuple[int, int]) -> None:
    assert forget(full, name) == found
    assert full.check() == []


def test_only_on_one_platform(full: Desk) -> None:
    assert forget(full, "ana", "x") == (4, 0)
    report = full.take(VISITS, name="visits again")
    assert report.faults == ()


@pytest.mark.parametrize("name", ["nobody", "  ", "@"])
def test_nobody_of_that_name(full: Desk, name: str) -> None:
    with pytest.raises(NobodyForgotten):
        forget(full, name)


def test_the_list_holds_under_another_key(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    forget(full, "ana")
    ring = f"{bytes(range(32)).hex()} {bytes([9] * 32).hex()}"
    monkeypatch.setenv(VARIABLE, ring)
    with full.store.writing() as connection:
        pseudonyms.renew(connection)
    before = measures(full)
    for number, records in enumerate(FILES):
        report = full.take(records, name=f"again {number}")
        assert {fault.reason.template for fault in report.faults} == {FORGOTTEN_ROW}
    assert measures(full) == before
    forget(full, "eva")
    assert full.check() == []
