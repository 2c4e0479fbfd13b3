"""The sample bank goes through the same import as anybody's files, and goes away whole."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from kpi.importing import sample
from kpi.importing.history import list_imports
from kpi.importing.report import Outcome
from kpi.importing.run import Target, import_file
from kpi.importing.sample import (
    SampleNameTaken,
    SampleNotThere,
    SampleRefused,
    load_sample,
    remove_sample,
    wants_sample,
)
from kpi.importing.source import Source
from kpi.rollup.run import differences
from kpi.store.engine import Store
from kpi.store.institutions import channels, create_institution, institutions
from kpi.store.schema import metadata
from kpi.words import Message

BANK = """
[institution]
name = "Caja Pequeña"
kind = "savings_bank"
country = "ES"
timezone = "Europe/Madrid"
language = "es"
[[channels]]
platform = "facebook"
handle = "caja"
audience = "public"
purpose = "Clientes"
[[files]]
path = "posts.csv"
[[events]]
platform = ""
kind = "outage"
first_day = "2026-03-02"
last_day = "2026-03-03"
title = "Caída"
note = ""
"""
POSTS = """platform;channel;post_id;published_at;reactions
facebook;caja;p1;2026-03-02T10:00:00+01:00;3
"""


@pytest.fixture
def small_bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sample bank of one channel, one post and one event; its folder."""
    folder = tmp_path / "sample"
    folder.mkdir()
    (folder / "bank.toml").write_text(BANK, "utf-8")
    (folder / "posts.csv").write_text(POSTS, "utf-8")
    monkeypatch.setattr(sample, "DESCRIPTION", folder / "bank.toml")
    return folder


def rows(store: Store) -> dict[str, int]:
    with store.reading() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in metadata.tables.items()
            if name != "setting"  # that it was removed is remembered
        }


@pytest.mark.both_stores
def test_the_sample_is_loaded_described_and_marked(store: Store, small_bank: Path) -> None:
    told: list[Message] = []
    (report,) = load_sample(store, told.append)
    assert (report.outcome, report.rows_saved) == (Outcome.SAVED, 1)
    assert [str(each) for each in told] == ["File 1 of 1: posts.csv", "Counting the measures"]
    with store.reading() as connection:
        (institution,) = institutions(connection)
        assert (institution.name, institution.is_sample, institution.kind) == (
            "Caja Pequeña",
            True,
            "savings_bank",
        )
        assert [each.purpose for each in channels(connection, institution.id)] == ["Clientes"]
        assert differences(connection) == []
    assert rows(store)["event"] == 1


def test_loading_it_again_changes_no_fact(store: Store, small_bank: Path) -> None:
    load_sample(store)
    before = rows(store)
    (report,) = load_sample(store)
    assert report.outcome is Outcome.ALREADY
    assert rows(store) == before


@pytest.mark.both_stores
def test_removing_it_leaves_nothing_of_it_and_nobody_else_is_touched(store: Store, small_bank: Path) -> None:
    import_file(store, Source("mine.csv", POSTS.encode()), Target("Mi Banco"))
    before = rows(store)
    load_sample(store)
    with store.writing() as connection:
        remove_sample(connection)
    assert rows(store) == before


def test_an_empty_database_wants_the_sample_until_somebody_removes_it(store: Store, small_bank: Path) -> None:
    assert wants_sample(store)
    load_sample(store)
    assert not wants_sample(store)
    with store.writing() as connection:
        remove_sample(connection)
        remove_sample(connection)
    assert not wants_sample(store)


def test_somebody_elses_institution_is_not_taken_over(store: Store, small_bank: Path) -> None:
    with store.writing() as connection:
        create_institution(connection, "caja pequeña")
    with pytest.raises(SampleNameTaken):
        load_sample(store)


def test_a_sample_with_a_missing_or_spoilt_file_is_not_loaded_at_all(store: Store, small_bank: Path) -> None:
    (small_bank / "posts.csv").write_text("nobody;knows\n1;2\n", "utf-8")
    with pytest.raises(SampleRefused, match=r"posts\.csv"):
        load_sample(store)
    (small_bank / "posts.csv").unlink()
    with pytest.raises(SampleNotThere, match=r"posts\.csv"):
        load_sample(store)
    assert set(rows(store).values()) == {0}


def test_the_sample_that_ships_is_whole(sample_store: Store) -> None:
    with sample_store.reading() as connection:
        (institution,) = institutions(connection)
        runs = list_imports(connection, institution.id)
        assert {each.platform for each in channels(connection, institution.id)} >= {
            "facebook", "x", "instagram", "linkedin", "tiktok", "youtube", "community",
        }  # fmt: skip
        assert sum(run.rows_skipped for run in runs) == 0
        assert differences(connection) == []
