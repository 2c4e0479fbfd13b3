"""Conversations made by reply links depend on the links alone: not on files, nor on their order."""

import pytest

from tests.support.desk import Desk, message


def conversations(desk: Desk) -> list[list[int]]:
    """The instants of the messages of each conversation."""
    found: dict[int, list[int]] = {}
    for key, sent_at in desk.rows("message", "conversation_key", "sent_at"):
        found.setdefault(key, []).append(sent_at)
    return sorted(sorted(each) for each in found.values())


@pytest.mark.both_stores
def test_messages_linked_through_others_are_one_conversation(desk: Desk) -> None:
    desk.take(
        [
            message(2, "1", 100, links=("2",)),
            message(3, "2", 160, links=("1", "3"), out=True),
            message(4, "3", 200, links=()),
            message(5, "9", 500, links=()),
        ]
    )
    assert conversations(desk) == [[100, 160, 200], [500]]
    assert desk.rows("turn", "opened_at", "wait") == [(100, 60), (200, None), (500, None)]


def test_messages_that_link_to_one_that_no_file_brought_belong_together(desk: Desk) -> None:
    desk.take([message(2, "1", 100, links=("missing",)), message(3, "2", 200, links=("missing",), out=True)])
    assert conversations(desk) == [[100, 200]]


@pytest.mark.both_stores
def test_a_later_file_joins_the_conversations_of_earlier_ones(desk: Desk) -> None:
    desk.take([message(2, "5", 500, links=("4",), out=True)])
    desk.take([message(2, "1", 100, links=("2",))])
    assert conversations(desk) == [[100], [500]]
    bridge = desk.take([message(2, "2", 150, links=("4",))])
    assert conversations(desk) == [[100, 150, 500]]
    assert desk.rows("turn", "opened_at", "wait") == [(100, 400)]
    assert desk.check() == []
    desk.undo(bridge)
    assert conversations(desk) == [[100], [500]]
    assert desk.check() == []


def test_a_repeated_message_with_a_new_link_joins_too(desk: Desk) -> None:
    desk.take([message(2, "1", 100, links=())])
    desk.take([message(2, "2", 200, links=(), out=True)])
    report = desk.take([message(2, "1", 100, links=("2",))])
    assert conversations(desk) == [[100, 200]]
    assert desk.check() == []
    desk.undo(report)
    assert conversations(desk) == [[100], [200]]


def test_one_message_cannot_be_in_a_named_and_in_a_linked_conversation(desk: Desk) -> None:
    desk.take([message(2, "1", 100, conversation="c1")])
    report = desk.take([message(2, "1", 100, links=("2",)), message(3, "2", 200, links=(), out=True)])
    assert [(fault.row, fault.column) for fault in report.faults] == [(2, "conversation_id")]
