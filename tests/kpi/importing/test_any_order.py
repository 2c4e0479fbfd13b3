"""Whatever is imported, repeated, shuffled and undone, the facts are those of the files that remain."""

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi.importing.records import Record
from kpi.importing.report import Outcome, Report
from kpi.store.engine import Store
from kpi.store.institutions import institutions, remove_institution
from tests.support.desk import Desk, desk_of, goal, message, post, totals, visit
from tests.support.examples import examples

MESSAGES = [
    message(0, name, at, links=links, out=out)
    for name, at, links, out in [
        ("1", 1_000, ("2",), False),
        ("2", 1_060, ("1", "3"), True),
        ("3", 90_000, ("7",), False),
        ("4", 90_000, ("7",), True),
        ("5", 95_000, ("4", "6"), False),
        ("6", 200_000, (), True),
        ("8", 100_000, (), False),
        # A later export of the same messages, with fewer or more links.
        ("1", 1_000, (), False),
        ("3", 90_000, ("2", "5"), False),
        ("8", 100_000, ("1",), False),
    ]
]
NAMED = [
    message(0, f"n{i}", 1_000 + 40_000 * i, conversation=f"c{i % 2}", out=i % 3 == 2, automated=i == 5)
    for i in range(7)
]
# Two customers, whose conversations end after an hour of silence: some messages stand between two others that
# are one conversation only with them.
THREADED = [
    message(0, f"t{i}", 1_000 + at, conversation=customer, out=out, silence=3_600)
    for i, (at, customer, out) in enumerate(
        [
            (0, "ana", False),
            (3_600, "ana", True),
            (5_000, "ana", False),
            (9_000, "ana", True),
            (12_601, "ana", False),
            (0, "eva", True),
            (0, "eva", False),
            (3_601, "eva", True),
        ]
    )
]
VISITS = [
    visit(0, name, day, liked=liked)
    for name in ("ana", "eva")
    for day in (20_000, 20_004)
    for liked in (False, True)
]

numbers = st.one_of(st.none(), st.integers(0, 3))
posts = st.builds(
    lambda i, day, views, reactions: post(0, f"p{i}", day=20_000 + day, views=views, reactions=reactions),
    st.integers(0, 2), st.integers(0, 1), numbers, numbers,
)  # fmt: skip
days = st.builds(
    lambda day, span, followers: totals(0, 20_000 + day, 20_000 + day + span, followers=followers),
    st.integers(0, 2), st.integers(0, 1), numbers,
)  # fmt: skip
goals = st.builds(
    lambda i, target: goal(0, target, platform=("", "x")[i]), st.integers(0, 1), st.sampled_from([0.5, 0.6])
)


def identity(record: object) -> tuple[object, ...]:
    names = ("post_id", "first_day", "last_day", "message_id", "visitor", "visited_at", "liked", "platform")
    return tuple(getattr(record, name, None) for name in names)


def files(kind: st.SearchStrategy[Record]) -> st.SearchStrategy[list[Record]]:
    return st.lists(kind, min_size=1, max_size=4, unique_by=identity)


def imports(kind: st.SearchStrategy[Record]) -> st.SearchStrategy[list[tuple[str, Any]]]:
    """Steps with files of one kind, which overlap and contradict each other often."""
    taken = st.tuples(st.just("import"), files(kind))
    other = st.tuples(st.sampled_from(["undo", "undo", "repeat", "shuffle"]), st.integers(0, 9))
    return st.builds(
        lambda first, rest: [*first, *rest],
        st.lists(taken, min_size=2, max_size=2),
        st.lists(st.one_of(taken, other), min_size=2, max_size=6),
    )


KINDS: list[st.SearchStrategy[Record]] = [
    posts,
    days,
    goals,
    st.sampled_from(MESSAGES),
    st.sampled_from(MESSAGES),  # the hardest to take back: twice as often
    st.sampled_from(NAMED),
    st.sampled_from(THREADED),
    st.sampled_from(VISITS),
]
steps = st.one_of(*map(imports, KINDS))


def play(desk: Desk, chosen: Sequence[tuple[str, Any]]) -> list[tuple[str, Sequence[Record]]]:
    """Do the steps; the files that count at the end, in the order of their imports."""
    live: list[tuple[str, Sequence[Record], Report]] = []
    for i, (what, value) in enumerate(chosen):
        if what == "import":
            live.append((f"file {i}", value, desk.take(value, name=f"file {i}")))
        elif live and what == "repeat":
            name, records, _ = live[value % len(live)]
            before = desk.facts()
            assert desk.take(records, name=name).outcome is Outcome.ALREADY
            assert desk.facts() == before
        elif live and what == "shuffle":
            name, records, _ = live[-1]
            before = desk.facts()
            shuffled = Random(value).sample(records, len(records))
            live.append((f"file {i}", shuffled, desk.take(shuffled, name=f"file {i}")))
            assert desk.facts() == before
        elif live and what == "undo":
            desk.undo(live.pop(value % len(live))[2])
    return [(name, records) for name, records, _ in live]


def empty(desk: Desk) -> None:
    """Remove everything, so that the next example finds the store as it was."""
    with desk.store.writing() as connection:
        for institution in institutions(connection):
            remove_institution(connection, institution.id)
    assert set(desk.counts().values()) == {0}


def same_as_from_scratch(first: Desk, second: Desk, chosen: Sequence[tuple[str, Any]]) -> None:
    empty(first)
    empty(second)
    for name, records in play(first, chosen):
        second.take(records, name=name)
    assert first.facts() == second.facts()
    assert first.check() == []


relaxed = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def desks(new_store: Callable[[], Store]) -> Iterator[list[Desk]]:
    with desk_of(new_store(), new_store()) as both:
        yield both


@settings(relaxed, max_examples=examples(8))
@given(chosen=steps)
def test_what_remains_is_what_the_remaining_files_say(
    desks: list[Desk], chosen: list[tuple[str, Any]]
) -> None:
    same_as_from_scratch(desks[0], desks[1], chosen)


@pytest.mark.both_stores
@settings(relaxed, max_examples=examples(4))
@given(chosen=steps)
def test_the_same_on_either_database(desks: list[Desk], chosen: list[tuple[str, Any]]) -> None:
    same_as_from_scratch(desks[0], desks[1], chosen)
