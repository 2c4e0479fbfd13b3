"""What an older version imported without a secret still matches what is imported after it got one."""

from collections.abc import Sequence

import pytest

from kpi.importing.history import undo
from kpi.importing.records import Record
from kpi.rollup.current import give_keys_a_secret
from kpi.store import pseudonyms
from kpi.store.keys import PLAIN, Keys
from tests.support.desk import DAY, FOLDED, Desk, message, visit

AT = 20_000 * DAY
NAMED = (
    message(2, "1", AT, author="ana"),
    message(3, "2", AT + 60, author="banco", out=True),
    message(4, "3", AT + 60, conversation="c2", author="eva"),
)
LINKED = (
    message(2, "4", AT, links=(), author="ana"),
    message(3, "5", AT, links=("4",), author="banco", out=True),
)
THREADED = (
    message(2, "6", AT, conversation="ana", silence=60, author="ana"),
    message(3, "7", AT + 30, conversation="ana", silence=60, author="banco", out=True),
)
VISITS = (visit(2, "ana", 20_000), visit(3, "ana", 20_001, visit_id="v"), visit(4, "eva", 20_001, liked=True))
FILES: tuple[Sequence[Record], ...] = (NAMED, LINKED, THREADED, VISITS)
MEASURES = ("daily_measure", "daily_histogram", "monthly_measure", "monthly_histogram")


@pytest.fixture
def old_desk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A store as the versions before secrets left it."""
    with monkeypatch.context() as patch:
        patch.setattr(pseudonyms, "keys", lambda _: Keys((PLAIN,)))
        for number, records in enumerate(FILES):
            desk.take(records, name=f"old {number}")
    return desk


def measures(desk: Desk) -> list[object]:
    return [desk.rows(table) for table in MEASURES]


@pytest.mark.both_stores
def test_the_same_rows_change_nothing_after_the_keys_got_a_secret(old_desk: Desk) -> None:
    before = measures(old_desk)
    plain = {row for table in ("message", "visit") for row in old_desk.rows(table)}
    assert give_keys_a_secret(old_desk.store)
    assert not give_keys_a_secret(old_desk.store)
    assert not plain & {row for table in ("message", "visit") for row in old_desk.rows(table)}
    assert measures(old_desk) == before
    assert old_desk.check() == []

    facts = [old_desk.rows(table) for table in FOLDED]
    reports = [old_desk.take(records, name=f"new {number}") for number, records in enumerate(FILES)]
    assert [report.rows_skipped for report in reports] == [0] * len(FILES)
    assert [old_desk.rows(table) for table in FOLDED] == facts
    assert old_desk.check() == []


def test_what_was_imported_before_is_taken_back_after(old_desk: Desk) -> None:
    give_keys_a_secret(old_desk.store)
    reports = [old_desk.take(records, name=f"new {number}") for number, records in enumerate(FILES)]
    for number in range(1, len(FILES) + 1):
        undo(old_desk.store, number)
    assert len(old_desk.rows("message")) == len(NAMED) + len(LINKED) + len(THREADED)
    assert old_desk.check() == []
    for report in reports:
        old_desk.undo(report)
    assert old_desk.rows("message") == old_desk.rows("visit") == []
    assert old_desk.check() == []
