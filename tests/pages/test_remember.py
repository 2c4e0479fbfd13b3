"""What is remembered: an answer for each key, no error, nothing that a reader could change, and made once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from pages.shared.remember import remembered


def test_what_was_asked_is_made_once_and_arguments_with_an_underscore_are_no_part_of_it() -> None:
    made = []

    @remembered(8)
    def double(number: int, _how: object) -> list[int]:
        made.append(number)
        return [number * 2]

    found = double(2, object())
    found.append(7)
    assert double(2, object()) == [4]
    assert double(3, object()) == [6]
    assert made == [2, 3]


def test_what_was_used_longest_ago_is_forgotten_first() -> None:
    made = []

    @remembered(2)
    def same(number: int) -> int:
        made.append(number)
        return number

    for number in (1, 2, 1, 3, 1, 2):
        assert same(number) == number
    assert made == [1, 2, 3, 2]


def test_an_error_is_not_remembered() -> None:
    tries = []

    @remembered(2)
    def second_time(number: int) -> int | None:
        tries.append(number)
        if len(tries) == 1:
            raise LookupError
        return None

    with pytest.raises(LookupError):
        second_time(1)
    assert second_time(1) is None
    assert second_time(1) is None
    assert tries == [1, 1]


def test_who_asks_at_the_same_time_waits_for_the_one_answer() -> None:
    made, together = [], Barrier(4)

    @remembered(2)
    def slow(number: int) -> int:
        made.append(number)
        return number

    def ask(number: int) -> int:
        together.wait()
        return slow(number)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, [1, 1, 1, 1])) == [1, 1, 1, 1]
    assert made == [1]
