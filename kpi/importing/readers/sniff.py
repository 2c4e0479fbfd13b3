"""What kind of file some bytes are, by their first bytes and never by the file's name."""

from typing import Final, Literal

from kpi.importing.errors import UnreadableFile
from kpi.words import N_

Kind = Literal["csv", "xlsx", "xls", "spreadsheetml"]

_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WEB_PAGE: Final = (b"<!doctype html", b"<html", b"<head", b"<meta", b"<body", b"<table", b"<style")
_ZIP: Final = b"PK\x03\x04"


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
    if content.startswith(b"%PDF"):
        raise UnreadableFile(N_("The file is a PDF. Export the data as CSV or XLSX instead."))
    if start.lower().startswith(WEB_PAGE):
        raise UnreadableFile(
            N_("The file is a web page, perhaps of a sign-in that had run out. Download the export again.")
        )
    return "csv"


def _workbook(content: bytes) -> Kind:
    if b"xl/workbook.xml" in content or b"[Content_Types].xml" in content[:4000]:
        return "xlsx"
    raise UnreadableFile(N_("The file is a ZIP archive. Unpack it and import the files inside."))
