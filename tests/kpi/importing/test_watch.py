"""Progress that tells the truth, and an end at any moment that leaves nothing behind."""

from dataclasses import dataclass, field

import pytest
from sqlalchemy import Connection, text

from kpi.importing.preview import preview
from kpi.importing.run import Options, Target, import_file, in_turn
from kpi.importing.source import Source
from kpi.importing.watch import ImportCancelled, Phase, Progress, Step, Watch
from kpi.importing.watched import counting
from kpi.store.engine import Store
from tests.support.desk import Desk

HEAD = "platform,channel,message_id,conversation_id,sent_at,direction\n"
TARGET = Target("Banco Ejemplo")


@pytest.fixture
def desk(store: Store) -> Desk:
    """A desk that reads files as they are."""
    return Desk(store, {})


def messages(count: int, name: str = "messages.csv") -> Source:
    rows = (
        f"x,banco,{name}-{number},c{number // 4},2026-05-{number % 28 + 1:02}T10:00:00+00:00,in\n"
        for number in range(count)
    )
    return Source(name, (HEAD + "".join(rows)).encode())


@dataclass
class Diary(Watch):
    """Writes down every step, and ends the import at the first one of `until`."""

    until: Phase | None = None
    by_raising: bool = False
    steps: list[Step] = field(default_factory=list)

    def step(self, step: Step) -> None:
        self.steps.append(step)
        if self.by_raising and self.until is step.phase:
            raise ImportCancelled(file=step.file)

    def cancelled(self) -> bool:
        return not self.by_raising and any(step.phase is self.until for step in self.steps)


def test_each_phase_begins_at_nothing_and_ends_with_everything(store: Store) -> None:
    diary, source = Diary(), messages(50)
    import_file(store, source, TARGET, Options(watch=diary))
    assert list(dict.fromkeys(step.phase for step in diary.steps)) == list(Phase)
    for phase, total in ((Phase.READING, len(source.content)), (Phase.SAVING, 50), (Phase.COUNTING, 28)):
        done = [step.done for step in diary.steps if step.phase is phase]
        assert (done[0], done[-1]) == (0, total)
        assert done == sorted(done)
        assert {step.total for step in diary.steps if step.phase is phase} == {total}
    assert {step.file for step in diary.steps} == {"messages.csv"}


@pytest.mark.both_stores
@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("by_raising", [True, False], ids=["raising", "asked"])
def test_an_import_that_is_cancelled_leaves_nothing(desk: Desk, phase: Phase, by_raising: bool) -> None:
    with pytest.raises(ImportCancelled, match=r"“messages.csv” was cancelled. Nothing of it was saved"):
        import_file(desk.store, messages(50), TARGET, Options(watch=Diary(phase, by_raising)))
    assert set(desk.counts().values()) == {0}
    assert desk.rows("institution", "id") == []
    assert import_file(desk.store, messages(50), TARGET).rows_saved == 50


def test_a_cancelled_import_into_an_institution_that_is_there_changes_no_version(desk: Desk) -> None:
    import_file(desk.store, messages(10, "first.csv"), TARGET)
    before = desk.counts(), desk.rows("institution", "data_version")
    with pytest.raises(ImportCancelled):
        import_file(desk.store, messages(50), TARGET, Options(watch=Diary(Phase.COUNTING)))
    assert (desk.counts(), desk.rows("institution", "data_version")) == before


def test_of_several_files_those_before_the_cancelled_one_are_saved(desk: Desk) -> None:
    class OnlyTheFirst(Watch):
        file = ""

        def step(self, step: Step) -> None:
            self.file = step.file

        def cancelled(self) -> bool:
            return self.file == "second.csv"

    sources = [messages(4, name) for name in ("first.csv", "second.csv", "third.csv")]
    watching = Options(watch=OnlyTheFirst())
    with pytest.raises(ImportCancelled, match=r"second\.csv"):
        list(in_turn(sources, lambda one, _: import_file(desk.store, one, TARGET, watching)))
    assert desk.rows("import_run", "file_name") == [("first.csv",)]


def test_what_a_step_raises_is_passed_on_and_nothing_is_saved(desk: Desk) -> None:
    class Gone(BaseException):
        """As a server's framework ends a script whose page was left."""

    class Leaving(Watch):
        def step(self, step: Step) -> None:
            if step.phase is Phase.COUNTING:
                raise Gone

    with pytest.raises(Gone):
        import_file(desk.store, messages(10), TARGET, Options(watch=Leaving()))
    assert set(desk.counts().values()) == {0}


def test_a_preview_is_watched_too(store: Store) -> None:
    diary = Diary()
    preview(store, messages(10), TARGET, Options(watch=diary))
    assert {step.phase for step in diary.steps} == {Phase.READING, Phase.SAVING}


@pytest.mark.parametrize("fetched_from_the_driver", [False, True])
def test_a_statement_that_runs_long_is_interrupted(store: Store, fetched_from_the_driver: bool) -> None:
    class SoonCancelled(Watch):
        asked = 0

        def cancelled(self) -> bool:
            self.asked += 1
            return self.asked > 3

    endless = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n")
    progress = Progress("long.csv", SoonCancelled())

    def fetch(connection: Connection) -> None:
        with counting(connection, progress, 1), connection.execute(endless) as result:
            (result.cursor if fetched_from_the_driver else result).fetchall()

    with store.writing() as connection, pytest.raises(ImportCancelled):
        fetch(connection)
    with store.reading() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1
