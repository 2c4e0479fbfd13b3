"""From the cells of a row to a record of ours: posts, totals and goals.

A builder is compiled for one table and is called once a row: it returns the record, or None for a row that is
about somebody else, and raises `BadCell` for a row that cannot be taken. Messages and visits, of which files hold
millions, are read by columns instead (`kpi.importing.happenings`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kpi.catalogue.promises import GoalForUnknownKpi, check_goal
from kpi.errors import KpiError
from kpi.importing.cells.columns import Columns
from kpi.importing.cells.spot import EMPTY
from kpi.importing.chunk import Chunk
from kpi.importing.errors import BadCell, ForeignNumber
from kpi.importing.readers.grid import Native
from kpi.importing.records import (
    GoalRecord,
    PostRecord,
    Record,
    TotalsRecord,
)
from kpi.periods import Grain, next_start
from kpi.store.schema import COUNTERS, TOTALS
from kpi.words import N_, Message

Build = Callable[[int, Sequence[Native]], Record | None]

TITLE_LENGTH: Final = 120


@dataclass(frozen=True)
class Setting:
    """What a builder knows besides the row.

    `channel` is the (platform, handle) that the caller named. `span` holds the days of a report that covers
    several; `days` the day of each line, where the file's own dates lack the year. `texts` asks for
    those of messages.
    """

    columns: Columns
    platform: str
    channel: tuple[str, str] | None
    span: tuple[int, int] | None = None
    days: Mapping[int, int] | None = None
    texts: bool = False


def by_row(build: Build, chunk: Chunk) -> list[Record]:
    """The records of a chunk, made row by row; only their rows stay in it."""
    records: list[Record] = []
    taken: list[bool] = []
    for line, cells in zip(chunk.lines, chunk.rows, strict=True):
        record = None
        try:
            record = build(line, cells)
            chunk.ignored += record is None
        except BadCell as bad:
            chunk.faults.append((line, bad))
            if isinstance(bad, ForeignNumber):
                return records  # it refuses the file
        taken.append(record is not None)
        if record is not None:
            records.append(record)
    chunk.keep(taken)
    return records


Where = Callable[[Sequence[Native]], tuple[str, str | None] | None]


def where(setting: Setting) -> Where:
    """(platform, handle) of a row; None where the caller asked for another platform than the row's."""
    read_platform = setting.columns["platform"]
    read_handle = setting.columns["handle"]
    wanted = setting.channel

    if setting.platform and wanted:
        always = wanted
        return lambda _: always

    def of_row(cells: Sequence[Native]) -> tuple[str, str | None] | None:
        platform = setting.platform or read_platform(cells)
        if platform is None and wanted is None:
            raise BadCell(setting.columns.name("platform"), "", Message(EMPTY))
        if wanted is not None:
            return wanted if platform in (None, wanted[0]) else None
        return platform, read_handle(cells)

    return of_row


def posts(setting: Setting) -> Build:
    """Makes a post of a row; None of a row of another platform than the caller asked for."""
    columns, place_of = setting.columns, where(setting)
    post_id, published_at = columns["post_id"], columns["published_at"]
    format_of, title, permalink = columns["format"], columns["title"], columns["permalink"]
    campaign, purpose = columns["campaign"], columns["purpose"]
    counters = [columns[name] for name in COUNTERS]

    def build(line: int, cells: Sequence[Native]) -> PostRecord | None:
        place = place_of(cells)
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
            (campaign(cells) or "")[:TITLE_LENGTH],
            purpose(cells) or "",
        )

    return build


def totals(setting: Setting) -> Build:
    """Makes the totals of a channel's day, month or span of a row; None also of a row without any number.

    What it makes raises:
        BadCell: a part is more than the whole, or stands there without it.
    """
    columns, place_of = setting.columns, where(setting)
    days_of, segment = _days_of(setting), columns["segment"]
    numbers = [columns[name] for name in TOTALS]
    nothing = (None,) * len(TOTALS)

    def build(line: int, cells: Sequence[Native]) -> TotalsRecord | None:
        place = place_of(cells)
        if place is None:
            return None
        first, last = days_of(line, cells)
        values = tuple([read(cells) for read in numbers])
        if values == nothing:
            return None
        _check_parts(values, columns)
        return TotalsRecord(line, *place, first, last, segment(cells) or "", values)

    return build


def _days_of(setting: Setting) -> Callable[[int, Sequence[Native]], tuple[int, int]]:
    """The first and the last day that a row is about."""
    day_of, month_of = setting.columns["day"], setting.columns["month"]
    span, counted = setting.span, setting.days or {}

    def of_month(_line: int, cells: Sequence[Native]) -> tuple[int, int]:
        first = month_of(cells)
        return first, next_start(first, Grain.MONTH) - 1

    def of_day(line: int, cells: Sequence[Native]) -> tuple[int, int]:
        # A line without a counted day has a whole date, or a bad one, which is reported here.
        day = counted[line] if line in counted else day_of(cells)
        return day, day

    if span is not None:
        return lambda _line, _cells: span
    return of_month if setting.columns.has("month") else of_day


PARTS_OF: Final = {"member_takers": "member_customers", "non_member_takers": "non_member_customers"}
MORE_THAN_ALL: Final = N_("It is more than {all}, of whom these are a part. Correct one of the two.")


def _check_parts(values: Sequence[int | None], columns: Columns) -> None:
    """A part says nothing without the whole, and nobody can be in the one and not in the other."""
    for part, whole in PARTS_OF.items():
        some, everybody = values[TOTALS.index(part)], values[TOTALS.index(whole)]
        if (some is None) is not (everybody is None):
            raise BadCell(columns.name(part if some is None else whole), "", Message(EMPTY))
        if some is not None and everybody is not None and some > everybody:
            raise BadCell(columns.name(part), str(some), Message(MORE_THAN_ALL, {"all": everybody}))


def goals(setting: Setting) -> Build:
    """Makes a goal of a row, its levels in the KPI's unit.

    What it makes raises:
        BadCell: the target is missing, or nobody may promise that (`kpi.catalogue.promises`).
    """
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


def _present(value: float | None, column: str) -> float:
    if value is None:
        raise BadCell(column, "", Message(EMPTY))
    return value
