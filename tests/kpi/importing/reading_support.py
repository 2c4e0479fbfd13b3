"""How tests of reading write a file down and read it."""

from datetime import date
from zoneinfo import ZoneInfo

from kpi.importing.layout import Layout, layout_named
from kpi.importing.parse import parse
from kpi.importing.records import Parsed, Refusal
from kpi.importing.source import Source
from kpi.periods import day_of

MADRID = ZoneInfo("Europe/Madrid")


def read(
    content: str | bytes,
    *,
    layout: str | Layout | None = None,
    channel: tuple[str, str] | None = None,
    year: int | None = None,
    timezone: ZoneInfo = MADRID,
    name: str = "export.csv",
    today: int | None = None,
) -> Parsed | Refusal:
    return parse(
        Source(name, content.encode() if isinstance(content, str) else content),
        institution_timezone=timezone,
        channel=channel,
        layout=layout_named(layout) if isinstance(layout, str) else layout,
        year=year,
        today=today,
    )


def parsed(content: str | bytes, **options: object) -> Parsed:
    result = read(content, **options)  # type: ignore[arg-type]
    assert isinstance(result, Parsed), str(result.reason)
    return result


def refused(content: str | bytes, **options: object) -> str:
    """The one sentence that refuses the file."""
    result = read(content, **options)  # type: ignore[arg-type]
    assert isinstance(result, Refusal), f"{len(result.records)} records, {len(result.faults)} faults"
    sentence = str(result.reason)
    assert "\n" not in sentence
    assert len(sentence) > 20
    assert "Traceback" not in sentence
    return sentence


def day(text: str) -> int:
    return day_of(date.fromisoformat(text))
