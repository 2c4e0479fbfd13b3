"""cache_key: one changed cell among two hundred thousand rows is seen at the next look.

Pages remember answers by database, institution and version of its data, never by a table that they are handed.
"""

import ast
from collections.abc import Callable
from typing import Any, cast

import pytest
import streamlit as st
from sqlalchemy import insert

from kpi.access.door import Access
from kpi.answers.question import Question
from kpi.importing import run
from kpi.importing.run import Target, import_file
from kpi.importing.source import Source
from kpi.periods import Period, date_of
from kpi.rollup.run import rebuild
from kpi.store.engine import Store
from kpi.store.institutions import create_channel, create_institution, institution_named
from kpi.store.schema import metadata
from pages.shared import data
from pages.shared.remember import forget_everything
from tests.reliability.reading import parse_here
from tests.support.templates import ROOT

FIRST, DAYS, CHANNELS = 16_000, 2_000, 100
BANK = "Caja"


@pytest.fixture
def large(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store with a number for each of 200 000 days of channels, at the address that the pages open."""
    monkeypatch.setattr(run, "parse", parse_here)
    monkeypatch.setenv("KPI_DATABASE_URL", str(store.engine.url))
    with store.writing() as connection:
        bank = create_institution(connection, BANK)
        for number in range(CHANNELS):
            channel = create_channel(connection, bank.id, "facebook", f"c{number}")
            rows = [{"channel_id": channel.id, "day": FIRST + day, "new_followers": 1} for day in range(DAYS)]
            connection.execute(insert(metadata.tables["channel_day"]), rows)
        rebuild(connection)
    st.cache_resource.clear()
    forget_everything()
    return store


def shown(store: Store) -> float | None:
    """What a page shows, by way of what it remembers."""
    with store.reading() as connection:
        institution = institution_named(connection, BANK)
    question = Question(institution.id, Period(FIRST, FIRST + DAYS), measures=("new_followers",))
    access = Access.of(store, None)
    choice = cast("Any", type("Chosen", (), {"access": access, "institution": institution}))
    return data.ask(choice, question)[0].value


def test_one_changed_cell_is_seen(
    large: Store, times: Callable[[int], int], figures: Callable[..., None]
) -> None:
    stale, tries = 0, times(2)
    before = shown(large)
    assert before == CHANNELS * DAYS
    for number in range(tries):
        assert shown(large) == before
        day = date_of(FIRST + number * 7_919 % DAYS)
        changed = f"platform,channel,day,new_followers\nfacebook,c{number % CHANNELS},{day},{number + 2}\n"
        report = import_file(large, Source(f"{number}.csv", changed.encode()), Target(BANK))
        assert report.rows_saved == 1
        after = shown(large)
        stale += after == before
        before = after
    figures(rows=CHANNELS * DAYS, tries=tries, stale=stale)
    assert stale == 0


def test_no_page_remembers_by_a_table() -> None:
    """What is remembered has no frame among the arguments that it is remembered by."""
    remembered = [
        (path, function)
        for path in sorted((ROOT / "pages").rglob("*.py"))
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef)
        and any("remembered" in ast.unparse(each) for each in function.decorator_list)
    ]
    assert len(remembered) > 10
    for path, function in remembered:
        for argument in function.args.args:
            kind = ast.unparse(argument.annotation) if argument.annotation else ""
            hashed = not argument.arg.startswith("_")
            assert not (hashed and ("DataFrame" in kind or "ndarray" in kind)), (
                f"{path.name}: {function.name}"
            )
