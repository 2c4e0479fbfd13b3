"""Exports that a spreadsheet has saved again: other bytes, other separators, rows filled up; the same records."""

import csv
import io
import re
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from kpi.importing.layout import FOLDER, shipped
from kpi.importing.records import Parsed, PostRecord
from tests.kpi.importing.reading_support import parsed, refused
from tests.kpi.importing.samples import FILES, layout_key, reading_options
from tests.kpi.importing.test_shuffled import records

OLDER = {layout.key for layout in shipped() if layout.encoding == "cp1252" and layout.fact != "none"}


def text_of(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def is_of_older_bytes(path: Path) -> bool:
    """Whether the sample's text has accents, and only such as fit into older bytes."""
    content = path.read_bytes()
    if content.startswith(b"\xff\xfe") or content.isascii() or b"\xef\xbf\xbd" in content:
        return False
    try:
        text_of(path).encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


ACCENTED = [
    path for path in FILES if layout_key(path) in OLDER and path.suffix == ".csv" and is_of_older_bytes(path)
]


def test_there_are_such_samples() -> None:
    assert {"linkedin_updates.es.csv", "meta_instagram_posts.es.csv"} <= {path.name for path in ACCENTED}


@pytest.mark.parametrize("path", ACCENTED, ids=lambda path: path.name)
def test_older_bytes_give_the_same_records(path: Path) -> None:
    text = text_of(path)
    options = reading_options(path)
    assert parsed(text.encode("cp1252"), **options).records == parsed(text, **options).records


CONTENT = "linkedin_posts.es.csv", "linkedin_updates.es.csv", "meta_facebook_posts.es.csv"


@pytest.mark.parametrize("name", CONTENT)
def test_semicolons_and_rows_that_are_filled_up(name: str) -> None:
    [path] = [path for path in FILES if path.name == name]
    rows = list(csv.reader(io.StringIO(text_of(path), newline="")))
    width = max(map(len, rows))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(
        [*([*row, *[""] * (width - len(row))] for row in rows), [""] * width]
    )
    assert records(out.getvalue(), name) == records(text_of(path), name)


CHARTS = "Facebook reach;\r\nDate;Primary\r\n2026-02-01T00:00:00;{first}\r\n2026-02-02T00:00:00;5\r\n"


def test_a_day_without_a_value_is_no_title() -> None:
    assert len(parsed(CHARTS.format(first="12")).records) == 2
    assert len(parsed(CHARTS.format(first="")).records) == 1


def test_damaged_unicode_is_not_taken_for_an_older_encoding() -> None:
    [path] = [path for path in FILES if path.name == "linkedin_posts.es.csv"]
    content = path.read_bytes()
    damaged = content.replace("Público".encode(), b"P\xfablico")
    assert "is not UTF-8 text" in refused(damaged)


def test_a_file_cut_in_a_letter_is_cut_whatever_its_encoding() -> None:
    content = b"Date,Lifetime Total Likes,Daily New Likes,City M\xc3"
    assert "cut" in refused(content)


def as_date(cell: str) -> str | datetime:
    """The cell as a spreadsheet keeps it: a date becomes its own."""
    found = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", cell)
    return datetime(int(found[3]), int(found[1]), int(found[2])) if found else cell  # noqa: DTZ001


def test_a_date_of_a_workbook_holds_no_midnight_that_nobody_wrote() -> None:
    text = (FOLDER / "linkedin" / "linkedin_posts.csv").read_text(encoding="utf-8")
    book = Workbook()
    for row in csv.reader(io.StringIO(text)):
        book.active.append([as_date(each) for each in row])
    out = io.BytesIO()
    book.save(out)
    found, expected = parsed(out.getvalue()), parsed(text)
    assert [post.published_at for post in posts(found)] == [post.published_at for post in posts(expected)]
    assert {post.published_at for post in posts(found)} == {None}


def posts(result: Parsed) -> list[PostRecord]:
    return [record for record in result.records if isinstance(record, PostRecord)]


def test_posts_without_their_identifiers_are_not_the_days_of_a_page() -> None:
    text = "Page ID,Page name,Duration (sec),Data comment,Date,Views,Reach\n1,Banco,0,,05/01/2026,12,11\n"
    assert "fits no layout" in refused(text)
