"""Processor time of questions and page reruns on the sample bank, as a ratio to a baseline of the same run.

`python -m benchmarks` loads the sample into a database of its own, so nothing else is touched. The baseline of a
question is reading all daily rows of the bank once; that of a rerun is Streamlit's rerun of an empty page.
`python -m benchmarks import [ROWS]` measures an import instead, beside `sqlite3 .import`.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from kpi.store.engine import URL_VARIABLE

ROUNDS = 7
PAGES = ("overview", "platforms", "goals", "data", "snapshot")
FRAME = Path(__file__).parents[1] / "pages" / "frame.py"


def main() -> None:
    if sys.argv[1:2] == ["import"]:
        from benchmarks import importing

        importing.main(int(sys.argv[2]) if len(sys.argv) > 2 else importing.ROWS)
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ[URL_VARIABLE] = f"sqlite:///{folder}/sample.sqlite"
        started = time.process_time()
        questions = load()
        say("sample bank loaded", (time.process_time() - started) * 1000)
        report(questions)
        report(reruns())


def load() -> dict[str, Callable[[], object]]:
    """Fill the database; the questions to ask it, the baseline first."""
    from sqlalchemy import select

    from kpi.answers.question import By, Question
    from kpi.answers.values import answer
    from kpi.importing.sample import load_sample
    from kpi.periods import Grain, Period
    from kpi.rollup.current import open_store
    from kpi.store.institutions import institutions
    from kpi.store.schema import metadata

    store = open_store()
    load_sample(store)
    with store.reading() as connection:
        bank = institutions(connection)[0].id
    daily = select(metadata.tables["daily_measure"])
    month = Question(bank, Period.of(date(2026, 10, 1), date(2026, 10, 31)), by=By.PLATFORM)
    years = Question(
        bank, Period.of(date(2024, 11, 1), date(2026, 10, 31)), by=By.PLATFORM, grain=Grain.MONTH
    )

    def read() -> object:
        with store.reading() as connection:
            return connection.execute(daily).fetchall()

    def ask(question: Question) -> Callable[[], object]:
        def asked() -> object:
            with store.reading() as connection:
                return answer(connection, question)

        return asked

    return {
        "all daily rows, read once": read,
        "all KPIs of a month by platform": ask(month),
        "all KPIs of 24 months by platform": ask(years),
    }


def reruns() -> dict[str, Callable[[], object]]:
    """Reruns of the pages with warm caches, the empty page first."""
    from streamlit.testing.v1 import AppTest

    sys.path.insert(0, str(FRAME.parents[1]))
    empty = AppTest.from_string("import streamlit as st\nst.title('')", default_timeout=60).run()
    found: dict[str, Callable[[], object]] = {"an empty page": empty.run}
    for page in PAGES:
        app = AppTest.from_file(str(FRAME), default_timeout=60).run()
        if page != "overview":
            app.switch_page(f"{page}/page.py").run()
        found[f"page {page}"] = app.run
    return found


def report(measured: dict[str, Callable[[], object]]) -> None:
    baseline = 0.0
    for name, run in measured.items():
        run()
        cost = statistics.median(timed(run) for _ in range(ROUNDS))
        baseline = baseline or cost
        say(name, cost, cost / baseline)


def timed(run: Callable[[], object]) -> float:
    """Milliseconds of processor time of one call."""
    started = time.process_time()
    run()
    return (time.process_time() - started) * 1000


def say(name: str, milliseconds: float, ratio: float | None = None) -> None:
    beside = "" if ratio is None else f"{ratio:8.1f} x"
    print(f"{name:<36}{milliseconds:10.1f} ms{beside}")


if __name__ == "__main__":
    main()
