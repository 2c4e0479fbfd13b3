"""A file that is saved in several pieces is saved as it would be in one."""

import pytest

from kpi.importing import columnar, run, watched
from kpi.importing.run import Options, Target, import_file
from kpi.importing.save import immutable
from kpi.importing.source import Source
from kpi.importing.watch import Phase, Step, Watch
from kpi.rollup.run import differences
from tests.support.desk import Desk

HEAD = "platform,channel,message_id,conversation_id,sent_at,direction\n"
TARGET = Target("Banco Ejemplo")


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(immutable, "AT_ONCE", 2)
    monkeypatch.setattr(columnar, "AT_ONCE", 2)
    monkeypatch.setattr(watched, "AT_MOST_EVERY", 0)


def source(name: str, numbers: range, direction: str = "in") -> Source:
    rows = (
        f"x,banco,m{number},c{number // 4},2026-05-{number + 1:02}T10:00:00+00:00,{direction}\n"
        for number in numbers
    )
    return Source(name, (HEAD + "".join(rows)).encode())


@pytest.mark.both_stores
def test_repeats_and_contradictions_are_found_in_every_piece(store) -> None:  # type: ignore[no-untyped-def]
    desk = Desk(store, {})
    import_file(store, source("first.csv", range(6)), TARGET)
    import_file(store, source("again.csv", range(9)), TARGET)
    assert len(desk.rows("message", "message_key")) == 9
    assert len(desk.rows("repeat", "fact_key")) == 6
    answered = import_file(store, source("other.csv", range(4, 12), "out"), TARGET)
    assert (answered.rows_saved, answered.rows_skipped) == (3, 5)
    shapes = [(fault.column, fault.value) for fault in answered.faults]
    assert shapes == [("direction", "out")] * 5
    assert sorted(desk.rows("message", "import_id")) == [(1,)] * 6 + [(2,)] * 3 + [(3,)] * 3
    with store.reading() as connection:
        assert differences(connection) == []


class Diary(Watch):
    def __init__(self) -> None:
        self.steps: list[Step] = []

    def step(self, step: Step) -> None:
        self.steps.append(step)


@pytest.mark.both_stores
def test_the_bar_moves_while_keys_are_found_rows_are_saved_and_days_are_counted(store, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(run, "ahead", lambda *_: iter(()))  # as of files that are not read by columns
    diary = Diary()
    import_file(store, source("first.csv", range(12)), TARGET, Options(watch=diary))
    saved = [step.done for step in diary.steps if step.phase is Phase.SAVING]
    assert {1, 2, 4} <= set(saved)  # a third of twelve is due to keys
    assert len(set(saved)) > 8  # and then each piece of two
    counted = [step.done for step in diary.steps if step.phase is Phase.COUNTING]
    assert 6 in counted  # the turns of twelve days
    assert saved == sorted(saved)
    assert counted == sorted(counted)


def test_where_keys_were_found_while_the_file_was_read_saving_is_writing(store) -> None:  # type: ignore[no-untyped-def]
    diary = Diary()
    import_file(store, source("first.csv", range(12)), TARGET, Options(watch=diary))
    saved = [step.done for step in diary.steps if step.phase is Phase.SAVING]
    assert sorted({*saved} - {0, 12}) == [2, 4, 6, 8, 10]
    assert saved == sorted(saved)
