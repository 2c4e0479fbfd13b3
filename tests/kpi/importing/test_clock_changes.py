"""The two nights on which clocks are changed: an hour that never was is a fault, one that came twice is counted."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from kpi.importing.records import MessageRecord, Parsed
from tests.kpi.importing.reading_support import parsed

HEAD = "platform,channel,conversation_id,message_id,sent_at,direction\n"
TWICE = (
    "Read as the first of two: times in the hour that the clocks of Europe/Madrid show twice when they are put back "
    "({rows})."
)


def messages(times: list[str], *, quoted: bool = False) -> Parsed:
    """Read by columns or, where a cell is quoted, row by row."""
    head = HEAD.replace("platform", '"platform"') if quoted else HEAD
    return parsed(head + "".join(f"x,caja,c{n},m{n},{at},in\n" for n, at in enumerate(times)))


def shown_twice(result: Parsed) -> list[str]:
    return [str(note) for note in result.notes if "twice" in str(note)]


@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("many", [1, 40])
def test_an_hour_that_the_clocks_skip_is_a_fault(many: int, quoted: bool) -> None:
    around = ["2026-03-29 01:59:59", "2026-03-29 03:00:00"]
    result = messages([*around * many, "2026-03-29 02:30:00"], quoted=quoted)
    assert len(result.records) == 2 * many
    (fault,) = result.faults
    assert (fault.row, fault.column, fault.value) == (2 * many + 2, "sent_at", "2026-03-29 02:30:00")
    assert "the clocks of Europe/Madrid were put forward over it" in str(fault.reason)


def test_a_time_with_an_offset_is_never_skipped() -> None:
    result = messages(["2026-03-29T02:30:00+01:00", "2026-03-29T02:30:00Z"])
    assert not result.faults
    assert not shown_twice(result)


@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("many", [1, 40])
def test_an_hour_that_comes_twice_is_read_as_the_first_and_counted(many: int, quoted: bool) -> None:
    times = ["2026-10-25 02:30:00", "2026-10-25 03:30:00", "2026-10-25 01:30:00"]
    result = messages(times * many, quoted=quoted)
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC).timestamp()
    assert next(record.sent_at for record in result.records if isinstance(record, MessageRecord)) == first
    assert shown_twice(result) == [TWICE.format(rows=many)]


def test_only_times_without_an_offset_are_doubtful() -> None:
    times = ["2026-10-25 02:30:00", "2026-10-25T02:30:00+02:00", "2026-10-25T02:10:00+01:00"]
    assert shown_twice(messages(times)) == [TWICE.format(rows=1)]


def test_posts_are_looked_at_as_messages_are() -> None:
    head = "platform,channel,post_id,published_at,reactions\n"
    rows = ["x,caja,1,2026-10-25 02:30,1\n", "x,caja,2,2026-03-29 02:30,1\n", "x,caja,3,2026-10-25,1\n"]
    result = parsed(head + "".join(rows * 1))
    assert [fault.row for fault in result.faults] == [3]
    assert shown_twice(result) == [TWICE.format(rows=1)]


def test_the_clocks_are_those_of_the_times_and_not_of_the_days() -> None:
    """In Bogotá no clock is ever changed."""
    head = "platform,channel,post_id,published_at,reactions\n"
    result = parsed(
        head + "x,caja,1,2026-10-25 02:30,1\nx,caja,2,2026-03-29 02:30,1\n",
        timezone=ZoneInfo("America/Bogota"),
    )
    assert not result.faults
    assert not shown_twice(result)
