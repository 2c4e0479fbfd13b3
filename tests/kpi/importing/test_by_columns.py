"""Reading and saving by columns is reading and saving row by row, only quicker."""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi.importing import walk
from kpi.importing.chunk import Chunk
from kpi.importing.columnar import Columnar
from kpi.importing.readers import lines
from kpi.importing.readers.by_column import split
from kpi.importing.records import MessageRecord, Parsed, Refusal
from kpi.importing.save.duplicates import rows_of, sift, sift_columns
from kpi.importing.union import groups
from kpi.store.keys import Keys
from tests.kpi.importing.reading_support import read

ALIKE = ["2026-03-29T01:59:00+01:00", "2026-03-29T03:01:00+02:00", "2026-10-25T02:30:00+00:00"]
ODD = [
    "2026-03-29 02:30:00", "2026-10-25T02:30:00", "2026-02-30T10:00:00", "2026-05-01", "1066-10-14T09:00:00",
    "2026-05-01T10:00:00.250Z", "2026-05-01T25:00:00+00:00", "2026-05-01T10:00:00+99:00", " 2026-05-01T10:00:00Z", "soon", "",
]  # fmt: skip
names = st.sampled_from(["m1", "m2", "12E+5", "4,5e7", " a ", "", "two words", "c-77", "ñandú", "x\u00a0y"])
template_rows = st.lists(
    st.tuples(
        st.sampled_from(["x"] * 8 + ["facebook", "Twitter", "", "myspace"]),
        st.sampled_from(["bank", "bank", "@bank", ""]),
        names,
        names,
        st.one_of(st.sampled_from(ALIKE), st.sampled_from(ALIKE + ODD)),
        st.sampled_from(["in"] * 6 + ["out", "Saliente", "", "up"]),
        st.sampled_from(["", "", "0", "true", "maybe"]),
        names,
    ),
    min_size=1,
    max_size=40,
)
tweets = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", "3", "4.0", "", "1e9"]),
        st.sampled_from(["Bank", "BANK", "Other", "77", "78"]),
        st.sampled_from(["True", "False", "?"]),
        st.sampled_from(
            [
                "Tue Oct 31 22:10:47 +0000 2017",
                "Wed Oct 31 22:10:47 +0000 2017",
                "Mon Feb 30 10:00:00 +0000 2017",
                "2017-10-31 22:10:47",
                "x",
            ]
        ),
        st.sampled_from(["@bank hi", "@banker hi", "nan", ""]),
        st.sampled_from(["", "2", "2,3", "nan", "3.0"]),
        st.sampled_from(["", "1", "9", " 4"]),
    ),
    min_size=1,
    max_size=40,
)


def written(head: str, rows: list[tuple[str, ...]], quote: str = '"', end: str = "\n") -> str:
    return end.join([head, *(",".join(f"{quote}{cell}{quote}" for cell in row) for row in rows), ""])


def same_alone_and_together(content: str, **options: object) -> None:
    """Read with each cell alone, then by columns, a few rows at a time and all at once."""
    results: list[Parsed | Refusal] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Chunk, "_quickly", lambda self, how: None)
        patch.setattr(lines, "split", lambda *_: None)
        results.append(read(content, **options))  # type: ignore[arg-type]
    for cells in (24, 200_000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(walk, "CELLS", cells)
            patch.setattr(lines, "PLAIN_PIECE", cells * 8)
            results.append(read(content, **options))  # type: ignore[arg-type]
    assert results[0] == results[1] == results[2]


relaxed = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@relaxed
@given(rows=template_rows, channel=st.sampled_from([None, ("x", "bank")]))
def test_messages_by_columns_are_those_read_alone(
    rows: list[tuple[str, ...]], channel: tuple[str, str] | None
) -> None:
    head = "platform,channel,conversation_id,message_id,sent_at,direction,automated,author"
    same_alone_and_together(written(head, rows), channel=channel)


@relaxed
@given(
    rows=template_rows,
    channel=st.sampled_from([None, ("x", "bank")]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    tail=st.sampled_from(["", "\n", ",,,,,,,\n", "x,bank"]),
)
def test_lines_without_a_quotation_mark_are_read_as_with_them(
    rows: list[tuple[str, ...]], channel: tuple[str, str] | None, end: str, tail: str
) -> None:
    head = "platform,channel,conversation_id,message_id,sent_at,direction,automated,author"
    same_alone_and_together(written(head, rows, "", end) + tail, channel=channel)


def test_plain_lines_are_split_into_columns() -> None:
    found = split("a,1\r\nñ,\r\n", ",", 2, 5)
    assert found is not None
    assert list(found) == [("a", "1"), ("ñ", "")]
    assert (found[1], list(found[1:]), found[1:].lines) == (("ñ", ""), [("ñ", "")], range(6, 7))


@pytest.mark.parametrize(
    "text",
    [
        "a,1\nb\n", "a,1\nb,2,3\n", "a,1\n\nb,2\n", "a,1\n,2\n", "a,1\rb,2\n", "\ufeffa,1\n", f"a,{'x' * 131_073}\n",
    ],
)  # fmt: skip
def test_other_lines_are_left_to_who_reads_rows(text: str) -> None:
    assert split(text, ",", 2, 1) is None


@relaxed
@given(rows=tweets)
def test_linked_messages_by_columns_are_those_read_alone(rows: list[tuple[str, ...]]) -> None:
    head = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id"
    same_alone_and_together(written(head, rows), channel=("x", "Bank"))


@given(
    rows=st.lists(
        st.tuples(st.integers(1, 2), st.integers(-3, 3), st.integers(0, 1)), min_size=1, max_size=20
    )
)
def test_duplicates_by_columns_are_those_of_rows(rows: list[tuple[int, int, int]]) -> None:
    lines = [(*row, line) for line, row in enumerate(rows)]
    columns = dict(zip(("channel", "key", "value", "row"), np.array(lines, np.int64).T, strict=True))
    kept, faults = sift_columns(columns, key=2, name=str)
    expected, expected_faults = sift(lines, key=2, columns=list(columns), name=str)
    assert list(rows_of(columns.values(), kept)) == sorted(expected)
    assert faults == expected_faults


@given(pairs=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12))))
def test_groups_are_what_links_join(pairs: list[tuple[int, int]]) -> None:
    joined: dict[int, set[int]] = {each: {each} for each in range(13)}
    for one, other in pairs:
        both = joined[one] | joined[other]
        joined |= dict.fromkeys(both, both)
    ends = np.array(pairs, np.int64).reshape(-1, 2)
    assert groups(13, ends[:, 0], ends[:, 1]).tolist() == [min(joined[each]) for each in range(13)]


KEYS = Keys((bytes(32),))


def test_many_keys_are_the_keys_of_each() -> None:
    assert KEYS.keys_of(["a", "ñ", ""], "visit").tolist() == [
        KEYS.key_of("visit", each) for each in ("a", "ñ", "")
    ]


@pytest.mark.parametrize("repeated", [True, False])
def test_the_keys_of_a_column_say_where_there_is_no_text(repeated: bool) -> None:
    records = [
        MessageRecord(line, "x", None, str(line), name, None, 5, 0, True, False, "Bank")
        for line, name in enumerate(("c", None, "ñ", "", "c"))
    ]
    keys = Columnar.of(records).keys(KEYS, "conversation_id", "conversation", repeated=repeated)
    key, other = KEYS.key_of("conversation", "c"), KEYS.key_of("conversation", "ñ")
    assert keys.tolist() == [key, None, other, None, key]


def test_records_as_columns_are_the_same_records() -> None:
    records = [
        MessageRecord(2, "x", None, "1", None, ("2", "3"), 5, 0, True, False, "Bank"),
        MessageRecord(3, "x", "bank", "2", "c1", None, 6, 0, False, True, ""),
        MessageRecord(4, "x", "bank", "3", None, (), 7, 0, False, True, "", 60),
    ]
    columns = Columnar.of(records)
    assert list(columns) == records
    assert columns[1:] == records[1:]
    assert columns[-1] == records[-1]
    which, accounts = columns.places()
    found = defaultdict(list)
    for place, record in zip(which.tolist(), records, strict=True):
        found[accounts[place]].append(record.row)
    assert found == {("x", None): [2], ("x", "bank"): [3, 4]}
