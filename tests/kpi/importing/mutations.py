"""Ways in which a file comes to harm, and what may come of it: the right numbers or a refusal.

Each mutation takes the bytes of a sample and a source of chance, and gives the changed bytes with the lines whose
rows it may have touched.
"""

import csv
import io
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kpi.importing.errors import UnreadableFile
from kpi.importing.readers import delimited

EVERYWHERE = range(10**9)


@dataclass(frozen=True)
class Mutated:
    """`touched` are the lines whose rows may be read differently, or be faults; none where all should be the same."""

    content: bytes
    touched: Sequence[int] = ()


Mutation = Callable[[bytes, random.Random], Mutated]


def cut(content: bytes, chance: random.Random) -> Mutated:
    """The end is missing: a download that broke off."""
    end = chance.randrange(len(content))
    return Mutated(content[:end], range(_line(content, end), 10**9))


def bytes_flipped(content: bytes, chance: random.Random) -> Mutated:
    """A few bytes became others."""
    damaged = bytearray(content)
    places = [chance.randrange(len(content)) for _ in range(chance.randint(1, 3))]
    for place in places:
        damaged[place] ^= 1 << chance.randrange(8)
    lines = sorted({_line(content, place) for place in places})
    shifted = len(damaged.splitlines()) != len(content.splitlines())
    return Mutated(bytes(damaged), range(lines[0], 10**9) if shifted else lines)


def piece_lost(content: bytes, chance: random.Random) -> Mutated:
    """Some bytes in the middle are missing."""
    start = chance.randrange(len(content))
    end = start + chance.randint(1, 200)
    lines = range(_line(content, start), _line(content, end) + 1)
    return Mutated(content[:start] + content[end:], range(lines[0], 10**9) if len(lines) > 1 else lines)


def rows_shuffled(content: bytes, chance: random.Random) -> Mutated:
    """A spreadsheet sorted the rows below the header; only where the file is one plain table."""
    head, *rows = _rows(content)
    if _yearless(rows):
        raise NotPlain  # the year is given for the last row, which is then another one
    chance.shuffle(rows)
    return Mutated(_written(content, [head, *rows]))


def columns_moved(content: bytes, chance: random.Random) -> Mutated:
    """The columns stand in another order."""
    rows = _rows(content)
    order = list(range(len(rows[0])))
    chance.shuffle(order)
    return Mutated(_written(content, [[row[i] for i in order] for row in rows]))


def column_twice(content: bytes, chance: random.Random) -> Mutated:
    """A column stands there twice."""
    rows = _rows(content)
    column = chance.randrange(len(rows[0]))
    return Mutated(_written(content, [[*row, row[column]] for row in rows]))


def columns_lost(content: bytes, chance: random.Random) -> Mutated:
    """A column is not there."""
    rows = _rows(content)
    column = chance.randrange(len(rows[0]))
    return Mutated(_written(content, [row[:column] + row[column + 1 :] for row in rows]), EVERYWHERE)


def _reformat(change: Callable[[str], str]) -> Mutation:
    def reformatted(content: bytes, chance: random.Random) -> Mutated:
        """Numbers in one column are written in another form."""
        rows = _rows(content)
        numbers = [
            i for i in range(len(rows[0])) if any(re.fullmatch(r"\d{1,9}", row[i]) for row in rows[1:])
        ]
        if not numbers:
            raise NotPlain
        column = chance.choice(numbers)
        some = chance.random() < 0.5
        for row in rows[1:]:
            if re.fullmatch(r"\d{1,9}", row[column]) and (not some or chance.random() < 0.5):
                row[column] = change(row[column])
        return Mutated(_written(content, rows), EVERYWHERE)

    return reformatted


def _grouped(sign: str) -> Callable[[str], str]:
    return lambda text: f"{int(text):,}".replace(",", sign)


def re_encoded(content: bytes, chance: random.Random) -> Mutated:
    """An editor saved the text in another encoding, or with other line ends."""
    text = _text(content)
    changes: list[Callable[[], bytes]] = [
        lambda: text.encode("utf-16"),
        lambda: b"\xef\xbb\xbf" + text.encode(),
        lambda: text.replace("\r\n", "\n").replace("\n", "\r\n").encode(),
        lambda: text.replace("\r\n", "\n").encode(),
        lambda: text.encode("cp1252", "replace"),
        lambda: text.encode("utf-16-le"),
    ]
    return Mutated(chance.choice(changes)())


def blank_lines(content: bytes, chance: random.Random) -> Mutated:
    """Blank lines, and lines of separators alone, at the end and in between."""
    head, *rows = _rows(content)
    empty = [""] * len(head)
    for _ in range(chance.randint(1, 5)):
        rows.insert(chance.randint(0, len(rows)), list(empty))
    return Mutated(_written(content, [head, *rows]))


def quote_opened(content: bytes, chance: random.Random) -> Mutated:
    """A quotation mark stands where none should."""
    place = chance.randrange(len(content))
    return Mutated(content[:place] + b'"' + content[place:], range(_line(content, place), 10**9))


MUTATIONS: dict[str, Mutation] = {
    "cut": cut,
    "bytes flipped": bytes_flipped,
    "a piece lost": piece_lost,
    "rows shuffled": rows_shuffled,
    "columns moved": columns_moved,
    "a column twice": column_twice,
    "a column lost": columns_lost,
    "thousands with points": _reformat(_grouped(".")),
    "thousands with commas": _reformat(_grouped(",")),
    "thousands with blanks": _reformat(_grouped("\u202f")),
    "decimals with commas": _reformat(lambda text: f"{text},00"),
    "decimals with points": _reformat(lambda text: f"{text}.0"),
    "thousands by letter": _reformat(lambda text: f"{int(text) / 1000:g}K"),
    "exponents": _reformat(lambda text: f"{int(text):.2E}"),
    "re-encoded": re_encoded,
    "blank lines": blank_lines,
    "a quote opened": quote_opened,
}


class NotPlain(Exception):
    """The sample is no single table of text, and the mutation needs one."""


def _line(content: bytes, place: int) -> int:
    return content[:place].count(b"\n") + 1


def _rows(content: bytes) -> list[list[str]]:
    """The rows of a sample that is one plain table: nothing above the header, all rows of its width."""
    text = _text(content)
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)) if row]
    if len(rows) < 3 or len(rows[0]) < 2 or {len(row) for row in rows} != {len(rows[0])}:
        raise NotPlain
    return rows


def _yearless(rows: Sequence[Sequence[str]]) -> bool:
    return not any(re.search(r"(19|20)\d\d", cell) for cell in rows[0])


def _text(content: bytes) -> str:
    try:
        return delimited.decode(content)
    except UnreadableFile:
        raise NotPlain from None


def _delimiter(text: str) -> str:
    head = text.splitlines()[0]
    return max(delimited.DELIMITERS, key=head.count)


def _written(content: bytes, rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=_delimiter(delimited.decode(content))).writerows(rows)
    return out.getvalue().encode()
