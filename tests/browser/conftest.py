"""A started app and somebody who looks at it with a browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.app import RunningApp
from tests.support.browser import Visitor
from tests.support.stores import sqlite_url


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """The app on its first start: an empty folder for its database, and so the sample bank."""
    folder = tmp_path_factory.mktemp("app")
    running = RunningApp.start(folder, sqlite_url(folder / "data" / "vinculo.sqlite"))
    yield running
    running.stop()


@pytest.fixture
def visitor(app: RunningApp, browser: Browser) -> Iterator[Visitor]:
    """Somebody at the app's address. Whatever the test looked at: no request left this machine, no error was logged."""
    visitor = Visitor.arrive(browser, app.address)
    yield visitor
    visitor.leave()
    assert visitor.foreign == []
    assert visitor.complaints == []
