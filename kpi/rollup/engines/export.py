"""Facts as Parquet files: the tables and columns that the text of the roll-up reads, integers of 64 bits.

A folder per table with files of at most `ROWS_OF_FILE` rows, and a manifest. Rows are read and written in batches,
so memory does not grow with them. No text and no name is among the columns.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from pyarrow import parquet
from sqlalchemy import Connection, Select, select

from kpi.errors import KpiError
from kpi.rollup import scope as scopes
from kpi.rollup.engines.manifest import FILE, Manifest
from kpi.rollup.engines.texts import FACTS
from kpi.store.institutions import InstitutionRow
from kpi.store.schema import metadata
from kpi.system_errors import cause_of
from kpi.words import N_

BATCH: Final = 50_000
ROWS_OF_FILE: Final = 1_000_000


class FolderHoldsOtherThings(KpiError):
    template = N_(
        "The folder {folder} holds something other than exported facts. Name a new or an empty folder with --out."
    )


class FolderNotWritable(KpiError):
    template = N_("{folder} cannot be written: {cause}. Name another folder with --out.")


def export_facts(connection: Connection, folder: Path, of: Sequence[InstitutionRow]) -> Manifest:
    """Write the facts of these institutions to `folder`, in place of an earlier export.

    What is there is replaced only when all is written.

    Raises:
        FolderHoldsOtherThings: the folder is neither empty nor an export.
        FolderNotWritable: the disk refuses.
    """
    folder = folder.resolve()
    if folder.exists() and not _may_replace(folder):
        raise FolderHoldsOtherThings(folder=str(folder))
    making = folder.with_name(f"{folder.name}.writing")
    try:
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        manifest = _write(connection, making, of)
        if folder.exists():
            shutil.rmtree(folder)
        making.rename(folder)
    except OSError as error:
        raise FolderNotWritable(folder=str(folder), cause=cause_of(error)) from None
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return manifest


def _may_replace(folder: Path) -> bool:
    return folder.is_dir() and ((folder / FILE).is_file() or not any(folder.iterdir()))


def _write(connection: Connection, folder: Path, of: Sequence[InstitutionRow]) -> Manifest:
    ids = [institution.id for institution in of]
    rows = {name: _write_table(connection, folder / name, _facts(name, ids)) for name in FACTS}
    columns = {name: list(names) for name, names in FACTS.items()}
    manifest = Manifest(columns, rows, {each.name: each.data_version for each in of})
    (folder / FILE).write_text(manifest.write(), "utf-8")
    return manifest


def _facts(name: str, institution_ids: Sequence[int]) -> Select[Any]:
    table, channel = metadata.tables[name], scopes.CHANNEL
    ours = select(channel.c.id).where(channel.c.institution_id.in_(institution_ids))
    return select(*(table.c[each] for each in FACTS[name])).where(table.c.channel_id.in_(ours))


def _write_table(connection: Connection, folder: Path, query: Select[Any]) -> int:
    """Write the rows of `query`, and return how many they were. One file is there even without any."""
    folder.mkdir()
    schema = pa.schema([(column.name, pa.int64()) for column in query.selected_columns])
    writer, written = None, 0
    with connection.execute(query, execution_options={"yield_per": BATCH}) as result:
        for rows in result.partitions(BATCH):
            if writer is None or written % ROWS_OF_FILE == 0:
                writer = _next_file(folder, writer, written, schema)
            columns = [pa.array(values, pa.int64()) for values in zip(*rows, strict=True)]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))
            written += len(rows)
    (writer or _next_file(folder, None, 0, schema)).close()
    return written


def _next_file(
    folder: Path, writer: parquet.ParquetWriter | None, written: int, schema: pa.Schema
) -> parquet.ParquetWriter:
    if writer is not None:
        writer.close()
    return parquet.ParquetWriter(folder / f"part-{written // ROWS_OF_FILE:05}.parquet", schema)
