"""From the cells of a row to a record of ours, one builder for each fact.

A builder is compiled for one table and is called once a row: it returns the record, or None for a row that is
about somebody else, and raises `BadCell` for a row that cannot be taken.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kpi.catalogue.measures import Fact
from kpi.catalogue.promises import GoalForUnknownKpi, check_goal
from kpi.errors import KpiError
from kpi.importing.cells.columns import Columns
from kpi.importing.cells.spot import EMPTY
from kpi.importing.errors import BadCell
from kpi.importing.fields import IN, LIKE, OUT
from kpi.importing.readers.grid import Native
from kpi.importing.records import (
    GoalRecord,
    MessageRecord,
    PostRecord,
    Record,
    TotalsRecord,
    VisitRecord,
)
from kpi.store.schema import COUNTERS, TOTALS
from kpi.words import N_, Message

Build = Callable[[int, Sequence[Native]], Record | tuple[Record, ...] | None]

TITLE_LENGTH: Final = 120
NO_TIME: Final = N_("A message needs its time of day: without it nobody can say how long anybody waited.")

BEFORE_ASKED: Final = N_("The conversation is answered before it began.")


@dataclass(frozen=True)
class Setting:
    """What a builder knows besides the row.

    `channel` is the (platform, handle) that the caller named. `span` holds the days of a report that covers
    several; `days` the day of each line, where the file's own dates lack the year.
    """

    columns: Columns
    platform: str
    channel: tuple[str, str] | None
    span: tuple[int, int] | None = None
    days: Mapping[int, int] | None = None


def builder(fact: Fact, setting: Setting) -> Build:
    """The builder for the records of `fact`."""
    match fact:
        case Fact.POST:
            return _posts(setting)
        case Fact.MESSAGE:
            return _answered(setting) if setting.columns.has("answered_at") else _messages(setting)
        case Fact.VISIT:
            return _visits(setting)
        case Fact.CHANNEL_DAY | Fact.CHANNEL_SPAN:
            return _totals(setting)
        case Fact.GOAL:
            return _goals(setting)


Where = Callable[[Sequence[Native]], tuple[str, str | None] | None]


def _where(setting: Setting) -> Where:
    """(platform, handle) of a row; None where the caller asked for another platform than the row's."""
    read_platform = setting.columns["platform"]
    read_handle = setting.columns["handle"]
    wanted = setting.channel

    if setting.platform and wanted:
        always = wanted
        return lambda _: always

    def where(cells: Sequence[Native]) -> tuple[str, str | None] | None:
        platform = setting.platform or read_platform(cells)
        if platform is None and wanted is None:
            raise BadCell(setting.columns.name("platform"), "", Message(EMPTY))
        if wanted is not None:
            return wanted if platform in (None, wanted[0]) else None
        return platform, read_handle(cells)

    return where


def _posts(setting: Setting) -> Build:
    columns, where = setting.columns, _where(setting)
    post_id, published_at = columns["post_id"], columns["published_at"]
    format_of, title, permalink = columns["format"], columns["title"], columns["permalink"]
    counters = [columns[name] for name in COUNTERS]

    def build(line: int, cells: Sequence[Native]) -> PostRecord | None:
        place = where(cells)
        if place is None:
            return None
        epoch, day = published_at(cells)
        return PostRecord(
            line,
            *place,
            post_id(cells),
            epoch,
            day,
            format_of(cells) or "",
            (title(cells) or "")[:TITLE_LENGTH],
            permalink(cells) or "",
            tuple([read(cells) for read in counters]),
        )

    return build


def _totals(setting: Setting) -> Build:
    columns, where = setting.columns, _where(setting)
    day_of, segment = columns["day"], columns["segment"]
    totals = [columns[name] for name in TOTALS]
    nothing = (None,) * len(TOTALS)
    counted = setting.days or {}

    def build(line: int, cells: Sequence[Native]) -> TotalsRecord | None:
        place = where(cells)
        if place is None:
            return None
        if setting.span is not None:
            first, last = setting.span
        else:
            # A line without a counted day has a whole date, or a bad one, which is reported here.
            first = last = counted[line] if line in counted else day_of(cells)
        values = tuple([read(cells) for read in totals])
        if values == nothing:
            return None
        return TotalsRecord(line, *place, first, last, segment(cells) or "", values)

    return build


def _messages(setting: Setting) -> Build:
    columns, where = setting.columns, _where(setting)
    message_id, conversation_id = columns["message_id"], columns["conversation_id"]
    sent_at, direction = columns["sent_at"], columns["direction"]
    automated, author = columns["automated"], columns["author"]

    def build(line: int, cells: Sequence[Native]) -> MessageRecord | None:
        place = where(cells)
        if place is None:
            return None
        conversation = conversation_id(cells)
        if conversation is None:
            raise BadCell(columns.name("conversation_id"), "", Message(EMPTY))
        epoch, day = instant(sent_at(cells), columns)
        outbound = direction(cells) == OUT
        writer = author(cells) or ""
        name = message_id(cells) or f"{conversation}|{epoch}|{int(outbound)}|{writer}"
        return MessageRecord(
            line, *place, name, conversation, None, epoch, day, outbound, bool(automated(cells)), writer
        )

    return build


def _answered(setting: Setting) -> Build:
    """Rows that are a whole conversation: when somebody asked, and when somebody answered, if anybody did."""
    columns, where = setting.columns, _where(setting)
    conversation_id = columns["conversation_id"]
    sent_at, answered_at = columns["sent_at"], columns["answered_at"]

    def build(line: int, cells: Sequence[Native]) -> tuple[Record, ...] | None:
        place = where(cells)
        if place is None:
            return None
        conversation = conversation_id(cells)
        if conversation is None:
            raise BadCell(columns.name("conversation_id"), "", Message(EMPTY))
        asked = instant(sent_at(cells), columns)
        answer = answered_at(cells)
        answered = None if answer is None else instant(answer, columns)
        if answered is not None and answered[0] < asked[0]:
            raise BadCell(columns.name("answered_at"), "", Message(BEFORE_ASKED))
        return tuple(
            MessageRecord(
                line, *place, f"{conversation}|{way}", conversation, None, *moment, way == OUT, False, ""
            )
            for way, moment in ((IN, asked), (OUT, answered))
            if moment is not None
        )

    return build


def _visits(setting: Setting) -> Build:
    columns, where = setting.columns, _where(setting)
    visit_id, visitor, visited_at, kind = (
        columns["visit_id"],
        columns["visitor"],
        columns["visited_at"],
        columns["kind"],
    )

    def build(line: int, cells: Sequence[Native]) -> VisitRecord | None:
        place = where(cells)
        if place is None:
            return None
        epoch, day = visited_at(cells)
        # A visit whose time of day is not known stands at the day's first second in UTC; its day is exact.
        instant = epoch if epoch is not None else day * 86_400
        return VisitRecord(line, *place, visit_id(cells), visitor(cells), instant, day, kind(cells) == LIKE)

    return build


def _goals(setting: Setting) -> Build:
    columns = setting.columns
    kpi_of, platform, month = columns["kpi"], columns["platform"], columns["month"]
    floor, target, stretch = columns["floor"], columns["target"], columns["stretch"]
    owner, reason = columns["owner"], columns["reason"]

    def build(line: int, cells: Sequence[Native]) -> GoalRecord:
        record = GoalRecord(
            line,
            kpi_of(cells),
            platform(cells) or "",
            month(cells),
            floor(cells),
            _present(target(cells), columns.name("target")),
            stretch(cells),
            owner(cells) or "",
            reason(cells) or "",
        )
        _check_goal(record, columns)
        return record

    return build


def _check_goal(goal: GoalRecord, columns: Columns) -> None:
    """What is refused when a goal is typed is refused in a file as well."""
    try:
        check_goal(goal.kpi, goal.platform, goal.month, goal.floor, goal.target, goal.stretch)
    except GoalForUnknownKpi as error:
        raise BadCell(columns.name("kpi"), goal.kpi, error.message) from None
    except KpiError as error:
        raise BadCell(columns.name("target"), f"{goal.target:g}", error.message) from None


def instant(moment: tuple[int | None, int], columns: Columns) -> tuple[int, int]:
    """A message's moment, which has to have a time."""
    epoch, day = moment
    if epoch is None:
        raise BadCell(columns.name("sent_at"), "", Message(NO_TIME))
    return epoch, day


def _present(value: float | None, column: str) -> float:
    if value is None:
        raise BadCell(column, "", Message(EMPTY))
    return value
