"""Files that cannot be taken: each gets one clear sentence that says what, where and what to do."""

import gzip
import io
import random
import zipfile

import pytest
from openpyxl import Workbook

from kpi.importing.errors import UnreadableFile
from kpi.importing.limits import MB, Limits
from kpi.importing.readers import xlsx
from kpi.importing.records import Refusal
from tests.kpi.importing.reading_support import day, parsed, read, refused

HEAD = "platform,channel,day,followers\n"
ROW = "facebook,Banco,2026-05-01,10\n"


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"\xff\xfe", b"   \r\n\t"])
def test_an_empty_file(content: bytes) -> None:
    assert refused(content).startswith("The file is empty.")


def test_a_header_without_rows() -> None:
    assert refused(HEAD).startswith("The file has the header of vinculo_channel_days and no rows.")


def archive(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "is a picture, whatever its name says"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "is a picture"),
        (b"GIF89a\x01\x00", "is a picture"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "is a picture"),
        (b"%PDF-1.7\n", "is a PDF"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "is a web page"),
        (b"\xef\xbb\xbf\n<html lang=es>", "is a web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "is damaged or was cut"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "is damaged or was cut on line 1",
        ),
        (b"PK\x03\x04broken", "begins like a workbook or a ZIP archive, and is damaged or was cut"),
        (archive("a.csv"), "is a packed archive"),
        (gzip.compress(b"a,b\n1,2\n", mtime=0), "is a packed archive"),
        (archive("[Content_Types].xml", "word/document.xml"), "is a document and no workbook"),
        (archive("mimetype", "content.xml"), "of another kind than .xlsx and .xls"),
        (random.Random(1).randbytes(20_000), "is neither text nor a workbook"),
        (b"D" * 20_000, "holds no table: no comma, semicolon or tab parts its line “DDD"),
        (
            b"\xef\x3b\xbf" + HEAD.encode() + "facebook,España,2026-05-01,1\n".encode(),
            "(0xEF) that is not UTF-8 text, as the rest",
        ),
        (b"Dear sir, please find attached the export.\nRegards\n", "No layout knows this file"),
    ],
)
def test_what_is_no_export(content: bytes, says: str) -> None:
    assert says in refused(content)


def test_a_file_of_an_unknown_layout_names_its_columns_or_the_nearest_layout() -> None:
    assert "Its first columns are “Wetter”, “Wind”." in refused("Wetter,Wind\nSonne,3\n")
    sentence = refused("Post ID,Publish time,Views\n1,01/02/2026 10:00,3\n")
    assert "The nearest, meta_facebook_posts, needs the columns “Page ID”" in sentence


def test_an_unknown_file_names_its_columns_as_its_own_sign_parts_them() -> None:
    assert "Its first columns are “Noted on”, “First-timers”, “Came back”." in refused(
        "Noted on;First-timers;Came back\n30/10/2026;14;1\n"
    )
    assert "Its first columns are “Noted on”." in refused(",,,,,,,Noted on\n,,,,,,,30/10/2026\n")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (HEAD.encode() + b"facebook,Caja \x81,2026-05-01,10\n", "Line 2 has a byte (0x81) that is not UTF-8"),
        (HEAD.encode("utf-16-le") + ROW.encode("utf-16-le"), "Line 1 holds NUL bytes"),
        (HEAD.encode() + b"facebook,Ba\x00nco,2026-05-01,10\n", "Line 2 holds NUL bytes"),
        ((HEAD + ROW).encode("utf-16")[:-1], "ends in the middle of a letter"),
        (HEAD.encode() + "facebook,Españ".encode()[:-1], "ends in the middle of a letter on line 2"),
    ],
)  # fmt: skip
def test_a_wrong_encoding_names_the_line(content: bytes, says: str) -> None:
    assert says in refused(content)


def test_a_file_that_was_cut() -> None:
    whole = HEAD + ROW * 1 + "facebook,Banco,2026-05-02,11\nfacebook,Banco,2026-05-03,12\n"
    assert refused(whole[:-14]) == "The file ends in the middle of line 4: it was cut. Export it again."
    assert (
        "opens in the row on line 3 and never closes: the file was cut, or that line was changed. Export it again."
        in refused(HEAD + ROW + 'facebook,"Banco,2026-05-02,1')
    )


def test_a_last_line_without_a_line_break_is_no_cut() -> None:
    assert len(parsed((HEAD + ROW).rstrip("\n")).records) == 1


def test_an_open_quote_does_not_swallow_the_rows_below() -> None:
    text = HEAD + ROW + 'facebook,"Banco,2026-05-02,11\nfacebook,"Banco",2026-05-03,12\n'
    assert refused(text).startswith("The row on line 3 has a quotation mark in the wrong place.")


def test_a_cell_of_a_hundred_thousand_letters_too_many() -> None:
    text = HEAD + ROW + f"facebook,{'x' * 200_000},2026-05-02,11\n"
    assert refused(text).startswith("The row on line 3 has a cell of more than 131072 characters.")


def test_lines_are_counted_as_an_editor_does() -> None:
    head = "platform;channel;post_id;published_at;title\n"
    text = head + 'x;bank;1;2026-05-01;"two\nlines"\n\nx;bank;2;2026-02-30;bad\nx;bank;3;2026-05-02;good\n'
    result = parsed(text)
    assert [record.row for record in result.records] == [2, 6]
    assert [fault.row for fault in result.faults] == [5]


@pytest.mark.parametrize("tail", ["\n\n\n", ",,,\n,,,\n"])
def test_the_blank_tail_of_a_spreadsheet_is_no_data(tail: str) -> None:
    assert parsed(HEAD + ROW + tail).rows_read == 1


def test_a_damaged_workbook() -> None:
    book = io.BytesIO()
    Workbook().save(book)
    assert "is damaged or was cut" in refused(book.getvalue()[:-200], name="export.xlsx")


def test_a_workbook_that_unpacks_to_gigabytes_is_not_unpacked() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "")
        for part in range(6):
            archive.writestr(f"xl/worksheets/sheet{part}.xml", b"0" * 1_000_000)
    with pytest.raises(UnreadableFile, match="unpacks to more than 5 MB"):
        xlsx.grids(bomb.getvalue(), Limits(unpacked=5 * MB))


def test_a_column_name_of_a_megabyte_does_not_make_a_sentence_of_one() -> None:
    sentence = refused(f"{'x' * 100_000},{'y' * 100_000}\n1,2\n")
    assert f"“{'x' * 60}…”" in sentence
    assert len(sentence) < 500


def test_of_a_refused_file_a_thousand_bad_rows_are_named() -> None:
    result = read(HEAD + "facebook,Banco,2026-02-30,1\n" * 1_500)
    assert isinstance(result, Refusal)
    assert len(result.faults) == 1_000
    assert str(result.reason).startswith("1500 of 1500 rows cannot be read")


def test_a_file_that_two_layouts_fit_names_both() -> None:
    both = "Date,Impressions,Engagements,Profile visits,Reposts,Total Viewers,New Viewers,Returning Viewers\n"
    assert "fits more than one layout: tiktok_viewers, x_days_2024" in refused(
        both + '"Tue, Aug 26, 2025",1,1,1,1,2,1,1\n'
    )


def test_a_forced_layout_still_needs_its_columns() -> None:
    assert "x_posts_2024, needs the columns" in refused(HEAD + ROW, layout="x_posts_2024")


def test_a_channel_on_another_platform_than_the_export() -> None:
    text = 'Date,Total Viewers,New Viewers,Returning Viewers\n"2026-05-01",1,1,0\n'
    assert "is of tiktok, but the account given is on x" in refused(text, channel=("x", "bank"))
    assert parsed(text, channel=("tiktok", "bank")).first_day == day("2026-05-01")


def test_a_file_of_several_accounts_is_not_put_under_one() -> None:
    text = HEAD + ROW + "facebook,Otra,2026-05-01,11\n"
    assert "several accounts (Banco, Otra)" in refused(text, channel=("facebook", "bank"))
