"""Samples that came to harm: right numbers or a refusal, never an exception, and never wrong numbers."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

import pytest

from kpi.importing.confined import parent
from kpi.importing.parse import parse
from kpi.importing.records import (
    GoalRecord,
    MessageRecord,
    Parsed,
    PostRecord,
    Record,
    Refusal,
    TotalsRecord,
    VisitRecord,
)
from kpi.importing.source import Source
from tests.kpi.importing.mutations import EVERYWHERE, MUTATIONS, Mutated, NotPlain
from tests.kpi.importing.reading_support import MADRID
from tests.kpi.importing.samples import FILES, reading_options

NAMES = sorted(MUTATIONS)
EACH = 2
"""Mutations of each sample, by chance that is its own: a new sample changes nothing for the others."""


TWINS: Final = {
    "facebook_page_insights.csv",
    "facebook_post_insights.twice.csv",
    "meta_facebook_posts.en.csv",
}
"""Two of their columns have one name. When one of these is damaged or lost, nobody can tell which is left."""


def mutated(path: Path, name: str, number: int = 0) -> Mutated | None:
    """The sample, mutated; None where it is not of the shape that the mutation needs."""
    try:
        change = MUTATIONS[name](path.read_bytes(), random.Random(f"{path.name} {name} {number}"))
    except NotPlain:
        return None
    names_changed = 1 in change.touched
    return None if path.name in TWINS and names_changed else change


def cases() -> Iterator[tuple[Path, str]]:
    for path in FILES:
        chance = random.Random(path.name)
        fitting = (name for name in chance.sample(NAMES, len(NAMES)) if mutated(path, name) is not None)
        yield from ((path, name) for name in islice(fitting, EACH))


CASES = list(cases())
IDS = [f"{path.name}, {name}" for path, name in CASES]


def read(path: Path, content: bytes | None = None) -> Parsed | Refusal:
    source = Source(path.name, path.read_bytes() if content is None else content)
    return parse(source, institution_timezone=MADRID, **reading_options(path))


@cache
def unharmed(path: Path) -> Parsed | Refusal:
    return read(path)


def records(result: Parsed) -> list[Record]:
    return [record for part in result.parts for record in part.records]


def without_row(record: Record) -> Record:
    return replace(record, row=0)


def key(record: Record) -> tuple[object, ...]:
    """What a record is about."""
    match record:
        case PostRecord():
            return record.platform, record.post_id
        case TotalsRecord():
            return record.platform, record.first_day, record.last_day, record.segment
        case GoalRecord():
            return record.kpi, record.platform, record.month
        case MessageRecord():
            return (
                record.platform,
                record.conversation_id or record.message_id,
                record.sent_at,
                record.outbound,
            )
        case VisitRecord():
            return record.platform, record.visitor, record.visited_at


def numbers(record: Record) -> tuple[float | None, ...]:
    match record:
        case PostRecord():
            return record.counters
        case TotalsRecord():
            return record.totals
        case GoalRecord():
            return record.floor, record.target, record.stretch
        case _:
            return ()


def wrong(original: Parsed | Refusal, found: Parsed, change: Mutated) -> Iterator[str]:
    """What is wrong with the records that were found."""
    lost_to_faults = sum(len(part.faults) for part in found.parts)
    before, after = [] if isinstance(original, Refusal) else records(original), records(found)
    if change.touched is EVERYWHERE:
        # Rows of which a column tells them apart are taken for one, contradict one another, and are not saved.
        often = Counter(map(key, after))
        after = [record for record in after if often[key(record)] == 1]
    if not change.touched:
        missing = Counter(map(without_row, before)) - Counter(map(without_row, after))
        added = Counter(map(without_row, after)) - Counter(map(without_row, before))
        if added:
            yield f"records that the sample does not hold: {list(added)[:2]}"
        if missing.total() > lost_to_faults:
            yield f"records lost without a fault: {list(missing)[:2]}"
        return
    known = {key(record): record for record in before}
    touched = keys_of(before, change.touched) | keys_of(after, change.touched)
    if change.touched is EVERYWHERE:
        touched = set()
    for record in after:
        if key(record) in touched:
            continue
        if key(record) not in known:
            if change.touched is EVERYWHERE and not isinstance(record, TotalsRecord):
                continue  # an identifier was written in another form, and is then another one
            yield f"a record that the sample does not hold: {record}"
        elif any(
            a not in (None, b) for a, b in zip(numbers(record), numbers(known[key(record)]), strict=True)
        ):
            yield f"other numbers: {record} instead of {known[key(record)]}"


def keys_of(found: list[Record], lines: Sequence[int]) -> set[tuple[object, ...]]:
    """The keys of the records whose rows reach into `lines`: a row may go over several."""
    ordered = sorted(found, key=lambda record: record.row)
    ends = [*(record.row for record in ordered[1:]), 10**9]
    return {
        key(record)
        for record, end in zip(ordered, ends, strict=True)
        if any(line in lines for line in range(record.row, max(min(end, record.row + 50), record.row + 1)))
    }


@pytest.mark.parametrize(("path", "name"), CASES, ids=IDS)
def test_a_mutated_file_gives_right_numbers_or_is_refused(path: Path, name: str) -> None:
    change = mutated(path, name)
    assert change is not None
    original, found = unharmed(path), read(path, change.content)
    if isinstance(found, Refusal):
        assert str(found.reason).endswith((".", "?"))
        return
    assert not list(wrong(original, found, change))


@pytest.mark.parametrize(("path", "name"), CASES[::20], ids=IDS[::20])
def test_a_mutated_file_comes_to_the_same_in_a_child(path: Path, name: str) -> None:
    change = mutated(path, name)
    assert change is not None
    source = Source(path.name, change.content)
    expected = read(path, change.content)
    assert parent.parse(source, institution_timezone=MADRID, **reading_options(path)) == expected


def test_enough_is_mutated_and_enough_of_it_is_read_that_something_could_be_wrong() -> None:
    changes = [(path, mutated(path, name)) for path, name in CASES]
    read_at_all = sum(isinstance(read(path, change.content), Parsed) for path, change in changes if change)
    assert len(CASES) >= 190
    assert read_at_all > len(CASES) / 4
