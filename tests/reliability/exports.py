"""Exports of any length in the shape of our own template, whose rows are known beforehand."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

BANK = "Caja Ejemplo"
START = datetime(2026, 3, 2, 8, tzinfo=UTC)
HEAD = "platform,channel,conversation_id,message_id,sent_at,direction\n"
WAIT = timedelta(minutes=7)
APART = timedelta(minutes=20)


def messages(first: int, turns: int, channel: str = "banco") -> str:
    """Questions and their answers, seven minutes later, with numbers from `first`; two rows a turn."""
    rows = [HEAD]
    for number in range(first, first + turns):
        asked = START + number * APART
        rows.append(f"x,{channel},c{number},q{number},{asked:%Y-%m-%dT%H:%M:%SZ},in\n")
        rows.append(f"x,{channel},c{number},a{number},{asked + WAIT:%Y-%m-%dT%H:%M:%SZ},out\n")
    return "".join(rows)


def write_messages(path: Path, first: int, turns: int, channel: str = "banco") -> Path:
    path.write_text(messages(first, turns, channel), "utf-8")
    return path
