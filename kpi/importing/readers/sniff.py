"""What kind of file some bytes are, by their first bytes and never by the file's name."""

import io
import zipfile
from typing import Final, Literal

from kpi.importing.errors import UnreadableFile
from kpi.words import N_

Kind = Literal["csv", "xlsx", "xls", "spreadsheetml"]

_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WEB_PAGE: Final = (b"<!doctype html", b"<html", b"<head", b"<meta", b"<body", b"<table", b"<style")
_ZIP: Final = b"PK\x03\x04"
_DOCUMENTS: Final = ("word/", "ppt/", "visio/")
_PACKED: Final = (b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ")
PACKED: Final = N_("The file is a packed archive. Unpack it and import the files inside.")
CUT: Final = N_(
    "The file begins like a workbook or a ZIP archive, and is damaged or was cut: it cannot be opened. Export it again."
)
NO_WORKBOOK: Final = N_("The file is a document and no workbook. Export the data as CSV or XLSX instead.")
OTHER_WORKBOOK: Final = N_(
    "The file is a workbook of another kind than .xlsx and .xls. Save it as .xlsx, or export the data as CSV."
)


def kind_of(content: bytes) -> Kind:
    """The kind of file: "csv" for any delimited text, else one of the three kinds of workbook.

    Raises:
        UnreadableFile: it is empty, or something that is no table: a picture, a PDF, a web page.
    """
    if not content.strip(b"\x00\t\n\r \xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile(N_("The file is empty. Export it again and choose a period that has data."))
    if content.startswith(_ZIP):
        return _workbook(content)
    if content.startswith(_OLD_EXCEL):
        return "xls"
    start = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<") and b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        return "spreadsheetml"
    if content.startswith(_PICTURES) or content[8:12] == b"WEBP":
        raise UnreadableFile(N_("The file is a picture, whatever its name says. Import the export itself."))
    if content.startswith(_PACKED):
        raise UnreadableFile(PACKED)
    if content.startswith(b"%PDF"):
        raise UnreadableFile(N_("The file is a PDF. Export the data as CSV or XLSX instead."))
    if start.lower().startswith(WEB_PAGE):
        raise UnreadableFile(
            N_("The file is a web page, perhaps of a sign-in that had run out. Download the export again.")
        )
    return "csv"


def _workbook(content: bytes) -> Kind:
    """What an archive is: its parts say so, and one that was cut cannot name them any more."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise UnreadableFile(CUT) from None
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise UnreadableFile(OTHER_WORKBOOK)
    if any(name.startswith(_DOCUMENTS) for name in names):
        raise UnreadableFile(NO_WORKBOOK)
    if "[Content_Types].xml" in names:
        return "xlsx"
    raise UnreadableFile(PACKED)
