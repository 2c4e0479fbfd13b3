"""click_in_import: somebody clicks while a file is imported on the Data page, at any call of Streamlit.

A click ends the running script at its next call of Streamlit, by an exception. The import is in a thread of its own
that makes none, so it is there whole whenever the script ends, or was not begun.
"""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.runtime.scriptrunner_utils.exceptions import StopException
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.testing.v1 import AppTest

from kpi.access.door import Access
from kpi.acts import imports as imports_of
from kpi.importing.report import Report
from kpi.importing.source import Source
from kpi.rollup.run import differences
from kpi.store.engine import Store
from kpi.store.institutions import InstitutionRow, create_institution
from pages.data import running
from tests.pages.opened import open_page, settled, trouble
from tests.pages.test_data_page import BANK, imports, upload
from tests.support.files import DAYS


class Click:
    """Ends the script at its call of Streamlit number `at`; counts the calls until then."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
        self.calls, real = 0, ScriptRunContext.enqueue

        def enqueue(context: ScriptRunContext, message: Any) -> None:
            self.calls += 1
            if self.calls == at:
                raise StopException
            real(context, message)

        monkeypatch.setattr(ScriptRunContext, "enqueue", enqueue)


class Begun:
    """Notes which files the product has begun to import."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.files: list[str] = []
        real = imports_of.take_in

        def take_in(access: Access, row: InstitutionRow, source: Source, *rest: Any, **more: Any) -> Report:
            self.files.append(source.name)
            return real(access, row, source, *rest, **more)

        monkeypatch.setattr(running, "take_in", take_in)


def press_import(app: AppTest) -> AppTest:
    (button,) = [each for each in app.button if each.key == "data_import"]
    return button.click().run()


def test_a_click_at_any_call_leaves_a_whole_import_or_none(
    new_store: Callable[[], Store],
    monkeypatch: pytest.MonkeyPatch,
    times: Callable[[int], int],
    figures: Callable[..., None],
) -> None:
    calls, clicks, whole, absent = 0, times(2), 0, 0
    for number in range(clicks + 1):
        store = new_store()
        with store.writing() as connection:
            create_institution(connection, BANK)
        app = upload(open_page(monkeypatch, store, "data", lang="en"), ("march.csv", DAYS))
        with monkeypatch.context() as patch:
            at = calls * number // (clicks + 1) if number else 0  # the first counts the calls of a whole run
            click, begun = Click(patch, at), Begun(patch)
            press_import(app)
            calls = calls or click.calls
            settled(app.run())
        assert not trouble(app)
        found = imports(store)
        assert found == [(name, 20, False) for name in begun.files], "what was begun is there whole"
        whole, absent = whole + bool(found), absent + (not found)
        with store.reading() as connection:
            assert differences(connection) == []
    assert calls > 20
    assert whole
    figures(calls=calls, clicks=clicks, whole=whole, absent=absent, partial=0)
