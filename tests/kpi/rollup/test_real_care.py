"""Real customer-care tweets, put into the store by hand and counted a second way: by runs of one direction."""

import csv
from collections import Counter, defaultdict
from datetime import datetime
from itertools import groupby
from pathlib import Path

import pytest
from sqlalchemy import select

from kpi.rollup.run import differences, increment, rebuild
from kpi.store.engine import Store
from kpi.store.schema import metadata
from tests.kpi.rollup.oracle import Message
from tests.kpi.rollup.world import World, change, stored_measures

TURN = metadata.tables["turn"]
Rows = dict[int, dict[str, str]]


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return {int(row["tweet_id"]): row for row in csv.DictReader(file)}


def conversation_of(tweet: int, rows: Rows) -> int:
    """The first tweet up the chain of answers that the file holds, or names."""
    seen = {tweet}
    while tweet in rows and (above := rows[tweet]["in_response_to_tweet_id"]):
        tweet = int(float(above))
        if tweet in seen:
            break
        seen.add(tweet)
    return tweet


def messages_with(handle: str, rows: Rows) -> tuple[Message, ...]:
    """The conversations that `handle` takes part in, without other companies' tweets."""
    roots = {tweet: conversation_of(tweet, rows) for tweet in rows}
    ours = {roots[tweet] for tweet, row in rows.items() if row["author_id"] == handle}
    kept = [
        tweet
        for tweet, row in rows.items()
        if roots[tweet] in ours and (row["author_id"] == handle or row["inbound"].casefold() == "true")
    ]
    return tuple(message(tweet, roots[tweet], rows[tweet], handle) for tweet in kept)


def message(tweet: int, root: int, row: dict[str, str], handle: str) -> Message:
    at = int(datetime.strptime(row["created_at"], "%a %b %d %H:%M:%S %z %Y").timestamp())
    return Message(1, tweet, root, at, at // 86_400, outbound=row["author_id"] == handle)


def waits_by_runs(messages: tuple[Message, ...]) -> list[int | None]:
    """The wait of each run of inbound messages until the run of answers that follows it."""
    conversations = defaultdict(list)
    for each in messages:
        conversations[each.conversation].append((each.at, each.outbound))
    waits: list[int | None] = []
    for lines in conversations.values():
        runs = [(out, next(run)[0]) for out, run in groupby(sorted(lines), key=lambda line: line[1])]
        following = [*runs[1:], None]
        waits += [
            after[1] - at if after else None
            for (out, at), after in zip(runs, following, strict=True)
            if not out
        ]
    return waits


@pytest.mark.real_files
@pytest.mark.parametrize("name", ["Yosingh1__twcs_first.csv", "naman-tiwari__sample.csv"])
def test_turns_of_every_company_in_the_file(bank: Store, real_exports: Path, name: str) -> None:
    rows = read(real_exports / "care" / name)
    companies = Counter(row["author_id"] for row in rows.values() if row["inbound"].casefold() == "false")
    counted = 0
    for company in companies:
        messages = messages_with(company, rows)
        expected = waits_by_runs(messages)
        with bank.reading() as connection:
            change(connection, World(), World(messages=messages))
            rebuild(connection)
            waits = list(connection.execute(select(TURN.c.wait)).scalars())
            measured = stored_measures(connection).values()
        assert sorted(waits, key=str) == sorted(expected, key=str)
        answered = [wait for wait in expected if wait is not None]
        assert sum(row["turns_opened"] for row in measured) == len(expected)
        assert sum(row["turn_wait_seconds"] for row in measured) == sum(answered)
        assert sum(row["answered_1h"] for row in measured) == sum(wait <= 3_600 for wait in answered)
        counted += len(answered)
    assert counted > 0


@pytest.mark.real_files
def test_real_messages_in_pieces_end_where_a_rebuild_does(bank: Store, real_exports: Path) -> None:
    rows = read(real_exports / "care" / "Yosingh1__twcs_first.csv")
    company, _ = Counter(row["author_id"] for row in rows.values() if row["inbound"] == "FALSE").most_common(
        1
    )[0]
    messages = messages_with(company, rows)
    with bank.reading() as connection:
        before = World()
        for piece in range(3):
            after = World(messages=before.messages + messages[piece::3])
            increment(connection, change(connection, before, after))
            assert differences(connection) == []
            before = after
