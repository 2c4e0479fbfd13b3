"""The archive that an .xlsx is, looked at before anything in it is believed.

What an archive says of its sizes may be a lie, and one part may stand for many. So the sizes that it states are
added up, no part is unpacked further than it states, and what no export has (macros, document types and with them
entities) is refused before the workbook's own reader sees it.
"""

import io
import zipfile
import zlib
from typing import Final
from xml.parsers import expat  # nosec: document types, and so entities, are refused here

from kpi.importing.errors import UnreadableFile
from kpi.importing.limits import MB, Limits
from kpi.words import N_

PROLOGUE: Final = 64 * 1024
"""Bytes within which a part of a workbook has to come to its first element."""

DAMAGED: Final = N_("The workbook is damaged or was cut: it cannot be opened. Export it again.")
TOO_LARGE: Final = N_("The workbook unpacks to more than {limit} MB. Export a shorter period, or as CSV.")
TOO_MANY_PARTS: Final = N_(
    "The workbook's archive has more than {limit} parts, which no export has. Export it again."
)
MACROS: Final = N_(
    "The workbook holds macros, which no export has: it is not read. "
    "Import it as it was downloaded, or save it as .xlsx without macros."
)
DOCUMENT_TYPE: Final = N_(
    "A part of the workbook ({part}) declares a document type, which no export has: it is not read. Export it again."
)


def look_into(content: bytes, limits: Limits) -> None:
    """Let a workbook's archive pass that keeps to `limits` and holds nothing but data.

    Raises:
        UnreadableFile: it does not.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > limits.members:
                raise UnreadableFile(TOO_MANY_PARTS, limit=limits.members)
            if sum(member.file_size for member in members) > limits.unpacked:
                raise UnreadableFile(TOO_LARGE, limit=limits.unpacked // MB)
            for member in members:
                _check(archive, member)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        raise UnreadableFile(DAMAGED) from None


def _check(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    name = member.filename.casefold()
    if name.endswith("vbaproject.bin"):
        raise UnreadableFile(MACROS)
    if name.endswith((".xml", ".rels")):
        with archive.open(member) as part:
            _check_prologue(member.filename, part.read(PROLOGUE))


def _check_prologue(name: str, start: bytes) -> None:
    """Read XML up to its first element: a document type can only stand before that."""
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise UnreadableFile(DOCUMENT_TYPE, part=name)

    def stop(*_: object) -> None:
        raise StopIteration

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = stop
    try:
        parser.Parse(start, True)
    except StopIteration:
        return
    except expat.ExpatError:
        raise UnreadableFile(DAMAGED) from None
