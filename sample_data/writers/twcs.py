"""Customer-care conversations on X in the form of the twcs data set: one row a message, joined by reply links."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import PurePosixPath

from sample_data.bank import FIRST, LAST, channel_on
from sample_data.clock import local_date
from sample_data.messages import Message
from sample_data.timeline import cut
from sample_data.writers.cells import Cell, SampleFile, minimal
from sample_data.writers.english import stamped

HEADER = (
    "tweet_id", "author_id", "inbound", "created_at", "text", "response_tweet_id", "in_response_to_tweet_id",
)  # fmt: skip
FIRST_CUSTOMER = 115_712


def twcs_files(messages: Sequence[Message]) -> Iterator[SampleFile]:
    """Half a year a file, by time; a conversation over the turn of the half-year lies in two files."""
    handle = channel_on("x").handle
    answered_by = _answers(messages)
    for first, last in cut(FIRST, LAST, 6):
        rows: list[Sequence[Cell]] = [HEADER]
        rows += [
            _row(message, handle, answered_by.get(message.number, []))
            for message in messages
            if first <= local_date(message.sent_at) <= last
        ]
        name = f"twcs_{handle}_{first.isoformat()}_{last.isoformat()}.csv"
        yield SampleFile(PurePosixPath("x", name), minimal(rows, line_end="\r\n"), f"x:{handle}")


def _answers(messages: Sequence[Message]) -> dict[int, list[int]]:
    result: dict[int, list[int]] = {}
    for message in messages:
        if message.answers is not None:
            result.setdefault(message.answers, []).append(message.number)
    return result


def _row(message: Message, handle: str, answered_by: list[int]) -> list[Cell]:
    customer = FIRST_CUSTOMER + message.customer
    when = stamped(datetime.fromtimestamp(message.sent_at, UTC))
    addressed = f"@{customer}" if message.outbound else f"@{handle}"
    return [
        message.number,
        handle if message.outbound else customer,
        not message.outbound,
        when,
        f"{addressed} {message.text}",
        ",".join(map(str, answered_by)),
        message.answers,
    ]
