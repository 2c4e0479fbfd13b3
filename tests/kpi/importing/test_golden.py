"""Each layout reads its invented sample to the records beside it, or says why it takes nothing of it.

After a meant change: `UPDATE_GOLDEN=1 pytest tests/kpi/importing/test_golden.py`, then read the difference.
"""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from kpi.importing.layout import shipped
from kpi.importing.limits import DEFAULT
from kpi.importing.parse import WORKBOOKS
from kpi.importing.readers import delimited
from kpi.importing.readers.sniff import kind_of
from kpi.importing.recognise import fits_of
from kpi.importing.records import Parsed, Refusal
from tests.kpi.importing.reading_support import read
from tests.kpi.importing.samples import FILES, golden_of, layout_key, options_of, reading_options


def written(result: Parsed | Refusal) -> dict[str, Any]:
    if isinstance(result, Refusal):
        return {"layout": result.layout, "reason": str(result.reason)}
    return {
        "layout": result.layout,
        "platform": result.platform,
        "fact": str(result.fact),
        "rows_read": result.rows_read,
        "rows_ignored": result.rows_ignored,
        "first_day": result.first_day,
        "last_day": result.last_day,
        "notes": [str(note) for note in result.notes],
        "faults": [[fault.row, fault.column, fault.value, str(fault.reason)] for fault in result.faults],
        "records": [asdict(record) for record in result.records],
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_sample_gives_its_golden_records(path: Path) -> None:
    options = options_of(path)
    found = {"options": options} if options else {}
    found |= written(read(path.read_bytes(), **reading_options(path)))
    golden = golden_of(path)
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert json.loads(json.dumps(found)) == json.loads(golden.read_text(encoding="utf-8"))


def test_every_layout_has_a_sample_and_every_sample_its_layout() -> None:
    assert {layout_key(path) for path in FILES} == {layout.key for layout in shipped()}
    for path in FILES:
        assert json.loads(golden_of(path).read_text(encoding="utf-8"))["layout"] == layout_key(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_exactly_one_layout_fits_each_table_of_a_sample(path: Path) -> None:
    """Asked one by one, so that nothing but the table decides; the layouts that take what is left aside."""
    content = path.read_bytes()
    kind = kind_of(content)
    text = kind not in WORKBOOKS
    grids = (
        delimited.grids(delimited.decode(content, "cp1252")) if text else WORKBOOKS[kind](content, DEFAULT)
    )
    form = "csv" if text else "xlsx"
    asked = [layout for layout in shipped() if form in layout.kinds and not layout.rest]
    fitting = [[layout.key for layout in asked if fits_of(layout, grid)] for grid in grids]
    assert [keys for keys in fitting if len(keys) > 1] == []
    [own] = [layout for layout in shipped() if layout.key == layout_key(path)]
    assert own.rest or [own.key] in fitting


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_only_what_holds_no_kpi_is_refused(path: Path) -> None:
    [layout] = [layout for layout in shipped() if layout.key == layout_key(path)]
    golden = json.loads(golden_of(path).read_text(encoding="utf-8"))
    assert ("reason" in golden) == (layout.fact == "none")
