"""The load's program runs on a tiny store, and the server gives back what sessions that ended held."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from benchmarks.generated import FEW, made
from benchmarks.load import Load, Scenario, day, measure
from benchmarks.reruns import query
from benchmarks.server import held, serving
from benchmarks.setting import Setting
from visiting.person import Person
from visiting.server import RunningApp

ROWS = 320
KEPT = 128  # sessions that ended, which Streamlit keeps for two minutes
LIGHT = Load((Scenario(2, 1, "one_wait", "one_rate"),), clicks=2, fewest=2, tabs=3, sessions=10, at_once=2)


@pytest.fixture(scope="module")
def setting(tmp_path_factory: pytest.TempPathFactory) -> Setting:
    folder = tmp_path_factory.mktemp("load")
    store = made(folder, ROWS)
    return Setting(store, store, folder)


@pytest.fixture(scope="module")
def app(setting: Setting) -> Iterator[RunningApp]:
    with serving(setting.folder, str(setting.full.store.engine.url)) as running:
        yield running


def test_every_scenario_says_its_waits_its_memory_and_its_growth(setting: Setting) -> None:
    figures = {figure.key: figure for figure in measure(setting, LIGHT)}
    assert set(figures) == {
        *("one_wait_usual", "one_wait", "one_rate", "memory_at_rest", "memory_tab", "fifty_memory"),
        *("day_memory", "memory_left"),
    }
    assert all(len(figures[key].ratios) == 1 for key in figures if key != "memory_left")
    assert figures["one_wait"].baselines[0].name == "an empty page"
    assert figures["fifty_memory"].value is not None
    assert (
        figures["fifty_memory"].value > 50
    )  # megabytes of a server with Streamlit in it, not of this process


def test_sessions_that_ended_leave_nothing(app: RunningApp) -> None:
    """The first fill what Streamlit keeps; forty more leave less than half of what as many open tabs hold."""
    visits(app, KEPT)
    before = held(app)
    with ExitStack() as tabs:
        for _ in range(20):
            tabs.enter_context(Person(app.address)).click(query(0))
        a_tab = (held(app) - before) / 20
    before = held(app)
    visits(app, 40)
    assert (held(app) - before) / 40 < a_tab / 2


def visits(app: RunningApp, count: int) -> None:
    for number in range(count):
        with Person(app.address) as somebody:
            somebody.click(query(number % FEW))


def test_a_day_is_looked_at_ten_times(app: RunningApp) -> None:
    after = day(app, LIGHT, FEW)
    assert len(after) == 10
    assert all(megabytes > 50 for megabytes in after)
