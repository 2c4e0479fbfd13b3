"""`bank.toml`: the institution, its channels, its hours, what they are for, its files in the order of import, its events."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import PurePosixPath

from sample_data.bank import BANK, CHANNELS, EVENTS, PURPOSES
from sample_data.care import SCHEDULES
from sample_data.story import Schedule
from sample_data.writers.cells import SampleFile

PREAMBLE = (
    "# The sample bank. Written by `python -m sample_data.make`; change sample_data/bank.py, not this file.\n"
)


def declaration(files: Iterable[SampleFile]) -> str:
    """The whole text of `bank.toml`."""
    tables = [_table("[institution]", vars(BANK))]
    tables += [
        _table(
            "[[channels]]",
            {"platform": c.platform, "handle": c.handle, "audience": c.audience, "purpose": c.purpose},
        )
        for c in CHANNELS
    ]
    tables += [_table("[[schedules]]", _schedule(schedule)) for schedule in SCHEDULES]
    tables += [
        _table("[[purposes]]", {"platform": platform, "purpose": purpose, "note": note})
        for platform, purpose, note in PURPOSES
    ]
    tables += [_table("[[files]]", _file(file)) for file in files]
    tables += [
        _table(
            "[[events]]",
            {
                "platform": event.platform,
                "kind": event.kind,
                "first_day": event.first,
                "last_day": event.last,
                "title": event.title,
                "note": event.note,
            },
        )
        for event in EVENTS
    ]
    return "\n".join([PREAMBLE, *tables])


def _file(file: SampleFile) -> dict[str, object]:
    entry: dict[str, object] = {"path": str(PurePosixPath("exports", file.path))}
    entry |= {"channel": file.channel} if file.channel else {}
    entry |= {"year": file.year} if file.year is not None else {}
    return entry | ({"layout": file.layout} if file.layout else {})


def _schedule(schedule: Schedule) -> dict[str, object]:
    weekdays, saturday = schedule.hours.weekdays, schedule.hours.saturday
    entry: dict[str, object] = {
        "channel": schedule.platform,
        "from": schedule.since,
        "holidays": schedule.holidays,
        "hours": [
            f"mon-fri {_times(weekdays)}",
            *([f"sat {_times(saturday)}"] if saturday else ()),
        ],
    }
    if saturday and schedule.opened:
        entry["open"] = [f"{day.isoformat()} {_times(saturday)}" for day in schedule.opened]
    return entry


def _times(hours: tuple[int, int]) -> str:
    return f"{hours[0]:02}:00-{hours[1]:02}:00"


def _table(title: str, values: Mapping[str, object]) -> str:
    return title + "\n" + "".join(f"{key} = {_value(value)}\n" for key, value in values.items())


def _value(value: object) -> str:
    if isinstance(value, date):
        return f'"{value.isoformat()}"'
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, int):
        return str(value)
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
