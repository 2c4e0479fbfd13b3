"""Layouts: the description of one vendor's export, as data.

A layout is a TOML file, checked as it is loaded. It names the columns that hold our fields, in every language
that the vendor writes them, and says exactly how dates and numbers are written. Nothing in it is code, and
nothing that it leaves open is guessed. Those that ship with the project lie in a folder per vendor, each beside an
invented sample and what comes of it. docs/adding-a-layout.md shows one line by line.
"""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, Self

from pydantic import BaseModel, Field, ValidationError, field_validator, model_validator

from kpi.catalogue.measures import Fact
from kpi.importing.errors import (
    LayoutKeyMissing,
    LayoutKeyUnknown,
    LayoutNotFound,
    LayoutNotToml,
    LayoutValueWrong,
    Unusable,
    WrongLayout,
)
from kpi.importing.fields import FIELDS_OF, MENTIONING, REQUIRED_OF, SAID_BY_MENTIONS
from kpi.importing.layout_parts import Chart, Column, Ignore, Names, Reason, Span, Strict, Title
from kpi.importing.layout_problems import NOT_UNICODE, ONE_OF, place_in_toml, reason_of
from kpi.importing.moments import INSTITUTION, check_timezone
from kpi.platforms import BY_KEY
from kpi.words import N_, Message, quoted

FOLDER: Final = Path(__file__).parent / "layouts"

Form = Literal["csv", "xlsx"]
"""csv is any delimited text, xlsx any workbook (.xlsx, and both kinds of .xls)."""


class Conversation(Strict):
    """How messages without conversation and without links belong together.

    `by` mentions: the account's messages begin with the customer's name, the customer's mention the account.
    Their conversation ends when neither has written for `silence_hours`, which whoever writes the layout states.
    """

    by: Literal["mentions"]
    silence_hours: float = Field(gt=0, le=24 * 366)


class Layout(Strict, BaseModel):  # BaseModel again, for linters that read one file
    """One vendor's export.

    Attributes:
        platform: key of the platform; "" where a column says it row by row, or where rows have none (goals).
        kinds: file kinds that the vendor makes: csv (any delimited text), xlsx (any workbook, old .xls too).
        encoding: how older exports of this vendor are written when they are not Unicode; "" for none.
        preamble: what may stand above the header: "none", "comments" (lines that start with #), "lines".
        timezone: whose clocks times without an offset mean: "institution", or an IANA name.
        decimal, thousands: the signs inside numbers; "" where the vendor writes none. `either` is a point or a comma,
            and then what may be thousands is refused.
        whole_as_decimal: whole numbers are written with a decimal part of zeros ("2633.0").
        net: the vendor takes back what was undone later, so that a count may be below zero ("-1").
        percent: numbers may be written as a percentage ("90 %" is 0.9).
        missing: what the vendor writes where there is no value, besides nothing at all.
        twice: what counts where one column name stands over several counters: only what all of them say
            ("same"), or the column that is nowhere smaller than the others, the whole of which they are parts.
        needed: fields without which this is another file. also_needed: columns that we do not keep, likewise.
        expected: counters that this export has unless somebody left their column out; their absence is noted.
        forbidden: columns that show that this is another file.
        may_lack: fields that the vendor leaves empty in some rows, which are left out and do not make a file suspect.
        any_of: fields of which this export has at least one; which, is for whoever exports to choose.
        exact: the table has no columns but those that the layout names, unless it has one of `typical`, which
            nobody but this vendor writes. known: more columns that it may have, which we do not keep.
        comments: how a line above this vendor's tables begins, by which they are known.
        audiences: what the vendor calls all visitors, in the line that says whom a table is about.
        rows: each is a "record" of its own; or all are "parts" of one, added up; or hold other "fields" of one.
        footers: what the last cell of a total row says, which may be one cell longer than the header.
        every_day: the vendor writes every day, so that dates further apart are of weeks or months.
        named: how the vendor begins the name of a file, before its first day as year-month-day.
        total_of: a field whose sum is compared with what the total row says.
        rest: fits only what no other layout fits.
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
    decimal: Literal["", ".", ",", "either"] = ""
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
    may_lack: Names = []
    any_of: Names = []
    exact: bool = False
    typical: Names = []
    known: Names = []
    comments: Names = []
    audiences: Names = []
    rows: Literal["record", "parts", "fields"] = "record"
    footers: Names = []
    every_day: bool = False
    named: Names = []
    total_of: str = ""
    rest: bool = False
    sheets: Names = []
    titles: Names = []
    note: Literal["", "period_totals"] = ""
    asks_channel: bool = False
    charts: list[Chart] = []
    reason: Reason = "no_kpi"
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
            raise Unusable(ONE_OF, known=quoted(BY_KEY))
        return platform

    @field_validator("timezone")
    @classmethod
    def _timezone_exists(cls, timezone: str) -> str:
        check_timezone(timezone)
        return timezone

    @model_validator(mode="after")
    def _fields_fit_the_fact(self) -> Self:
        if self.fact == "none":
            if self.fields or not (self.also_needed or self.titles or self.comments):
                raise Unusable(N_("what holds no KPI has no fields, and says its columns in also_needed"))
            return self
        known = FIELDS_OF[self.kind]
        for name in (*self.fields, *self.needed, *(chart.field for chart in self.charts)):
            if name not in known:
                raise Unusable(
                    N_("{name} is not a field of {fact}; use {known}"),
                    name=name,
                    fact=self.fact,
                    known=tuple(known),
                )
        for name in (*self.needed, *self.any_of, *self.may_lack):
            if name not in self.fields:
                raise Unusable(N_("{name} is needed, but has no columns"), name=name)
        for name in MENTIONING if self.conversation else REQUIRED_OF[self.kind]:
            if name not in self.fields and not (name == "segment" and self.rows != "record"):
                raise Unusable(N_("a {fact} cannot be without {name}"), fact=self.fact, name=name)
        if self.kind is Fact.CHANNEL_SPAN and (self.span is None) is ("month" not in self.fields):
            raise Unusable(N_("a channel_span has a [span], or else the column of its month"))
        if self.span is not None and self.kind not in (Fact.CHANNEL_SPAN, Fact.CHANNEL_DAY):
            raise Unusable(N_("only a channel_span and a channel_day have a [span]"))
        if not self.platform and "platform" not in self.fields and not (self.charts or self.asks_channel):
            raise Unusable(N_("give the platform, or the column that says it"))
        return self

    @model_validator(mode="after")
    def _conversation_fits(self) -> Self:
        if self.conversation is None:
            return self
        if self.fact != "message" or not (self.platform or self.asks_channel):
            raise Unusable(N_("only messages of one platform have a [conversation]"))
        for name in SAID_BY_MENTIONS:
            if name in self.fields:
                raise Unusable(N_("{name} follows from who mentions whom; leave it out"), name=name)
        if "handle" in self.fields and not self.fields["handle"].value:
            raise Unusable(N_("handle is the account whose conversations they are: give it as a value"))
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
        raise LayoutNotToml(file=file, problem=place_in_toml(str(problem))) from None
    except ValidationError as problem:
        raise _first_problem(file, problem) from None


def _read(path: Path) -> Layout:
    try:
        return layout_from(path.read_text(encoding="utf-8"), path.name)
    except UnicodeDecodeError:
        raise LayoutNotToml(file=path.name, problem=Message(NOT_UNICODE)) from None


def _first_problem(file: str, problem: ValidationError) -> WrongLayout:
    first = problem.errors()[0]
    key = ".".join(str(part) for part in first["loc"]) or "fields"
    if first["type"] == "missing":
        return LayoutKeyMissing(file=file, key=key)
    if first["type"] == "extra_forbidden":
        return LayoutKeyUnknown(file=file, key=key)
    return LayoutValueWrong(file=file, key=key, problem=reason_of(first))
