"""What a child found, as bytes and back: nothing is lost on the way, and only an answer is taken for one."""

from pathlib import Path

import orjson
import pytest

from kpi.catalogue.measures import Fact
from kpi.importing.columnar import Columnar
from kpi.importing.confined import carried as carrying
from kpi.importing.confined.answer import Unfit, pack, unpack
from kpi.importing.confined.carried import Carried
from kpi.importing.parse import parse
from kpi.importing.records import MessageRecord, Parsed, Record, Refusal, VisitRecord
from kpi.importing.report import Fault
from kpi.importing.source import Source
from kpi.words import Message
from tests.kpi.importing.reading_support import MADRID
from tests.kpi.importing.samples import FILES, reading_options
from tests.support.desk import goal, message, post, totals, visit


def there_and_back(result: Parsed | Refusal) -> Parsed | Refusal:
    packed = list(pack(result))
    found = unpack([content for is_records, content in packed if is_records], packed[-1][1])
    assert isinstance(found, Parsed | Refusal)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_sample_comes_back_as_it_was_read(path: Path) -> None:
    result = parse(Source.read(path), institution_timezone=MADRID, **reading_options(path))
    assert there_and_back(result) == result


@pytest.mark.parametrize(
    "records",
    [
        [post(2, "p1", reactions=3, title="ñ “x”"), post(3, "p2", at=None, handle=None)],
        [totals(2, 20_000, followers=7), totals(3, 20_001, 20_007, segment="Direct")],
        [
            message(2, "m1", 5, links=("m0", "m2")),
            message(3, "m2", 6, links=()),
            message(4, "m3", 7, out=True),
        ],
        [visit(2, "ana", 20_000, liked=True), visit(3, "eva", 20_000, visit_id="v")],
        [goal(2, 0.9), goal(3, 1e-9, platform="x")],
    ],
    ids=lambda records: type(records[0]).__name__,
)
def test_records_of_each_kind_come_back(records: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "CHUNK", 2)
    found = there_and_back(Parsed("by_hand", None, Fact.POST, records))
    assert isinstance(found, Parsed)
    assert list(found.records) == records
    assert [type(each) for each in found.records] == [type(each) for each in records]


def test_values_that_repeat_and_values_that_do_not() -> None:
    records = [
        message(row, f"m{row}", row, author=f"a{row % 200}", conversation=f"c{row % 3}") for row in range(500)
    ]
    assert list(there_and_back(Parsed("by_hand", "x", Fact.MESSAGE, records)).records) == records  # type: ignore[union-attr]


def test_parts_faults_and_sentences_inside_sentences_come_back() -> None:
    inner = Message("“{value}” is not a number.", {"value": "12,a"})
    outer = Message("{first} of {all}", {"first": inner, "all": ("a", "b"), "rows": 3, "share": 0.5})
    fault = Fault(9, "views", "12,a", inner)
    more = Parsed("other", None, Fact.CHANNEL_DAY, [totals(3, 20_000, followers=7)], (fault,))
    parsed = Parsed("by_hand", None, Fact.POST, [post(2, "p1")], (fault,), 2, 1, (outer,), 5, 6, (more,))
    assert there_and_back(parsed) == parsed
    assert there_and_back(Refusal(outer, "by_hand", (fault,))) == Refusal(outer, "by_hand", (fault,))


def test_carried_records_are_a_sequence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "CHUNK", 2)
    records = [post(row, f"p{row}") for row in range(5)]
    carried = there_and_back(Parsed("by_hand", None, Fact.POST, records)).records  # type: ignore[union-attr]
    assert isinstance(carried, Carried)
    assert len(carried) == 5
    for part in (slice(3), slice(1, 4), slice(None, None, -1), slice(-2, None), slice(9, 2)):
        assert carried[part] == records[part]
    assert (carried[0], carried[-1]) == (records[0], records[-1])
    with pytest.raises(IndexError):
        carried[5]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no json",
        b"[]",
        b"3",
        orjson.dumps({"~": "Popen", "args": ["true"]}),
        orjson.dumps({"~": "Refusal"}),
        orjson.dumps({"~": "Refusal", "reason": {"~": "system", "command": "true"}}),
        orjson.dumps({"reason": "x"}),
        b"[" * 100_000,
    ],
)
def test_what_is_no_answer_of_ours_is_not_taken_for_one(content: bytes) -> None:
    with pytest.raises(Unfit):
        unpack([], content)


@pytest.mark.parametrize(
    "records",
    [
        [message(row, f"m{row}", row, author="ana", links=("a", "ñ") if row % 2 else ()) for row in range(5)],
        [visit(row, f"v{row}", 20_000 + row, visit_id=None if row % 2 else "x") for row in range(5)],
    ],
    ids=["messages", "visits"],
)
def test_columns_stay_columns(
    records: list[MessageRecord] | list[VisitRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "CHUNK", 2)
    found = there_and_back(Parsed("by_hand", None, Fact.MESSAGE, Columnar.of(records)))
    assert isinstance(found, Parsed)
    assert isinstance(found.records, Columnar)
    assert list(found.records) == records


def test_columns_of_another_shape_are_none_of_ours() -> None:
    messages = Parsed("by_hand", None, Fact.MESSAGE, Columnar.of([message(2, "m", 5)]))
    visits = Parsed("by_hand", None, Fact.VISIT, Columnar.of([visit(2, "ana", 20_000)]))
    [(_, chunk), (_, rest)] = pack(messages)
    [(_, other), _] = pack(visits)
    for wrong in (other, chunk[:-40], b"", bytes(reversed(chunk))):
        with pytest.raises(Unfit):
            unpack([wrong], rest)


def test_more_records_than_the_answer_speaks_of_are_none_of_ours() -> None:
    (_, chunk), (_, rest) = pack(Parsed("by_hand", None, Fact.POST, [post(2, "p1")]))
    with pytest.raises(Unfit):
        unpack([chunk, chunk], rest)
