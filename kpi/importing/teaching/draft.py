"""What a person has said of a file's columns so far, and the layout that it makes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from kpi.catalogue.measures import Fact
from kpi.catalogue.purposes_of_posts import PURPOSES
from kpi.importing.fields import (
    FIELDS_OF,
    IN,
    LIKE,
    MENTIONING,
    OUT,
    REQUIRED_OF,
    SAID_BY_MENTIONS,
    VISIT,
    Cell,
)
from kpi.importing.layout import Layout, layout_from
from kpi.importing.moments import INSTITUTION
from kpi.importing.teaching.forms import NUMBERS, NumberForm
from kpi.importing.teaching.tables import Table
from kpi.importing.teaching.toml import written
from kpi.store.institutions import name_key
from kpi.words import N_, Message

FACTS: Final = (Fact.POST, Fact.CHANNEL_DAY, Fact.MESSAGE, Fact.VISIT, Fact.GOAL)
"""What can be taught. Totals of several days need comment lines with their dates: by hand."""

FORMATS: Final = ("photo", "video", "reel", "story", "link", "text", "carousel", "reply", "other")
CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "direction": (IN, OUT),
    "kind": (VISIT, LIKE),
    "format": FORMATS,
    "purpose": tuple(PURPOSES),
}
"""Our words for the fields whose cells are one of a few; a person says which of the file's words means which."""

NEEDED_TOO: Final = {Fact.MESSAGE: ("conversation_id",)}
"""What a record cannot be without, although other layouts have other ways to say it."""

_NO_LETTERS: Final = re.compile(r"[^a-z0-9]+")

NO_COLUMN: Final = N_("Say which column holds this.")
NO_FORMAT: Final = N_("Say how its dates are to be read.")
NO_PLATFORM: Final = N_("Say which platform the file is of, or which column says it.")
NO_NUMBER_FORM: Final = N_("Say how the numbers are to be read.")
NO_ACCOUNT: Final = N_("Say which account is the institution's.")
NO_SILENCE: Final = N_("Say after how many hours of silence a conversation has ended.")
NO_NAME: Final = N_("Give the layout a name.")
NO_WORDS: Final = N_("Say what each word in this column means.")


@dataclass(frozen=True)
class Draft:
    """A layout in the making.

    Attributes:
        name: what people call the export.
        table, header: the table of the file, and the line on which its column names stand.
        fact: what a row is.
        platform, handle: key of the platform and account that all rows are of; "" where a column says it.
        columns: our field, and the file's column that holds it.
        dates: a field with dates, and the format in which its cells are read.
        numbers: how counts and levels are written.
        net: counts may be below zero. percent: levels may be written as a percentage.
        timezone: whose clocks times without an offset mean.
        missing: words that stand for no value.
        choices: a field that is one of a few, and what each of the file's words means.
        ignored: rows to leave out: a column, and what it says in them.
        silence_hours: conversations come from mentions, and end after so much silence; None: a column names them.
        mentions: whether they do.
    """

    name: str
    table: Table
    header: int
    fact: Fact
    platform: str = ""
    handle: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    numbers: NumberForm | None = NUMBERS[0]
    net: bool = False
    percent: bool = False
    timezone: str = INSTITUTION
    missing: tuple[str, ...] = ()
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    ignored: tuple[str, tuple[str, ...]] = ("", ())
    mentions: bool = False
    silence_hours: float | None = None

    @property
    def required(self) -> tuple[str, ...]:
        """The fields that need a column."""
        if self.mentions:
            return MENTIONING
        places = ("platform",) if self.fact is Fact.GOAL else ()
        return (*REQUIRED_OF[self.fact], *NEEDED_TOO.get(self.fact, ()), *places)

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields that a column may be mapped to, the required ones first."""
        left_out = (*SAID_BY_MENTIONS, "handle") if self.mentions else NOT_OFFERED
        others = [name for name in FIELDS_OF[self.fact] if name not in self.required and name not in left_out]
        return (*self.required, *others)

    @property
    def key(self) -> str:
        """What programs call the layout: the name in small letters, digits and underscores."""
        letters = _NO_LETTERS.sub("_", name_key(self.name)).strip("_")
        return letters if letters[:1].isalpha() else f"own_{letters}"

    def cells(self, name: str) -> list[str]:
        """The first cells of the column that holds the field; none while no column does."""
        names = self.names
        if self.columns.get(name) not in names:
            return []
        at = names.index(self.columns[name])
        return [line.cells[at] for line in self.rows if at < len(line.cells)]

    @property
    def rows(self) -> list[Any]:
        """The first rows below the header, without those that are left out."""
        column, words = self.ignored
        at = self.names.index(column) if column in self.names else None
        below = self.table.below(self.header)
        return [
            line
            for line in below
            if at is None or at >= len(line.cells) or line.cells[at].strip() not in words
        ]

    @property
    def names(self) -> list[str]:
        """The file's column names."""
        header = next((line for line in self.table.lines if line.number == self.header), None)
        return list(header.cells) if header else []

    def native_date(self, name: str) -> bool:
        """Whether the field's column holds the workbook's own dates, which need no format."""
        return (
            self.columns.get(name) in self.names and self.names.index(self.columns[name]) in self.table.dates
        )

    def kind_of(self, name: str) -> Cell:
        return FIELDS_OF[self.fact][name]


NOT_OFFERED: Final = ("reply_to", "links", "answered_at", "text", "segment")
"""Fields that a column alone does not explain; a layout written by hand may have them."""


def lacks(draft: Draft) -> dict[str, Message]:
    """What a person still has to say before the layout can read anything: by field, or "" for the whole file."""
    found = {name: Message(NO_COLUMN) for name in draft.required if not draft.columns.get(name)}
    for name in draft.columns:
        kind = draft.kind_of(name)
        if kind in (Cell.MOMENT, Cell.DAY) and not draft.dates.get(name) and not draft.native_date(name):
            found[name] = Message(NO_FORMAT)
        if kind is Cell.CHOICE and not draft.choices.get(name):
            found[name] = Message(NO_WORDS)
    if draft.fact is not Fact.GOAL and not draft.platform and not draft.columns.get("platform"):
        found["platform"] = Message(NO_PLATFORM)
    if draft.numbers is None and any(
        draft.kind_of(name) in (Cell.WHOLE, Cell.NUMBER) for name in draft.columns
    ):
        found["numbers"] = Message(NO_NUMBER_FORM)
    if draft.mentions and not draft.handle:
        found["handle"] = Message(NO_ACCOUNT)
    if draft.mentions and draft.silence_hours is None:
        found["silence"] = Message(NO_SILENCE)
    if not draft.name.strip():
        found["name"] = Message(NO_NAME)
    return found


def toml_of(draft: Draft) -> str:
    """The layout as a TOML file, which can be saved, changed by hand and used from the command line."""
    return written(_values(draft))


def layout_of(draft: Draft) -> Layout:
    """The layout itself; always that of `toml_of`.

    Raises:
        WrongLayout: something is still missing; see `lacks`.
    """
    return layout_from(toml_of(draft), f"{draft.key}.toml")


def _values(draft: Draft) -> dict[str, Any]:
    name = " ".join(draft.name.split())
    values: dict[str, Any] = {
        "key": draft.key,
        "vendor": name,
        "title": {"en": name, "es": name},
        "platform": draft.platform,
        "fact": draft.fact.value,
        "languages": [],
        "kinds": [draft.table.form],
        **_table_values(draft),
        **_cell_values(draft),
        "needed": [each for each in draft.fields if draft.columns.get(each)],
    }
    column, words = draft.ignored
    if column and words:
        values["ignore"] = [{"columns": [column], "equals": list(words)}]
    if draft.mentions:
        values["conversation"] = {"by": "mentions", "silence_hours": draft.silence_hours or 0}
    values["fields"] = {
        **({"handle": {"value": draft.handle}} if draft.handle and not draft.columns.get("handle") else {}),
        **{each: _column(draft, each) for each in draft.fields if draft.columns.get(each)},
    }
    return {name: value for name, value in values.items() if value not in ("", False) or name == "languages"}


def _table_values(draft: Draft) -> dict[str, Any]:
    """Which table of a file is meant, and what stands above its header."""
    table = draft.table
    first = table.lines[0].number if table.lines else draft.header
    above = "lines" if draft.header != first else "comments" if table.comments else ""
    values: dict[str, Any] = {"encoding": table.encoding, "preamble": above}
    if not table.alone and table.sheet:
        values["sheets"] = [table.sheet]
    if table.title:
        values["titles"] = [table.title]
    return values


def _cell_values(draft: Draft) -> dict[str, Any]:
    """How cells are written."""
    numbers = draft.numbers or NUMBERS[0]
    values: dict[str, Any] = {
        "timezone": "" if draft.timezone == INSTITUTION else draft.timezone,
        "decimal": numbers.decimal,
        "thousands": numbers.thousands,
        "whole_as_decimal": numbers.whole_as_decimal,
        "net": draft.net,
        "percent": draft.percent,
    }
    return {**values, "missing": list(draft.missing)} if draft.missing else values


def _column(draft: Draft, name: str) -> dict[str, Any] | list[str]:
    column: dict[str, Any] = {"columns": [draft.columns[name]]}
    if draft.dates.get(name) and draft.kind_of(name) in (Cell.MOMENT, Cell.DAY):
        column["formats"] = [draft.dates[name]]
    if draft.kind_of(name) is Cell.CHOICE:
        column["choices"] = {word: ours for word, ours in draft.choices.get(name, {}).items() if ours}
        if name == "format":
            column["otherwise"] = FORMATS[-1]
    return column if len(column) > 1 else [draft.columns[name]]
