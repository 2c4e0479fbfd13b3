"""What contradicts something stored is told by the file's own column and cell, not by ours."""

import pytest

from kpi.catalogue.measure import Fact
from kpi.importing.as_the_file import as_the_file
from kpi.importing.cited import Cited, cells_of
from kpi.importing.layout import layout_named
from kpi.importing.report import Fault
from kpi.importing.run import Target, import_file
from kpi.importing.source import Source
from kpi.store.engine import Store
from kpi.words import Message

TARGET = Target("Banco")
TWCS = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n"
CARE = "id,createdAt,queued_at,answeredAt,closedAt,direction\n"
VISITS = "platform,channel,visitor,visited_at,kind,visit_id\n"
MESSAGES = "platform,channel,conversation_id,message_id,sent_at,direction,automated,author\n"
POSTS = "Tweet id,Tweet permalink,Tweet text,time,impressions,engagements,likes\n"
PERMALINK = "https://twitter.com/banco/status/9"


def told(
    store: Store, first: str, second: str, target: Target = TARGET, row: int = 2
) -> list[tuple[str, str]]:
    """(column, value) of the faults that the second file gets after the first."""
    import_file(store, Source("first.csv", first.encode()), target)
    report = import_file(store, Source("second.csv", second.encode()), target)
    assert {fault.row for fault in report.faults} == {row}
    for fault in report.faults:
        assert fault.reason.values["column"] == fault.column
    return [(fault.column, fault.value) for fault in report.faults]


def test_a_direction_is_told_in_the_files_own_words(store: Store) -> None:
    row = "1,{},{},Wed Oct 11 06:55:44 +0000 2017,hola,2,\n"
    other = "2,banco,False,Wed Oct 11 07:55:44 +0000 2017,@900 sí,,1\n"
    asked, answered = row.format("900", "True"), row.format("banco", "False")
    target = Target("Banco", channel="x:banco")
    assert told(store, TWCS + asked + other, TWCS + answered + other, target) == [("inbound", "False")]


def test_an_instant_is_told_as_it_is_written(store: Store) -> None:
    row = "x,Caja,c1,m1,2026-05-01 {}:00,in,,ana\nx,Caja,c1,m2,2026-05-01 12:00,in,,ana\n"
    assert told(store, MESSAGES + row.format("10"), MESSAGES + row.format("11")) == [
        ("sent_at", "2026-05-01 11:00")
    ]


def test_an_instant_with_words_is_told_as_it_is_written(store: Store) -> None:
    row = "1,900,True,Wed Oct 11 06:55:{} +0000 2017,hola,2,\n2,banco,False,Wed Oct 11 07:55:44 +0000 2017,@900 sí,,1\n"
    target = Target("Banco", channel="x:banco")
    assert told(store, TWCS + row.format("44"), TWCS + row.format("45"), target) == [
        ("created_at", "Wed Oct 11 06:55:45 +0000 2017")
    ]


def test_of_identifiers_the_shape_is_told(store: Store) -> None:
    row = "x,Caja,{},m1,2026-05-01 10:00,in,,ana\nx,Caja,c1,m2,2026-05-01 12:00,in,,ana\n"
    assert told(store, MESSAGES + row.format("ana-1"), MESSAGES + row.format("ana-22")) == [
        ("conversation_id", "xxx-99")
    ]


def test_a_word_that_marks_a_machine_is_told_as_it_stands(store: Store) -> None:
    row = "x,Caja,c1,m1,2026-05-01 10:00,out,{},ana\nx,Caja,c1,m2,2026-05-01 12:00,in,,ana\n"
    assert told(store, MESSAGES + row.format("no"), MESSAGES + row.format("Sí")) == [("automated", "Sí")]


def test_an_answers_time_is_told_in_the_column_of_answers(store: Store) -> None:
    row = "1,2026-01-08T08:00:04Z,2026-01-08T08:00:30Z,2026-01-08T08:0{}:46Z,2026-01-08T09:05:23Z,inbound\n"
    more = "2,2026-01-08T08:00:04Z,2026-01-08T08:00:30Z,2026-01-08T08:04:46Z,2026-01-08T09:05:23Z,inbound\n"
    target = Target("Banco", channel="community:banco")
    assert told(store, CARE + row.format(2) + more, CARE + row.format(3) + more, target) == [
        ("answeredAt", "2026-01-08T08:03:46Z")
    ]


def test_a_visit_that_became_a_like_is_told_by_its_kind(store: Store) -> None:
    row = "facebook,Banco,v1,2026-05-01T10:00:00Z,{},7\nfacebook,Banco,v2,2026-05-01T11:00:00Z,visit,8\n"
    assert told(store, VISITS + row.format("visit"), VISITS + row.format("Like")) == [("kind", "Like")]


def test_rows_of_one_file_are_told_as_they_are_written(store: Store) -> None:
    row = "{0},https://twitter.com/banco/status/{0},hola,2019-02-01 10:00 +0000,{1},1.0,2.0\n"
    rows = [row.format(9, "2633.0"), row.format(9, "2634.0"), row.format(10, "1.0")]
    report = import_file(store, Source("a.csv", (POSTS + "".join(rows)).encode()), TARGET)
    assert [(fault.row, fault.column, fault.value) for fault in report.faults] == [
        (2, "impressions", "2633.0"),
        (3, "impressions", "2634.0"),
    ]


def test_a_number_that_comes_of_several_columns_stays_ours() -> None:
    header = "Post id,Date,Post text,Post Link,Impressions,Likes,Replies,Reposts,Shares\n"
    row = f'9,"Sat, Aug 15, 2026",hola,{PERMALINK},1,2,3,4,5\n'
    source = Source("a.csv", (header + row).encode())
    found = cells_of(source, fact=Fact.POST, wanted=[(2, "shares"), (2, "reactions"), (3, "reactions")])
    assert found == Cited((None, "2", None))


def test_a_file_that_cannot_be_read_again_leaves_what_is_stored() -> None:
    faults = [Fault(2, "outbound", "1", Message("{column}", {"column": "outbound"}))]
    headers = {"direction": "inbound"}
    [fault] = as_the_file(faults, Fact.MESSAGE, headers, lambda _, wanted: [None] * len(wanted))
    assert (fault.column, fault.value, str(fault.reason)) == ("inbound", "9", "inbound")


@pytest.mark.parametrize("key", ["vinculo_messages", "vinculo_visits"])
def test_nothing_is_cited_of_another_fact(key: str) -> None:
    content = {"vinculo_messages": MESSAGES, "vinculo_visits": VISITS}[key]
    source = Source("a.csv", (content + "x,Caja,a,2026-05-01T10:00:00Z,b,c,d,e\n").encode())
    found = cells_of(source, fact=Fact.POST, wanted=[(2, "views")], layout=layout_named(key))
    assert found == Cited((None,))
