"""Schedules in a file, TOML or CSV, as `docs/operating.md` describes both."""

import csv
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Final, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import Connection

from kpi.errors import KpiError
from kpi.importing.channels import parse_channel
from kpi.importing.hand_written import problem_in
from kpi.importing.source import Source
from kpi.periods import day_of, parse_date
from kpi.platforms import platform_of
from kpi.store.hours import DayHours, Hours
from kpi.store.hours_text import day_hours_of, hours_of
from kpi.store.institutions import channels, handle_key
from kpi.store.public_holidays import holidays_place
from kpi.store.schedules import Schedule, Scope
from kpi.words import N_, Message

Read = TypeVar("Read")
COLUMNS: Final = ("channel", "from", "holidays", "days", "open", "close")


class UnknownChannelOfSchedule(KpiError):
    template = N_(
        "{institution} has no channel {channel}. Its channels: {known}. Leave it out for hours of the whole institution, or name a platform alone."
    )


class ScheduleFileWrong(KpiError):
    template = N_("{file}, {place}: {problem}")


class ScheduleFileUnreadable(KpiError):
    template = N_(
        "{file} cannot be read as schedules: {problem}. Save it in UTF-8 as docs/operating.md shows."
    )


class ScheduleColumnsMissing(KpiError):
    template = N_("{file} needs the columns {columns} in its first line. It lacks {missing}.")


KEY_WRONG: Final = N_("the value of “{key}” is missing, or is not what it should be")
HOLIDAYS_DIFFER: Final = N_("The holidays are not those of this schedule's first line.")
SCHEDULE_NUMBER: Final = N_("schedule {number}")
LINE_NUMBER: Final = N_("line {number}")


@dataclass(frozen=True)
class Draft:
    """A schedule as a file or a form has it: the channel in words ("" is all), everything else read."""

    channel: str
    schedule: Schedule


def scope_named(connection: Connection, institution_id: int, institution: str, channel: str) -> Scope:
    """Whose hours they are: "" all, "x" a platform, "x:mybank" a channel.

    Raises:
        UnknownPlatform, UnknownChannelOfSchedule: there is no such platform or channel.
    """
    if not channel.strip():
        return Scope()
    if ":" not in channel:
        return Scope(platform=platform_of(channel).key)
    platform, handle = parse_channel(channel)
    known = channels(connection, institution_id)
    for row in known:
        if row.platform == platform and handle_key(row.handle) == handle_key(handle):
            return Scope(channel_id=row.id)
    listed = ", ".join(row.name for row in known) or "–"
    raise UnknownChannelOfSchedule(institution=institution, channel=channel, known=listed)


def placed(
    connection: Connection, institution_id: int, institution: str, drafts: Iterable[Draft]
) -> list[Schedule]:
    """The schedules of `drafts` with their scopes."""
    return [
        replace(draft.schedule, scope=scope_named(connection, institution_id, institution, draft.channel))
        for draft in drafts
    ]


def schedules_in(source: Source) -> list[Draft]:
    """The schedules of a file, by its ending `.toml` or `.csv`.

    Raises:
        ScheduleFileUnreadable, ScheduleColumnsMissing, ScheduleFileWrong: it holds something else.
    """
    try:
        text = source.content.decode("utf-8-sig")
        if source.name.casefold().endswith(".toml"):
            return schedules_of(source.name, tomllib.loads(text).get("schedules", ()))
        return _in_csv(source.name, text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, csv.Error) as problem:
        raise ScheduleFileUnreadable(file=source.name, problem=problem_in(problem)) from None


class _Entry(BaseModel):
    """One `[[schedules]]`."""

    model_config = ConfigDict(extra="forbid")
    channel: str = ""
    since: date | str = Field(alias="from")
    holidays: str = ""
    hours: list[str]
    closed: list[date | str] = []
    open: list[str] = []

    def schedule(self) -> Schedule:
        closed = (DayHours(_day(each)) for each in self.closed)
        return _checked(
            _day(self.since),
            [hours for line in self.hours for hours in hours_of(line)],
            self.holidays,
            [*closed, *map(day_hours_of, self.open)],
        )


def schedules_of(file: str, entries: Sequence[Mapping[str, Any]]) -> list[Draft]:
    """The schedules of `[[schedules]]` tables.

    Raises:
        ScheduleFileWrong: one is not a schedule; the sentence says which, and why.
    """
    found = []
    for number, entry in enumerate(entries, start=1):
        place = Message(SCHEDULE_NUMBER, {"number": str(number)})
        try:
            read = _Entry.model_validate(entry)
        except ValidationError as problem:
            key = ".".join(map(str, problem.errors()[0]["loc"]))
            raise ScheduleFileWrong(
                file=file, place=place, problem=Message(KEY_WRONG, {"key": key})
            ) from None
        found.append(Draft(read.channel, _located(file, place, read.schedule)))
    return found


def _in_csv(file: str, text: str) -> list[Draft]:
    """Each line is one time of service; lines of one channel and day are one schedule."""
    first, _, _ = text.partition("\n")
    rows = csv.DictReader(text.splitlines(), delimiter=";" if ";" in first else ",", strict=True)
    if missing := [name for name in COLUMNS if name not in (rows.fieldnames or ())]:
        raise ScheduleColumnsMissing(file=file, columns=", ".join(COLUMNS), missing=", ".join(missing))
    groups: dict[tuple[str, str], list[Line]] = {}
    for number, row in enumerate(rows, start=2):
        cells = {name: (row[name] or "").strip() for name in COLUMNS}
        line = Line(Message(LINE_NUMBER, {"number": str(number)}), cells)
        groups.setdefault((cells["channel"], cells["from"]), []).append(line)
    return [Draft(channel, _of_lines(file, since, lines)) for (channel, since), lines in groups.items()]


class Line(NamedTuple):
    place: Message
    cells: Mapping[str, str]


def _of_lines(file: str, since: str, lines: Sequence[Line]) -> Schedule:
    times: list[Hours | DayHours] = []
    holidays = lines[0].cells["holidays"]
    for place, cells in lines:
        if cells["holidays"] != holidays:
            raise ScheduleFileWrong(file=file, place=place, problem=Message(HOLIDAYS_DIFFER))
        times += _located(file, place, partial(_times_of_line, cells))
    hours = [each for each in times if isinstance(each, Hours)]
    days = [each for each in times if isinstance(each, DayHours)]
    return _located(file, lines[0].place, lambda: _checked(_day(since), hours, holidays, days))


def _times_of_line(cells: Mapping[str, str]) -> Sequence[Hours | DayHours]:
    """`days` are days of the week, or a date, which is closed when it has no times."""
    if not cells["days"][:1].isdigit():
        return hours_of(f"{cells['days']} {cells['open']}-{cells['close']}")
    if not cells["open"] and not cells["close"]:
        return (DayHours(_day(cells["days"])),)
    return (day_hours_of(f"{cells['days']} {cells['open']}-{cells['close']}"),)


def _checked(valid_from: int, hours: Iterable[Hours], holidays: str, days: Iterable[DayHours]) -> Schedule:
    schedule = Schedule(valid_from, tuple(hours), Scope(), *holidays_place(holidays), tuple(days))
    schedule.check()
    return schedule


def _day(when: date | str) -> int:
    return day_of(parse_date(str(when)))


def _located(file: str, place: Message, read: Callable[[], Read]) -> Read:
    """What `read` gives; what it raises says where in the file it was."""
    try:
        return read()
    except KpiError as error:
        raise ScheduleFileWrong(file=file, place=place, problem=error.message) from None
