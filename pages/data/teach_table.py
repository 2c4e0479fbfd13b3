"""What a file holds as a whole: which of its tables, what a row is, whose account it is of."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from kpi.catalogue.measures import Fact
from kpi.importing.teaching.draft import FACTS
from kpi.importing.teaching.tables import Line, Looked, Table
from kpi.platforms import PLATFORMS
from kpi.showing.charts.words import platform_name
from kpi.words import N_
from pages.data.teach_words import fact_sentence, labels
from pages.shared.state import Choice, say

SHOWN: Final = 4
BY_COLUMN: Final = "-"
NAMED, MENTIONED = "named", "mentioned"


@dataclass(frozen=True)
class Whole:
    """The answers; `platform` None while nobody has chosen, "" where a column says it."""

    table: Table
    header: int
    fact: Fact
    platform: str | None
    handle: str
    mentions: bool
    silence_hours: float | None
    key: str


def ask_whole(choice: Choice, looked: Looked, key: str) -> Whole:
    """Ask, from the table to the account. `key` of the answer changes with the table: so do its columns."""
    number = _ask_table(looked, key)
    table = looked.tables[number]
    header = _ask_header(table, f"{key}.{number}")
    fact = st.selectbox(
        say(N_("What is a row of this file?")),
        FACTS,
        format_func=labels(FACTS, fact_sentence),
        key=f"{key}.fact",
    )
    mentions, silence = _ask_conversations(key) if fact is Fact.MESSAGE else (False, None)
    platform, handle = ("", "") if fact is Fact.GOAL else _ask_account(choice, key, by_column=not mentions)
    inside = f"{key}.{number}.{header}.{fact.value}.{int(mentions)}"
    return Whole(table, header, fact, platform, handle, mentions, silence, inside)


def _ask_table(looked: Looked, key: str) -> int:
    if len(looked.tables) == 1:
        return 0
    return st.selectbox(
        say(N_("Which table?")),
        range(len(looked.tables)),
        format_func=[_table_name(table) for table in looked.tables].__getitem__,
        key=f"{key}.table",
    )


def _table_name(table: Table) -> str:
    return " · ".join(each for each in (table.sheet, table.title, _cells(table.headers[0])) if each)


def _ask_header(table: Table, key: str) -> int:
    """The line with the column names; asked only where it may be another than the first."""
    lines = table.headers
    if len(lines) == 1:
        return lines[0].number
    chosen = st.selectbox(
        say(N_("Which line names the columns?")),
        lines,
        format_func=labels(
            lines,
            lambda line: say(N_("Line {line}: {cells}"), line=str(line.number), cells=_cells(line)),
        ),
        key=f"{key}.header",
    )
    return chosen.number


def _cells(line: Line) -> str:
    filled = [cell.strip() for cell in line.cells if cell.strip()]
    return ", ".join(filled[:SHOWN]) + (" …" if len(filled) > SHOWN else "")


def _ask_account(choice: Choice, key: str, *, by_column: bool) -> tuple[str | None, str]:
    """Platform and account that all rows are of; "" where columns say them."""
    names = {platform.key: platform_name(platform.key, choice.language) for platform in PLATFORMS}
    if by_column:
        names[BY_COLUMN] = say(N_("a column says it"))
    left, right = st.columns(2)
    platform = left.selectbox(
        say(N_("Platform")),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=say(N_("Choose the platform")),
        key=f"{key}.platform.{int(by_column)}",
    )
    handle = right.text_input(
        say(N_("Account")),
        placeholder=say(N_("For example: cajaejemplo")),
        help=say(N_("Leave it empty where a column says it, or where there is only one account.")),
        key=f"{key}.handle",
    )
    return "" if platform == BY_COLUMN else platform, handle.strip().lstrip("@")


def _ask_conversations(key: str) -> tuple[bool, float | None]:
    """Whether conversations come from mentions, and after which silence they end."""
    ways = {
        NAMED: say(N_("A column names the conversation")),
        MENTIONED: say(N_("By who mentions whom: a column of authors, and texts that mention somebody")),
    }
    how = st.radio(
        say(N_("How do messages belong together?")),
        list(ways),
        format_func=ways.__getitem__,
        key=f"{key}.conversations",
    )
    if how == NAMED:
        return False, None
    silence = st.number_input(
        say(N_("Hours of silence after which a conversation has ended")),
        min_value=0.5,
        max_value=8784.0,
        value=None,
        step=1.0,
        placeholder=say(N_("For example: 72")),
        help=say(
            N_(
                "The customer is the other side of each message. When neither side has written for so long, the next message begins a new conversation; a question that is answered later than that counts as unanswered."
            )
        ),
        width=420,
        key=f"{key}.silence",
    )
    return True, silence
