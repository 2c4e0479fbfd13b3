"""Whatever a file does to the process that reads it, the parent has one clear sentence and goes on."""

import random
from collections.abc import Callable

import pytest

from benchmarks import hostile
from benchmarks.hostile import HEAD, ROW
from kpi.importing.confined.parent import parse
from kpi.importing.limits import DEFAULT, MB, Limits
from kpi.importing.records import Parsed, Refusal
from kpi.importing.source import Source
from tests.kpi.importing.reading_support import MADRID
from tests.kpi.importing.test_old_workbooks import as_biff, as_xml


def read(content: bytes, limits: Limits = DEFAULT) -> Parsed | Refusal:
    return parse(Source("export.csv", content), institution_timezone=MADRID, limits=limits)


def refused(content: bytes, limits: Limits = DEFAULT) -> str:
    result = read(content, limits)
    assert isinstance(result, Refusal)
    return str(result.reason)


SMALL = Limits(unpacked=5 * MB, members=20, cells=1_000, columns=100)
CASES = {
    "a bomb": (lambda: hostile.workbook(" " * 6 * MB), SMALL, "unpacks to more than 5 MB. Export a shorter"),
    "a bomb in a bomb": (lambda: hostile.archive([("a.zip", hostile.in_the_corner())]), SMALL, "is a packed archive. Unpack it"),
    "one part named many times": (lambda: hostile.overlapping(12, MB // 2), SMALL, "unpacks to more than 5 MB"),
    "many parts": (lambda: hostile.workbook("", parts=[f"p{n}" for n in range(30)]), SMALL, "archive has more than 20 parts"),
    "a part that lies about its size": (lambda: hostile.lying_size(20 * MB), SMALL, "damaged or was cut"),
    "a cell in the corner": (hostile.in_the_corner, SMALL, "more than 1000 cells. Export a shorter period"),
    "a row beyond the last": (lambda: hostile.workbook('<row r="4000000000"><c r="A4000000000"><v>1</v></c></row>'), DEFAULT, "more than 1048576 rows"),
    "a lying dimension": (lambda: hostile.workbook("", dimension='<dimension ref="A1:XFD1048576"/>'), DEFAULT, "has no header"),
    "laughs in a sheet": (lambda: hostile.workbook(hostile.cell("A1", "&a9;"), before=hostile.LAUGHS), DEFAULT, "(xl/worksheets/sheet1.xml) declares a document type"),
    "an outside entity in a sheet": (lambda: hostile.workbook("&e;", before=hostile.OUTSIDE), DEFAULT, "declares a document type"),
    "a long comment before the type": (lambda: hostile.workbook("", before=f"<!--{'x' * 100_000}-->{hostile.LAUGHS}"), DEFAULT, "damaged or was cut"),
    "laughs in XML": (lambda: as_xml(head=hostile.LAUGHS), DEFAULT, "declares a document type"),
    "an outside entity in XML": (lambda: as_xml(head=hostile.OUTSIDE), DEFAULT, "declares a document type"),
    "many cells in XML": (lambda: as_xml("<Row><Cell ss:Index='99'/></Row>" * 20), SMALL, "more than 1000 cells"),
    "macros": (lambda: hostile.workbook("", parts=["xl/vbaProject.bin"]), DEFAULT, "holds macros"),
    "macros in an old workbook": (lambda: hostile.OLE + b"\0" * 504 + "_VBA_PROJECT_CUR".encode("utf-16-le"), DEFAULT, "holds macros"),
    "a password": (hostile.locked, DEFAULT, "is locked with a password"),
    "a field of 200 KB": (f"{HEAD}facebook,{'x' * 200_000},2026-05-01,1\n".encode, DEFAULT, "line 2 has a cell of more than 131072 characters"),
    "a field of 20 MB": (lambda: HEAD.encode() + b"x" * 20 * MB, DEFAULT, "line 2 has a cell of more than 131072 characters"),
    "an open quote": (f'{HEAD}facebook,"Banco,2026-05-01,1\n{ROW * 9}'.encode, DEFAULT, "opens in the row on line 2 and never closes"),
    "NUL bytes": (lambda: (HEAD + ROW).replace("Ban", "\0\0\0").encode(), DEFAULT, "Line 2 holds NUL bytes"),
    "a million columns": (lambda: HEAD.encode() + b"," * 1_000_000 + b"\n", DEFAULT, "line 2 has more than 16384 columns"),
    "a header of a million columns": (lambda: b"a," * 1_000_000 + b"\n1\n", DEFAULT, "line 1 has more than 16384 columns"),
    "many cells": ((HEAD + ROW * 300).encode, SMALL, "has more than 1000 cells"),
    "a large file": (lambda: b"x" * 3 * MB, Limits(file=2 * MB), "The file has 3 MB; no more than 2 MB are read"),
    "no memory left": (lambda: hostile.endless_strings(80), Limits(memory=120 * MB), "takes more than 120 MB of memory"),
    "no time left": (lambda: hostile.blank_rows(1_500_000), Limits(cpu=1), "takes more than 1 seconds"),
    "no patience left": (lambda: hostile.blank_rows(1_500_000), Limits(wall=1), "takes more than 1 seconds"),
    "nothing at all": (lambda: b"", DEFAULT, "The file is empty"),
    "a PDF": (lambda: b"%PDF-1.7\n%\xe2\xe3", DEFAULT, "is a PDF"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", DEFAULT, "is a picture"),
    "a web page's table": (lambda: b"<table><tr><td>Views</td></tr></table>", DEFAULT, "is a web page"),
}  # fmt: skip


@pytest.mark.parametrize(("make", "limits", "says"), CASES.values(), ids=CASES)
def test_a_hostile_file_is_one_sentence(make: Callable[[], bytes], limits: Limits, says: str) -> None:
    sentence = refused(make(), limits)
    assert says in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert isinstance(read((HEAD + ROW).encode()), Parsed), "the next file is read as if nothing had been"


def test_a_million_blank_rows_are_no_rows() -> None:
    for content in ((HEAD + ROW).encode() + b"\n" * 1_000_000, hostile.blank_rows(50_000)):
        result = read(content)
        assert isinstance(result, Parsed)
        assert (result.rows_read, len(result.records)) == (1, 1)


def test_an_old_workbook_with_damaged_bytes_is_read_or_refused() -> None:
    whole, chance = as_biff(), random.Random(3)
    for _ in range(20):
        damaged = bytearray(whole)
        for _ in range(3):
            damaged[chance.randrange(8, len(damaged))] = chance.randrange(256)
        assert isinstance(read(bytes(damaged)), Refusal)
