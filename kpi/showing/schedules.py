"""Schedules as they are shown: whose they are, their hours on a line, and as JSON."""

from collections.abc import Iterable, Sequence
from typing import Any

from kpi.periods import date_of
from kpi.showing.charts.words import platform_name
from kpi.showing.language import Language
from kpi.store.hours import WEEKDAYS, DayHours
from kpi.store.hours_text import times, written
from kpi.store.institutions import ChannelRow
from kpi.store.public_holidays import SEPARATOR
from kpi.store.schedules import Schedule, Scope
from kpi.words import N_


def scope_text(scope: Scope, channels: Iterable[ChannelRow]) -> str:
    """Whose hours they are, as a file or an option names it: "", "x" or "x:mybank"."""
    if scope.channel_id is None:
        return scope.platform
    return next(channel.name for channel in channels if channel.id == scope.channel_id)


def scope_name(scope: Scope, channels: Iterable[ChannelRow], speaker: Language) -> str:
    """Whose hours they are, in words."""
    if scope == Scope():
        return speaker.say(N_("all channels"))
    if scope.channel_id is None:
        return platform_name(scope.platform, speaker)
    return scope_text(scope, channels)


def holidays_text(schedule: Schedule) -> str:
    """The place whose public holidays have no service, as people write it: "ES-MD"; "" is none."""
    return SEPARATOR.join(filter(None, (schedule.country, schedule.subdivision)))


def hours_line(schedule: Schedule, names: Sequence[str] = WEEKDAYS) -> str:
    """The hours of the week on a line; `names` are other names of the weekdays."""
    return "; ".join(written(schedule.hours, names))


def weekday_names(speaker: Language, width: str = "wide") -> list[str]:
    """The weekdays in the reader's language, from Monday on; `width` "abbreviated" is short."""
    names = speaker.babel.days["stand-alone"][width]
    return [str(names[number]) for number in range(7)]


def dates_line(schedule: Schedule, speaker: Language) -> str:
    """The single dates on a line, each with its hours."""
    return "; ".join(_date_words(one, speaker) for one in schedule.days)


def _date_words(one: DayHours, speaker: Language) -> str:
    day = date_of(one.day).isoformat()
    return f"{day} {speaker.say(N_('closed'))}" if one.is_closed else f"{day} {times(one.opens, one.closes)}"


def schedule_record(schedule: Schedule, channels: Iterable[ChannelRow]) -> dict[str, Any]:
    """A schedule as JSON, with the keys of a schedule file."""
    return {
        "channel": scope_text(schedule.scope, channels),
        "from": date_of(schedule.valid_from).isoformat(),
        "holidays": holidays_text(schedule),
        "hours": written(schedule.hours),
        "closed": [date_of(one.day).isoformat() for one in schedule.days if one.is_closed],
        "open": [
            f"{date_of(one.day).isoformat()} {times(one.opens, one.closes)}"
            for one in schedule.days
            if not one.is_closed
        ],
    }
