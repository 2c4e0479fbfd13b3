"""Files that are made to do harm, each as small as shows the harm."""

import io
import struct
import zipfile
from collections.abc import Iterable

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = "platform,channel,day,followers\n"
ROW = "facebook,Banco,2026-05-01,10\n"
LAUGHS = "".join(
    ['<!DOCTYPE lolz [<!ENTITY a0 "lol">']
    + [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    + ["]>"]
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
    "</Types>"
)
LINKS = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/%s" Target="%s"/>'
    "%s</Relationships>"
)
STRINGS = f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
BOOK = (
    f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>'
    "</workbook>"
)


def workbook(
    rows: str, *, before: str = "", dimension: str = "", strings: str = "", parts: Iterable[str] = ()
) -> bytes:
    """An .xlsx of the given sheet XML; `before` stands before its first element; `parts` are further, empty parts."""
    sheet = f'{before}<worksheet xmlns="{SHEET}">{dimension}<sheetData>{rows}</sheetData></worksheet>'
    return archive(
        [
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", LINKS % ("officeDocument", "xl/workbook.xml", "")),
            ("xl/_rels/workbook.xml.rels", LINKS % ("worksheet", "worksheets/sheet1.xml", STRINGS)),
            ("xl/workbook.xml", BOOK),
            ("xl/sharedStrings.xml", f'<sst xmlns="{SHEET}">{strings}</sst>'),
            ("xl/worksheets/sheet1.xml", sheet),
            *((name, b"") for name in parts),
        ]
    )


def archive(members: Iterable[tuple[str, str | bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for name, content in members:
            made.writestr(name, content)
    return out.getvalue()


def cell(where: str, text: str) -> str:
    return f'<c r="{where}" t="inlineStr"><is><t>{text}</t></is></c>'


def in_the_corner() -> bytes:
    """One cell at the far end of the sheet."""
    return workbook(f'<row r="1048576">{cell("XFD1048576", "x")}</row>')


def blank_rows(rows: int) -> bytes:
    """A header, one row and many rows that say nothing."""
    head = "".join(cell(f"{'ABCD'[n]}1", name) for n, name in enumerate(HEAD.strip().split(",")))
    row = "".join(cell(f"{'ABCD'[n]}2", name) for n, name in enumerate(ROW.strip().split(",")))
    return workbook(f'<row r="1">{head}</row><row r="2">{row}</row>' + "<row/>" * rows)


def overlapping(times: int, size: int) -> bytes:
    """An archive whose directory names one part many times: the file holds its bytes once."""
    whole = archive([("[Content_Types].xml", b"<Types/>" + b" " * size)])
    at = whole.index(b"PK\x01\x02")
    end = whole.index(b"PK\x05\x06")
    entry = whole[at:end]
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, times, times, len(entry) * times, at, 0)
    return whole[:at] + entry * times + tail


def lying_size(size: int) -> bytes:
    """A workbook whose sheet has `size` bytes and says, in both places, that it has 100."""
    whole = workbook("", dimension=" " * size)
    with zipfile.ZipFile(io.BytesIO(whole)) as read:
        stated = struct.pack("<L", read.getinfo("xl/worksheets/sheet1.xml").file_size)
    assert whole.count(stated) == 2  # noqa: S101  (a file that is made here)
    return whole.replace(stated, struct.pack("<L", 100))


def endless_strings(megabytes: int) -> bytes:
    """A table of shared strings that has to be held whole before one cell is known."""
    text = "x" * 1024 * 1024
    return workbook(
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=f"<si><t>{text}</t></si>" * megabytes
    )


def locked() -> bytes:
    """An .xlsx with a password is an old compound file that holds one encrypted stream."""
    return OLE + b"\x00" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 1000
