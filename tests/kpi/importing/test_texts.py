"""Texts of messages: stored only where an institution asks for it, for so many days, and gone with their messages."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import pytest

from kpi.importing.columnar import Columnar
from kpi.importing.forgetting import forget_person
from kpi.importing.parse import parse
from kpi.importing.records import MessageRecord, Parsed
from kpi.importing.run import Target, import_file
from kpi.importing.source import Source
from kpi.rollup.sealing import seal
from kpi.store import texts
from kpi.store.engine import Store
from kpi.store.institutions import (
    channels,
    create_institution,
    institution_named,
    remove_institution,
)
from kpi.store.pseudonyms import KEYED
from kpi.store.schema import metadata
from tests.support.desk import BANK, DAY, Desk, message

TODAY = 20_100
AT = 20_000 * DAY
NAMED = (
    message(2, "1", AT, author="ana", text="I am Ana"),
    message(3, "2", AT + 60, author="banco", out=True, text="Hello Ana"),
    message(4, "3", AT + 60, conversation="c2", author="eva", text="I am Eva"),
)
LINKED = (
    message(2, "1", AT, links=(), author="ana", text="I am Ana"),
    message(3, "2", AT + 9, links=("1",), author="banco", out=True, text="Hello Ana"),
    message(4, "3", AT + 19, links=(), author="eva", text="I am Eva"),
)
THREADED = (
    message(2, "1", AT, conversation="ana", silence=60, author="ana", text="I am Ana"),
    message(3, "2", AT + 30, conversation="ana", silence=60, author="banco", out=True, text="Hello Ana"),
    message(4, "3", AT + 30, conversation="eva", silence=60, author="eva", text="I am Eva"),
)
ALL = ["Hello Ana", "I am Ana", "I am Eva"]
WAYS = pytest.mark.parametrize("records", [NAMED, LINKED, THREADED], ids=["named", "linked", "threads"])


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "today", lambda: TODAY)


@pytest.fixture
def asking(desk: Desk) -> Desk:
    """A bank that keeps texts for as long as it can."""
    with desk.store.writing() as connection:
        create_institution(connection, BANK)
    keep(desk, texts.LONGEST)
    return desk


def keep(desk: Desk, days: int) -> int:
    with desk.store.writing() as connection:
        return texts.keep(connection, institution_named(connection, BANK).id, days)


def stored(desk: Desk) -> list[str]:
    return [row[0] for row in desk.rows("message_text", "text")]


def test_nothing_is_stored_unless_asked_for(desk: Desk) -> None:
    desk.take(NAMED)
    assert stored(desk) == []


@WAYS
@pytest.mark.both_stores
def test_texts_come_with_their_messages_and_go_with_them(
    asking: Desk, records: Sequence[MessageRecord]
) -> None:
    first = asking.take(records, name="first")
    assert stored(asking) == ALL
    with asking.store.reading() as connection:
        bank = institution_named(connection, BANK).id
        newest = [(row.outbound, row.text) for row in texts.newest(connection, bank)]
    assert sorted(newest) == [(False, "I am Ana"), (False, "I am Eva"), (True, "Hello Ana")]
    asking.take(records, name="first")
    second = asking.take(records, name="second")
    assert stored(asking) == ALL
    asking.undo(first)
    assert stored(asking) == ALL
    asking.undo(second)
    assert stored(asking) == []


def test_a_dry_run_leaves_none(asking: Desk) -> None:
    asking.take(NAMED, dry_run=True)
    assert stored(asking) == []


def test_a_file_that_only_repeats_messages_brings_no_texts(asking: Desk) -> None:
    asking.take([message(2, "1", AT, author="ana")], name="without texts")
    asking.take([message(2, "1", AT, author="ana", text="I am Ana")], name="with texts")
    assert stored(asking) == []


def test_a_text_twice_in_a_file_and_a_sign_that_no_database_holds(asking: Desk) -> None:
    asking.take([message(2, "1", AT, text="one\0two"), message(3, "1", AT, text="one\0two")])
    assert stored(asking) == ["onetwo"]


@pytest.mark.both_stores
def test_older_texts_are_not_stored_and_later_removed(asking: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert keep(asking, TODAY - 20_000) == 0
    asking.take([message(2, "0", AT - DAY, conversation="c0", text="Too old"), *NAMED])
    assert stored(asking) == ALL
    with asking.store.writing() as connection:
        assert not texts.any_expired(connection)
        assert texts.expire(connection) == []
    monkeypatch.setattr(texts, "today", lambda: TODAY + 1)
    before = asking.rows("message")
    with asking.store.writing() as connection:
        assert texts.any_expired(connection)
        assert [(row.name, gone) for row, gone in texts.expire(connection)] == [(BANK, 3)]
    monkeypatch.setattr(texts, "today", lambda: TODAY)  # a clock that goes back brings nothing back
    assert (stored(asking), asking.rows("message")) == ([], before)


@WAYS
@pytest.mark.both_stores
def test_a_forgotten_persons_whole_conversations_lose_their_texts(
    asking: Desk, records: Sequence[MessageRecord]
) -> None:
    asking.take(records)
    with asking.store.writing() as connection:
        forget_person(connection, institution_named(connection, BANK), "ana")
    assert stored(asking) == ["I am Eva"]


@pytest.mark.both_stores
def test_old_rows_go_with_their_texts(asking: Desk) -> None:
    asking.take([*NAMED, message(5, "4", AT + 30 * DAY, conversation="c4", text="Later")])
    with asking.store.writing() as connection:
        bank = institution_named(connection, BANK)
        for row in channels(connection, bank.id):
            assert seal(connection, row.id, 20_010).messages == 3
    assert stored(asking) == ["Later"]


@pytest.mark.both_stores
def test_turning_it_off_removes_all_and_only_the_banks_own(asking: Desk) -> None:
    asking.take(NAMED)
    with asking.store.writing() as connection:
        other = create_institution(connection, "Caja Otra")
        texts.keep(connection, other.id, 30)
        assert texts.keep_none(connection, other.id) == 0
        assert texts.kept(connection, other.id) == texts.Kept(None, 0)
        bank = institution_named(connection, BANK).id
        assert texts.kept(connection, bank) == texts.Kept(texts.LONGEST, 3)
        assert texts.keep_none(connection, bank) == 3
    asking.take([message(2, "9", AT, conversation="c9", text="After")])
    assert stored(asking) == []


@pytest.mark.both_stores
def test_an_institution_that_is_removed_takes_texts_and_setting_with_it(asking: Desk) -> None:
    asking.take(NAMED)
    with asking.store.writing() as connection:
        remove_institution(connection, institution_named(connection, BANK).id)
    assert (stored(asking), asking.rows("institution_setting")) == ([], [])


def test_sqlite_overwrites_what_is_removed(asking: Desk) -> None:
    path = asking.store.engine.url.database
    assert path
    asking.take([message(2, "1", AT, text="a secret that nobody may find again")])
    with asking.store.writing() as connection:
        texts.keep_none(connection, institution_named(connection, BANK).id)
    with asking.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    with open(path, "rb") as file:  # noqa: PTH123  (bytes as they lie there)
        assert b"nobody may find" not in file.read()


def test_texts_are_keyed_as_their_messages_are() -> None:
    assert KEYED[metadata.tables["message_text"]] == ("message_key",)


MESSAGES = """platform,channel,conversation_id,message_id,sent_at,direction,author,text
x,caja,c1,m1,2024-10-05T10:00:00Z,in,eulalia,"Where is
my card?"
x,caja,c1,m2,2024-10-05T10:30:00Z,out,caja,On its way
x,caja,c2,m3,2024-10-05T10:00:00Z,in,leo,
"""
TWCS = """tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id
1,115,True,Sat Oct 05 10:00:00 +0000 2024,@caja Where is my card?,2,
2,caja,False,Sat Oct 05 10:30:00 +0000 2024,@115 On its way,,1
"""


@pytest.mark.parametrize(
    ("content", "channel", "said"),
    [
        (MESSAGES, None, ["On its way", "Where is my card?"]),
        (TWCS, "x:caja", ["@115 On its way", "@caja Where is my card?"]),
    ],
    ids=["template", "reply links"],
)
def test_a_file_is_read_with_its_texts_only_when_they_are_wanted(
    store: Store, content: str, channel: str | None, said: list[str]
) -> None:
    desk = Desk(store, {})  # nothing is in the place of the child that reads
    source, target = Source("messages.csv", content.encode()), Target(BANK, channel)
    report = import_file(store, source, target)
    assert (str(report.outcome), stored(desk)) == ("saved", [])
    desk.undo(report)
    keep(desk, texts.LONGEST)
    assert str(import_file(store, source, target).outcome) == "saved"
    assert [" ".join(each.split()) for each in stored(desk)] == said


@pytest.mark.parametrize("wanted", [False, True])
@pytest.mark.parametrize(("content", "handle"), [(MESSAGES, None), (TWCS, ("x", "caja"))])
def test_no_text_leaves_the_reader_unless_it_is_wanted(
    content: str, handle: tuple[str, str] | None, wanted: bool
) -> None:
    parsed = parse(
        Source("messages.csv", content.encode()),
        institution_timezone=ZoneInfo("Europe/Madrid"),
        channel=handle,
        texts=wanted,
    )
    assert isinstance(parsed, Parsed)
    assert isinstance(parsed.records, Columnar)
    assert ("text" in parsed.records.table.column_names) is wanted
    assert ("way" in str(parsed.records.table.to_pydict())) is wanted
