"""Facts as files: what is in them, what they replace, and when they are refused."""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet
from sqlalchemy import select

from kpi.rollup.engines import export
from kpi.rollup.engines.export import FolderHoldsOtherThings, export_facts
from kpi.rollup.engines.manifest import (
    FILE,
    ExportOfOtherVersion,
    ExportStale,
    ExportWithout,
    Manifest,
    NoExport,
)
from kpi.rollup.engines.texts import FACTS
from kpi.store.engine import Store
from kpi.store.institutions import InstitutionRow, institutions
from kpi.store.schema import metadata


def known(store: Store) -> list[InstitutionRow]:
    with store.reading() as connection:
        return institutions(connection)


def written(store: Store, folder: Path) -> Manifest:
    with store.reading() as connection:
        return export_facts(connection, folder, institutions(connection))


@pytest.mark.both_stores
def test_the_files_hold_every_row_and_every_gap(
    awkward_bank: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "BATCH", 10)
    monkeypatch.setattr(export, "ROWS_OF_FILE", 20)
    manifest = written(awkward_bank, folder)
    for name, columns in FACTS.items():
        table = parquet.read_table(folder / name)
        assert set(table.schema.types) == {pa.int64()}
        found = sorted(zip(*(table[each].to_pylist() for each in columns), strict=True), key=repr)
        with awkward_bank.reading() as connection:
            rows = connection.execute(select(*(metadata.tables[name].c[each] for each in columns)))
            assert found == sorted(map(tuple, rows), key=repr)
        assert manifest.rows[name] == len(found)
    assert len(list((folder / "message").iterdir())) > 2
    assert Manifest.read((folder / FILE).read_text("utf-8"), "") == manifest


def test_an_empty_table_is_a_file_without_rows(store: Store, folder: Path) -> None:
    assert set(written(store, folder).rows.values()) == {0}
    assert parquet.read_table(folder / "visit").column_names == list(FACTS["visit"])


def test_an_export_replaces_an_export_and_nothing_else(store: Store, folder: Path) -> None:
    written(store, folder)
    (folder / "message" / "old.parquet").write_text("")
    written(store, folder)
    assert not (folder / "message" / "old.parquet").exists()
    (folder / FILE).unlink()
    with pytest.raises(FolderHoldsOtherThings):
        written(store, folder)
    assert (folder / "message").is_dir()
    assert [path.name for path in folder.parent.iterdir() if "writing" in path.name] == []


def test_a_manifest_stands_for_the_facts_of_its_moment(awkward_bank: Store, folder: Path) -> None:
    manifest, (bank,) = written(awkward_bank, folder), known(awkward_bank)
    manifest.check([bank], "here")
    with pytest.raises(ExportStale, match="Caja Ejemplo have changed since they were written to here"):
        manifest.check([replace(bank, data_version=bank.data_version + 1)], "here")
    with pytest.raises(ExportWithout, match="no facts of Otra, only of Caja Ejemplo"):
        manifest.check([replace(bank, name="Otra")], "here")
    with pytest.raises(ExportOfOtherVersion):
        replace(manifest, columns={**manifest.columns, "visit": ["channel_id"]}).check([bank], "here")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"rows": 1}'])
def test_another_file_is_no_manifest(text: str) -> None:
    with pytest.raises(NoExport, match="here holds no facts"):
        Manifest.read(text, "here")
