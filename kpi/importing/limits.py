"""How much one file may ask of the machine. No export that we know comes near to any of it."""

from dataclasses import dataclass
from typing import Final

MB: Final = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What reading one file may cost at most; beyond it the file is refused, in a sentence that names the limit.

    Attributes:
        file: bytes of the file itself.
        unpacked: bytes of a workbook's parts, as the archive states them and as they are unpacked.
        members: parts of a workbook's archive.
        cells: cells that are read, in all sheets.
        columns: cells in one row; more than Excel has.
        memory: bytes that the process which reads the file may take for itself, its program included.
        cpu: seconds of processor time.
        wall: seconds by the clock.
    """

    file: int = 400 * MB
    unpacked: int = 500 * MB
    members: int = 2_000
    cells: int = 30_000_000
    columns: int = 16_384
    memory: int = 600 * MB
    cpu: int = 180
    wall: float = 600.0


DEFAULT: Final = Limits()
