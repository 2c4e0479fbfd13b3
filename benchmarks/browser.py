"""The first page in a browser that has seen the app before, beside the smallest page with one chart."""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, expect, sync_playwright

from benchmarks.promises import Baseline, Figure
from benchmarks.server import ONE_CHART, serving
from benchmarks.setting import Setting
from visiting.browser import Visitor, find_chromium, launch

LOADS = 5
CHART = ".js-plotly-plot .main-svg"


def measure(setting: Setting) -> Iterator[Figure]:
    path = find_chromium()
    if path is None:
        yield Figure("first_page", note="there is no Chromium here")
        return
    url = str(setting.full.store.engine.url)
    with browsing(path) as browser:
        with serving(setting.folder, url, ONE_CHART) as app:
            chart = first_page(browser, app.address)
        with serving(setting.folder, url) as app:
            ours = first_page(browser, app.address)
    yield Figure("first_page", ours, (Baseline("a page with one chart", chart),), "wall time")


@contextmanager
def browsing(path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright, path)
        try:
            yield browser
        finally:
            browser.close()


def first_page(browser: Browser, address: str) -> float:
    """Seconds until the page stands still and its chart is drawn, the browser's cache warm: the median of some."""
    visitor = Visitor.arrive(browser, address)
    waited = []
    for _ in range(LOADS + 1):
        started = time.perf_counter()
        visitor.open()
        expect(visitor.page.locator(CHART).first).to_be_visible()
        waited.append(time.perf_counter() - started)
    visitor.leave()
    return statistics.median(waited[1:])
