"""Opens a page of the app without a browser, and finds what is on it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from kpi.store.engine import Store
from pages.shared.remember import forget_everything

FRAME = str(Path(__file__).parents[2] / "pages" / "frame.py")


def open_page(
    monkeypatch: pytest.MonkeyPatch, store: Store, page: str, *, lang: str = "es", **query: str
) -> AppTest:
    """The page in folder `page`, on `store`, at an address with `query`."""
    monkeypatch.setenv("KPI_DATABASE_URL", store.engine.url.render_as_string(hide_password=False))
    st.cache_resource.clear()
    forget_everything()
    app = AppTest.from_file(FRAME, default_timeout=60)
    for name, value in {"lang": lang, **query}.items():
        app.query_params[name] = value
    return arrive(app, page)


def arrive(app: AppTest, page: str) -> AppTest:
    """The first run, on the page in folder `page`.

    The harness knows the addresses of pages only after a run, which would be of Overview: as much work as the page.
    """
    if page != "overview":
        app._page_hash = calc_hash(page)  # noqa: SLF001  (as Streamlit does for a page with an address of its own)
    return app.run()


def words(app: AppTest) -> str:
    """Everything that stands on the page as text."""
    return "\n".join([*(str(each.value) for each in texts(app)), *_bodies(app)])


def html_of(app: AppTest) -> list[str]:
    """Our own HTML on the page, piece by piece; what holds drawings is Markdown's."""
    return [*_bodies(app), *(str(each.value) for each in app.markdown if "<svg" in str(each.value))]


def _bodies(app: AppTest) -> list[str]:
    """What is shown as HTML, without the page's style and script."""
    bodies = (str(each.proto.body) for each in app.get("html"))
    return [body for body in bodies if not body.startswith(("<style", "<script"))]


def texts(app: AppTest) -> Iterator[Any]:
    for group in (
        app.title,
        app.header,
        app.subheader,
        app.markdown,
        app.caption,
        app.info,
        app.error,
        app.success,
        app.warning,
    ):
        yield from group


def button_labels(app: AppTest, kind: str) -> list[str]:
    """What stands on the page's buttons; `kind` is "button" or "download_button"."""
    return [str(each.proto.label) for each in app.get(kind)]


def trouble(app: AppTest) -> list[str]:
    """What went wrong: exceptions and error boxes."""
    return [str(each.value) for each in (*app.exception, *app.error)]


def press(app: AppTest, key: str) -> AppTest:
    (button,) = [each for each in app.button if each.key == key]
    return settled(button.click().run())


def settled(app: AppTest) -> AppTest:
    """The page when nothing is tried out or imported in the background any more."""
    for _ in range(20):
        jobs = [
            app.session_state[name] for name in ("data.trying", "data.watching") if name in app.session_state
        ]
        running = [job for job in jobs if job is not None]
        if not running:
            return app
        for job in running:
            assert job.wait(60), "it does not end"
        app.run()
    raise AssertionError("there is always something running")
