"""A started app and somebody who looks at it with a browser."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kpi.showing.language import LANGUAGES, Language
from tests.support.stores import sqlite_url
from visiting.browser import Visitor
from visiting.server import RunningApp


@pytest.fixture(scope="session")
def start_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path | None], RunningApp]]:
    """Starts the app on a copy of a database, or on none: its first start, which brings the sample bank."""
    started: list[RunningApp] = []

    def start(database: Path | None) -> RunningApp:
        folder = tmp_path_factory.mktemp("app")
        path = folder / "data" / "vinculo.sqlite"
        if database is not None:
            path.parent.mkdir()
            shutil.copyfile(database, path)
        started.append(RunningApp.start(folder, sqlite_url(path)))
        return started[-1]

    yield start
    for running in started:
        running.stop()


@pytest.fixture(scope="session")
def app(start_app: Callable[[Path | None], RunningApp], sample_database: Path) -> RunningApp:
    """The app with the sample bank, for every test that only looks. A module that writes has an app of its own."""
    return start_app(sample_database)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    """Each of the languages. What is looked for on a page is its English sentence, said in this one."""
    return Language(request.param)


@pytest.fixture
def visitor(app: RunningApp, browser: Browser) -> Iterator[Visitor]:
    """Somebody at the app's address. Whatever the test looked at: no request left this machine, no error was logged."""
    visitor = Visitor.arrive(browser, app.address)
    yield visitor
    visitor.leave()
    assert visitor.foreign == []
    assert visitor.complaints == []
