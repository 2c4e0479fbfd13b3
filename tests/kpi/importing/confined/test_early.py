"""Messages and visits reach the parent while their file is still read; what is read in the end is the same."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from kpi.importing.columnar import Columnar, HandedOver
from kpi.importing.confined import parent
from kpi.importing.confined.answer import Unfit, opened, pack, unpack
from kpi.importing.confined.carried import early
from kpi.importing.parse import parse
from kpi.importing.records import Parsed, Refusal
from kpi.importing.save.ahead import ahead
from kpi.importing.source import Source
from kpi.store.keys import Keys
from tests.kpi.importing.reading_support import MADRID

KEYS = Keys((bytes(32),))
MESSAGES = "platform,channel,message_id,conversation_id,sent_at,direction,author\n"
VISITS = "platform,channel,visitor,visited_at\n"


def messages(count: int, bad: int = 0) -> Source:
    rows = "".join(
        f"x,bank,m{n},c{n // 3},{'soon' if n >= count - bad else '2026-05-01T10:00:00Z'},in,u{n % 7}\n"
        for n in range(count)
    )
    return Source("messages.csv", (MESSAGES + rows).encode())


def visits(count: int) -> Source:
    rows = "".join(f"community,bank,v{n % 9},2026-05-01T10:{n % 60:02}:00Z\n" for n in range(count))
    return Source("visits.csv", (VISITS + rows).encode())


@pytest.mark.parametrize("source", [messages(40_000), visits(60_000)], ids=lambda source: source.name)
def test_what_came_early_is_what_is_read_at_once(source: Source) -> None:
    pieces: list[int] = []

    def noting(records: Columnar[Any]) -> Iterator[None]:
        pieces.append(len(records))
        yield from ahead(KEYS, records)

    found = parent.parse(source, institution_timezone=MADRID, ahead=noting)
    expected = parse(source, institution_timezone=MADRID)
    assert found == expected
    assert isinstance(found, Parsed)
    assert isinstance(expected, Parsed)
    assert len(pieces) > 1
    assert sum(pieces) == len(found.records)
    same_keys(found.records, expected.records)


def same_keys(found: Any, expected: Any) -> None:
    """What was found out ahead is what is found out afterwards, where there is a name and where there is none."""
    assert found.has_keys
    assert not expected.has_keys
    for keys, column, *before in found.known:
        repeated = column not in ("message_id", "visit_id")
        known = expected.keys(keys, column, *before, repeated=repeated)
        assert found.keys(keys, column, *before, repeated=repeated).tolist() == known.tolist()
    column, *before = next(iter(found.known))[1:]
    other = Keys((bytes([3]) * 32,))
    assert found.keys(other, column, *before).tolist() == expected.keys(other, column, *before).tolist()


def test_a_file_that_is_refused_after_its_records_came_is_refused() -> None:
    source = messages(40_000, bad=15_000)
    found = parent.parse(source, institution_timezone=MADRID, ahead=partial(ahead, KEYS))
    assert found == parse(source, institution_timezone=MADRID)
    assert isinstance(found, Refusal)
    assert "15000 of 40000 rows cannot be read" in str(found.reason)


def test_records_are_handed_over_once_and_summed_up_in_the_end() -> None:
    handed: list[Any] = []
    whole = parse(messages(30), institution_timezone=MADRID)
    result = parse(messages(30), institution_timezone=MADRID, hand=handed.append)
    assert isinstance(result, Parsed)
    assert isinstance(result.records, HandedOver)
    [(is_records, rest)] = pack(result)
    assert not is_records
    pieces = [opened(early(each)) for each in handed]
    assert unpack([], rest, pieces) == whole
    for wrong in ([], [*pieces, *pieces], [opened(early(_a_visit()))]):
        with pytest.raises(Unfit):
            unpack([], rest, wrong)
    with pytest.raises(Unfit):
        opened(b"no records")


def _a_visit() -> Any:
    handed: list[Any] = []
    parse(visits(30), institution_timezone=MADRID, hand=handed.append)
    return handed[0]
