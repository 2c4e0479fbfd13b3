"""Work in the background: what it says of itself while it runs, and how it ends."""

from threading import Event

from kpi.errors import InvalidDate
from kpi.importing.source import Source
from kpi.importing.watch import Phase, Step, Watch
from pages.data.job import Failure, Job, Wanted


def file(name: str, size: int = 10) -> Wanted:
    return Wanted(name, Source(name, b"x" * size))


def test_one_failure_stops_no_other_and_is_a_sentence() -> None:
    def work(wanted: Wanted, _watch: Watch) -> str:
        if wanted.key == "wrong":
            raise InvalidDate(value="x")
        if wanted.key == "broken":
            raise ZeroDivisionError
        return wanted.key

    job = Job([file("wrong"), file("broken"), file("good")], work)
    job.start()
    assert job.wait(30)
    wrong, broken, good = (job.results[key] for key in ("wrong", "broken", "good"))
    assert isinstance(wrong, Failure)
    assert "“x” is not a date" in str(wrong.message)
    assert isinstance(broken, Failure)
    assert "reference" in str(broken.message)
    assert good == "good"
    assert not job.was_cut_short


def test_the_bar_counts_files_by_size_and_phases_by_their_share() -> None:
    reached, go_on = Event(), Event()

    def work(wanted: Wanted, watch: Watch) -> None:
        if wanted.key == "second":
            watch.step(Step(wanted.source.name, Phase.READING, 50, 100))
            reached.set()
            go_on.wait(30)

    job = Job([file("first", 100), file("second", 300)], work)
    assert job.look().share == 0
    job.start()
    assert reached.wait(30)
    progress = job.look()
    assert (progress.place, progress.files, progress.name) == (1, 2, "second")
    assert progress.share == (100 + 300 * 0.075) / 400
    go_on.set()
    assert job.wait(30)


def test_a_job_at_which_nobody_looks_ends_itself_where_it_was_told_to() -> None:
    now = [0.0]
    job = Job([file("a")], lambda *_: None, abandoned_after=60, clock=lambda: now[0])
    now[0] = 59
    assert not job.cancelled()
    job.look()
    now[0] = 118
    assert not job.cancelled()
    now[0] = 120
    assert job.cancelled()
    lasting = Job([file("a")], lambda *_: None, clock=lambda: now[0])
    now[0] = 1e9
    assert not lasting.cancelled()


def test_a_cancelled_job_begins_no_other_file() -> None:
    begun = []

    def work(wanted: Wanted, watch: Watch) -> None:
        begun.append(wanted.key)
        assert isinstance(watch, Job)
        watch.cancel()

    job = Job([file("a"), file("b")], work)
    job.start()
    assert job.wait(30)
    assert begun == ["a"]
    assert job.was_cut_short
    assert job.cancelled_at is None  # the first file was done before anybody asked
