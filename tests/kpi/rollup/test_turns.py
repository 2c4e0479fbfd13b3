"""What a turn is, by example. Times are seconds after `MONDAY`, midnight UTC."""

import pytest

from kpi.rollup.run import increment, rebuild
from kpi.store.engine import Store
from tests.kpi.rollup.oracle import Message, Turn, turns_of
from tests.kpi.rollup.world import World, change, stored_measures

MONDAY = 20_395 * 86_400
HOUR, DAY = 3_600, 86_400


def talk(*lines: tuple[int, str], conversation: int = 1, first_key: int = 0) -> tuple[Message, ...]:
    """Messages of one conversation: (seconds, "in" | "out" | "bot")."""
    return tuple(
        Message(
            channel=1,
            key=first_key + number,
            conversation=conversation,
            at=MONDAY + seconds,
            day=(MONDAY + seconds) // DAY,
            outbound=who != "in",
            automated=who == "bot",
        )
        for number, (seconds, who) in enumerate(lines)
    )


def totals(store: Store, messages: tuple[Message, ...]) -> dict[str, int]:
    """All days' measures added up."""
    with store.reading() as connection:
        change(connection, World(), World(messages=messages))
        rebuild(connection)
        rows = stored_measures(connection).values()
    return {name: sum(row.get(name, 0) for row in rows) for name in next(iter(rows))}


CASES = {
    "one question, one answer": ([(0, "in"), (90, "out")], (1, 1, 90)),
    "the wait begins with the first of several questions": ([(0, "in"), (60, "in"), (90, "out")], (1, 1, 90)),
    "a second answer closes nothing": ([(0, "in"), (90, "out"), (95, "out")], (1, 1, 90)),
    "an automated answer does not stop the clock": ([(0, "in"), (5, "bot"), (90, "out")], (1, 1, 90)),
    "only an automated answer: still open": ([(0, "in"), (5, "bot")], (1, 0, 0)),
    "the bank begins: no turn": ([(0, "out"), (60, "out")], (0, 0, 0)),
    "the bank begins, the customer answers": ([(0, "out"), (60, "in"), (90, "out")], (1, 1, 30)),
    "reopened": ([(0, "in"), (90, "out"), (DAY, "in"), (DAY + 5, "out")], (2, 2, 95)),
    "unanswered in the end": ([(0, "in"), (90, "out"), (DAY, "in")], (2, 1, 90)),
    "in the same second the customer comes first": ([(0, "out"), (0, "in")], (1, 1, 0)),
    "the file's order decides nothing": ([(90, "out"), (0, "in")], (1, 1, 90)),
}


@pytest.mark.both_stores
@pytest.mark.parametrize(("lines", "expected"), CASES.values(), ids=CASES.keys())
def test_turns(bank: Store, lines: list[tuple[int, str]], expected: tuple[int, int, int]) -> None:
    measured = totals(bank, talk(*lines))
    assert (measured["turns_opened"], measured["turns_answered"], measured["turn_wait_seconds"]) == expected


def test_only_the_first_turn_of_a_conversation_is_a_first_response(bank: Store) -> None:
    measured = totals(bank, talk((0, "in"), (90, "out"), (200, "in"), (205, "out")))
    assert (measured["turns_opened"], measured["first_turns_opened"]) == (2, 1)
    assert (measured["turn_wait_seconds"], measured["first_wait_seconds"]) == (95, 90)


@pytest.mark.parametrize(("wait", "within"), [(HOUR, 1), (HOUR + 1, 0)])
def test_within_an_hour_includes_the_hour(bank: Store, wait: int, within: int) -> None:
    assert totals(bank, talk((0, "in"), (wait, "out")))["answered_1h"] == within


@pytest.mark.parametrize(("later", "due"), [(HOUR, 0), (HOUR + 1, 1)])
def test_an_open_turn_is_due_when_the_data_reach_beyond_the_window(bank: Store, later: int, due: int) -> None:
    open_turn = talk((0, "in"))
    elsewhere = talk((later, "out"), conversation=2, first_key=9)
    measured = totals(bank, open_turn + elsewhere)
    assert (measured["turns_answered"], measured["due_1h"]) == (0, due)


@pytest.mark.parametrize("reached", [0, 600, 23 * HOUR])
def test_a_later_import_makes_an_open_turn_of_another_conversation_due(bank: Store, reached: int) -> None:
    asked = talk((0, "in")) + talk((reached, "out"), conversation=2, first_key=8)
    first = World(messages=asked)
    both = World(messages=asked + talk((2 * DAY, "in"), conversation=3, first_key=9))
    monday = (1, MONDAY // DAY)
    with bank.reading() as connection:
        increment(connection, change(connection, World(), first))
        assert stored_measures(connection)[monday]["due_24h"] == 0
        increment(connection, change(connection, first, both))
        assert stored_measures(connection)[monday]["due_24h"] == 1
        increment(connection, change(connection, both, first))
        assert stored_measures(connection)[monday]["due_24h"] == 0


def test_a_day_with_messages_and_no_turn_counts_0_turns_and_other_days_have_no_row(bank: Store) -> None:
    with bank.reading() as connection:
        change(connection, World(), World(messages=talk((0, "out"), (3 * DAY, "out"))))
        rebuild(connection)
        measured = stored_measures(connection)
    assert sorted(day - MONDAY // DAY for _, day in measured) == [0, 3]
    assert {row["turns_opened"] for row in measured.values()} == {0}


def test_the_oracle_reads_a_conversation_as_people_do() -> None:
    day = MONDAY // DAY
    first = Turn(1, 1, MONDAY, day, first=True, answered_at=MONDAY + 90, reply_day=day)
    second = Turn(1, 1, MONDAY + DAY, day + 1, first=False)
    assert turns_of(talk((DAY, "in"), (5, "bot"), (90, "out"), (0, "in"), (60, "in"))) == [first, second]
