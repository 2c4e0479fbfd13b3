"""Opens pages as somebody who has signed in, without a browser and without a provider, and reads all that was sent."""

from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kpi.access.person import Person
from kpi.store.engine import Store
from tests.pages.opened import FRAME, arrive


def sign_in(monkeypatch: pytest.MonkeyPatch, store: Store, who: Person | None) -> None:
    """From now on `who` sits in front of the page. Nothing that is remembered is forgotten."""
    monkeypatch.setenv("KPI_DATABASE_URL", store.engine.url.render_as_string(hide_password=False))
    monkeypatch.setattr("pages.shared.signed_in.signed_in", lambda: who)


def visit(page: str, *, lang: str = "en", **query: str) -> AppTest:
    """The page in the folder `page`, at an address with `query`, in a tab of its own."""
    app = AppTest.from_file(FRAME, default_timeout=60)
    for name, value in {"lang": lang, **query}.items():
        app.query_params[name] = value
    return arrive(app, page)


def sent(app: AppTest) -> str:
    """Everything that the browser was sent, tables and charts too, as text."""
    return "\n".join(str(element.proto) for element in _elements(app))


def _elements(app: AppTest) -> Iterator[Any]:
    waiting: list[Any] = [app._tree]  # noqa: SLF001  (the only way to all elements)
    while waiting:
        node = waiting.pop()
        waiting.extend(getattr(node, "children", {}).values())
        if getattr(node, "proto", None) is not None:
            yield node


def keys(app: AppTest) -> set[str]:
    """The keys of what can be clicked or typed into."""
    return {str(getattr(each, "key", "")) for each in _elements(app) if getattr(each, "key", None)}
