"""Layouts: the description of one vendor's export, as data.

A layout is a TOML file, checked as it is loaded. It names the columns that hold our fields, in every language
that the vendor writes them, and says exactly how dates and numbers are written. Nothing in it is code, and
nothing that it leaves open is guessed. Those that ship with the project lie in a folder per vendor, each beside an
invented sample and what comes of it. docs/templates.md shows one line by line.
"""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from kpi.catalogue.measures import Fact
from kpi.importing.errors import (
    LayoutKeyMissing,
    LayoutKeyUnknown,
    LayoutNotFound,
    LayoutNotToml,
    LayoutValueWrong,
    WrongLayout,
)
from kpi.importing.fields import FIELDS_OF, MENTIONING, REQUIRED_OF, SAID_BY_MENTIONS
from kpi.importing.moments import INSTITUTION, check_format, check_timezone
from kpi.platforms import BY_KEY

FOLDER: Final = Path(__file__).parent / "layouts"

Names = list[str]
Form = Literal["csv", "xlsx"]
"""csv is any delimited text, xlsx any workbook (.xlsx, and both kinds of .xls)."""


class Strict(BaseModel):
    """No unknown keys, no silent conversions, no change after loading."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Title(Strict):
    """What people call the export."""

    en: str
    es: str


class Column(Strict):
    """Where one of our fields stands, and how it is written.

    `columns` are names of the same column; the first that the file has is read. `parts` are several columns,
    each with its names, joined by `join`: the `sum` (missing unless every part is there), the `first` that is
    filled, or `all` of them as a list. `value` is the same for every row and needs no column.
    """

    columns: Names = []
    parts: list[Names] = []
    join: Literal["sum", "first", "all"] = "first"
    value: str = ""
    type: Literal["", "choice", "prefix", "handle_in_link", "day_start", "tiktok_id", "tiktok_moment"] = ""
    formats: Names = []
    choices: dict[str, str] = {}
    otherwise: str | None = None

    @property
    def groups(self) -> list[Names]:
        """The names of each part; one part where there is only one column."""
        return self.parts or ([self.columns] if self.columns else [])

    @field_validator("formats")
    @classmethod
    def _formats_are_known(cls, formats: Names) -> Names:
        for each in formats:
            check_format(each)
        return formats

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if [bool(self.columns), bool(self.parts), bool(self.value)].count(True) != 1:
            raise ValueError("give exactly one of columns, parts and value")
        return self


class Ignore(Strict):
    """Rows that are not data: where the column says one of `equals`, none of `unless`, or begins with `begins`."""

    columns: Names
    equals: Names = []
    unless: Names = []
    begins: str = ""
    why: Literal["total", "daily"] = "total"

    @model_validator(mode="after")
    def _one_rule(self) -> Self:
        if [bool(self.equals), bool(self.unless), bool(self.begins)].count(True) != 1:
            raise ValueError("give exactly one of equals, unless and begins")
        return self


class Span(Strict):
    """Comment lines above the header that hold the first and the last day of the report."""

    first: Names
    last: Names
    format: str

    @field_validator("format")
    @classmethod
    def _format_is_known(cls, each: str) -> str:
        check_format(each)
        return each


class Chart(Strict):
    """A title that stands above one column of daily values, and what those values are.

    `platform` is "" where the vendor gives the charts of several platforms the same title.
    """

    titles: Names
    field: str
    platform: str = ""


class Conversation(Strict):
    """How messages without conversation and without links belong together.

    `by` mentions: the account's messages begin with the customer's name, the customer's mention the account.
    Their conversation ends when neither has written for `silence_hours`, which whoever writes the layout states.
    """

    by: Literal["mentions"]
    silence_hours: float = Field(gt=0, le=24 * 366)


class Layout(Strict):
    """One vendor's export.

    Attributes:
        platform: key of the platform; "" where a column says it row by row, or where rows have none (goals).
        kinds: file kinds that the vendor makes: csv (any delimited text), xlsx (any workbook, old .xls too).
        encoding: how older exports of this vendor are written when they are not Unicode; "" for none.
        preamble: what may stand above the header: "none", "comments" (lines that start with #), "lines".
        timezone: whose clocks times without an offset mean: "institution", or an IANA name.
        decimal, thousands: the signs inside numbers; "" where the vendor writes none.
        whole_as_decimal: whole numbers are written with a decimal part of zeros ("2633.0").
        net: the vendor takes back what was undone later, so that a count may be below zero ("-1").
        percent: numbers may be written as a percentage ("90 %" is 0.9).
        missing: what the vendor writes where there is no value, besides nothing at all.
        twice: what counts where one column name stands over several counters: only what all of them say
            ("same"), or the column that is nowhere smaller than the others, the whole of which they are parts.
        needed: fields without which this is another file. also_needed: columns that we do not keep, likewise.
        expected: counters that this export has unless somebody left their column out; their absence is noted.
        forbidden: columns that show that this is another file.
        exact: the table has no columns but those that the layout names.
        sheets, titles: how the names of its sheets, or the lines above its tables, begin; any, where none is given.
        asks_channel: the file cannot say which platform it is of, so that whoever imports it has to.
        note: what has to be said of every such export.
        conversation: how messages belong together that have neither a conversation nor links.
        charts: titles, one of which stands above the header and says what the second of two columns is.
        reason: for the fact "none", an export that we know and that holds nothing for us: why.
    """

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    vendor: str
    title: Title
    platform: str = ""
    fact: Literal["post", "message", "visit", "channel_day", "channel_span", "goal", "none"]
    languages: Names
    kinds: list[Form]
    encoding: Literal["", "cp1252"] = ""
    preamble: Literal["none", "comments", "lines"] = "none"
    timezone: str = INSTITUTION
    decimal: Literal["", ".", ","] = ""
    thousands: Literal["", ".", ",", " "] = ""
    whole_as_decimal: bool = False
    net: bool = False
    percent: bool = False
    missing: Names = []
    twice: Literal["same", "larger"] = "same"
    needed: Names = []
    also_needed: list[Names] = []
    expected: Names = []
    forbidden: Names = []
    ignore: list[Ignore] = []
    span: Span | None = None
    conversation: Conversation | None = None
    exact: bool = False
    sheets: Names = []
    titles: Names = []
    note: Literal["", "period_totals"] = ""
    asks_channel: bool = False
    charts: list[Chart] = []
    reason: Literal["no_kpi", "no_dates", "no_answer_times", "no_answers", "no_identifiers"] = "no_kpi"
    fields: dict[str, Column] = {}

    @field_validator("fields", mode="before")
    @classmethod
    def _short_form(cls, fields: Any) -> Any:
        """`views = ["Views", "Visualizaciones"]` is short for `views = { columns = [...] }`."""
        if not isinstance(fields, dict):
            return fields
        return {name: {"columns": each} if isinstance(each, list) else each for name, each in fields.items()}

    @field_validator("platform")
    @classmethod
    def _platform_exists(cls, platform: str) -> str:
        if platform and platform not in BY_KEY:
            raise ValueError(f"use one of {', '.join(BY_KEY)}")
        return platform

    @field_validator("timezone")
    @classmethod
    def _timezone_exists(cls, timezone: str) -> str:
        check_timezone(timezone)
        return timezone

    @model_validator(mode="after")
    def _fields_fit_the_fact(self) -> Self:
        if self.fact == "none":
            if self.fields or not (self.also_needed or self.titles):
                raise ValueError("what holds no KPI has no fields, and says its columns in also_needed")
            return self
        known = FIELDS_OF[self.kind]
        for name in (*self.fields, *self.needed, *(chart.field for chart in self.charts)):
            if name not in known:
                raise ValueError(f"{name} is not a field of {self.fact}; use {', '.join(known)}")
        for name in self.needed:
            if name not in self.fields:
                raise ValueError(f"{name} is needed, but has no columns")
        for name in MENTIONING if self.conversation else REQUIRED_OF[self.kind]:
            if name not in self.fields:
                raise ValueError(f"a {self.fact} cannot be without {name}")
        if (self.kind is Fact.CHANNEL_SPAN) != (self.span is not None):
            raise ValueError("a channel_span has a [span], and nothing else has")
        if not self.platform and "platform" not in self.fields and not (self.charts or self.asks_channel):
            raise ValueError("give the platform, or the column that says it")
        return self

    @model_validator(mode="after")
    def _conversation_fits(self) -> Self:
        if self.conversation is None:
            return self
        if self.fact != "message" or not (self.platform or self.asks_channel):
            raise ValueError("only messages of one platform have a [conversation]")
        for name in SAID_BY_MENTIONS:
            if name in self.fields:
                raise ValueError(f"{name} follows from who mentions whom; leave it out")
        if "handle" in self.fields and not self.fields["handle"].value:
            raise ValueError("handle is the account whose conversations they are: give it as a value")
        return self

    @property
    def kind(self) -> Fact:
        return Fact(self.fact)

    def of_chart(self, chart: Chart, column: str) -> "Layout":
        """The layout as it reads one chart, whose values stand in `column`."""
        fields = {**self.fields, chart.field: Column(columns=[column])}
        return self.model_copy(update={"platform": chart.platform or self.platform, "fields": fields})


@cache
def shipped() -> tuple[Layout, ...]:
    """The layouts that come with the project, in the order of their keys."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*/*.toml"), key=lambda path: path.stem))


def layout_named(name: str, own: Sequence[Layout] = ()) -> Layout:
    """The layout with that key, shipped or among the institution's `own`, or the one in the TOML file at that path.

    Raises:
        WrongLayout: there is neither, or the file cannot be used; the sentence names the file and the key.
    """
    known = (*shipped(), *own)
    for layout in known:
        if layout.key == name:
            return layout
    path = Path(name)
    if path.suffix == ".toml" and path.is_file():
        return _read(path)
    raise LayoutNotFound(name=name, known=", ".join(layout.key for layout in known))


def layout_from(text: str, file: str) -> Layout:
    """The layout written in `text`; `file` is what to call it in an error.

    Raises:
        WrongLayout: it is not TOML, lacks a key, has one too many, or a value that cannot be used.
    """
    try:
        return Layout.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as problem:
        raise LayoutNotToml(file=file, problem=str(problem)) from None
    except ValidationError as problem:
        raise _first_problem(file, problem) from None


def _read(path: Path) -> Layout:
    try:
        return layout_from(path.read_text(encoding="utf-8"), path.name)
    except UnicodeDecodeError as problem:
        raise LayoutNotToml(file=path.name, problem=str(problem)) from None


def _first_problem(file: str, problem: ValidationError) -> WrongLayout:
    first = problem.errors()[0]
    key = ".".join(str(part) for part in first["loc"]) or "fields"
    if first["type"] == "missing":
        return LayoutKeyMissing(file=file, key=key)
    if first["type"] == "extra_forbidden":
        return LayoutKeyUnknown(file=file, key=key)
    return LayoutValueWrong(file=file, key=key, problem=first["msg"].removeprefix("Value error, "))
