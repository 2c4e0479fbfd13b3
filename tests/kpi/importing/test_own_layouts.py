"""Layouts that an institution taught: kept, used after the shipped ones, refused where two would fit."""

import pytest

from kpi.importing.errors import LayoutClash, LayoutKeyTaken, LayoutNotToml, OwnLayoutUnknown
from kpi.importing.history import list_imports
from kpi.importing.layout import FOLDER, layout_from, shipped
from kpi.importing.own_layouts import (
    add_own_layout,
    clash,
    own_layout_texts,
    own_layouts,
    remove_own_layout,
)
from kpi.importing.preview import preview
from kpi.importing.report import Outcome
from kpi.importing.run import Options, Target, import_file
from kpi.importing.source import Source
from kpi.store.engine import Store
from kpi.store.institutions import InstitutionRow, create_institution, institution_named, remove_institution

FORUM = """
key = "forum_daily"
vendor = "Forum"
title = { en = "Forum by day", es = "Foro por día" }
platform = "community"
fact = "channel_day"
languages = ["en"]
kinds = ["csv"]
needed = ["day", "returning_visitors"]

[fields]
day = { columns = ["Day noted"], formats = ["%d/%m/%Y"] }
returning_visitors = ["Came back"]
"""
FILE = Source("forum.csv", b"Day noted,Came back\n30/10/2026,3\n31/10/2026,12\n")
BANK = "Caja Uno"


@pytest.fixture
def bank(store: Store) -> InstitutionRow:
    with store.writing() as connection:
        return create_institution(connection, BANK)


def add(store: Store, bank: InstitutionRow, text: str = FORUM) -> None:
    with store.writing() as connection:
        add_own_layout(connection, bank, text, file="mine.toml", by="ana")


@pytest.mark.both_stores
def test_a_file_is_recognised_by_the_institutions_own_layout(store: Store, bank: InstitutionRow) -> None:
    assert import_file(store, FILE, Target(BANK)).outcome is Outcome.REFUSED
    add(store, bank)

    report = import_file(store, FILE, Target(BANK))

    assert (report.outcome, report.layout, report.rows_saved) == (Outcome.SAVED, "forum_daily", 2)
    with store.reading() as connection:
        assert [row.layout for row in list_imports(connection, bank.id)] == ["forum_daily"]
    assert preview(store, Source("b.csv", FILE.content + b"\n"), Target(BANK)).report.layout == "forum_daily"


def test_another_institution_does_not_know_it(store: Store, bank: InstitutionRow) -> None:
    add(store, bank)
    assert import_file(store, FILE, Target("Caja Dos")).outcome is Outcome.REFUSED


def test_it_is_found_by_its_key(store: Store, bank: InstitutionRow) -> None:
    add(store, bank)
    assert import_file(store, FILE, Target(BANK), Options(layout="forum_daily")).outcome is Outcome.SAVED


def test_adding_it_again_replaces_it_and_tells_the_caches(store: Store, bank: InstitutionRow) -> None:
    add(store, bank)
    changed = FORUM.replace("Came back", "Back again")
    add(store, bank, changed)

    with store.reading() as connection:
        assert [layout.key for layout in own_layouts(connection, bank.id)] == ["forum_daily"]
        assert own_layout_texts(connection, bank.id) == {"forum_daily": changed}
        assert institution_named(connection, BANK).data_version == 2


def test_removing_it_leaves_what_was_imported(store: Store, bank: InstitutionRow) -> None:
    add(store, bank)
    import_file(store, FILE, Target(BANK))
    with store.writing() as connection:
        remove_own_layout(connection, bank, "forum_daily")
        assert own_layouts(connection, bank.id) == ()
        assert len(list_imports(connection, bank.id)) == 1
        with pytest.raises(OwnLayoutUnknown):
            remove_own_layout(connection, bank, "forum_daily")


def test_it_goes_with_its_institution(store: Store, bank: InstitutionRow) -> None:
    add(store, bank)
    with store.writing() as connection:
        remove_institution(connection, bank.id)
        assert own_layouts(connection, bank.id) == ()


def test_a_layout_that_is_wrong_is_not_kept(store: Store, bank: InstitutionRow) -> None:
    with pytest.raises(LayoutNotToml):
        add(store, bank, "key =")
    with pytest.raises(LayoutKeyTaken):
        add(store, bank, FORUM.replace("forum_daily", "twcs"))


def test_what_would_fit_a_file_that_another_layout_reads_is_refused(
    store: Store, bank: InstitutionRow
) -> None:
    add(store, bank)
    same_columns = FORUM.replace("forum_daily", "forum_again")
    with pytest.raises(LayoutClash) as refused:
        add(store, bank, same_columns)
    assert "forum_daily" in str(refused.value)


def test_what_would_fit_a_shipped_sample_is_refused(store: Store, bank: InstitutionRow) -> None:
    greedy = FORUM.replace("Day noted", "Date").replace("Came back", "Tweets published")
    with pytest.raises(LayoutClash) as refused:
        add(store, bank, greedy)
    assert "x_days" in str(refused.value)


@pytest.mark.parametrize(
    "key", [layout.key for layout in shipped() if layout.fact != "none" and not layout.charts]
)
def test_a_copy_of_a_shipped_layout_clashes_with_it(key: str) -> None:
    (path,) = FOLDER.glob(f"*/{key}.toml")
    copy = layout_from(path.read_text("utf-8").replace(f'key = "{key}"', 'key = "a_copy"', 1), "copy.toml")
    assert clash(copy, ()) is not None
