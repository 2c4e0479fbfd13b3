"""What a layout is made of: where a field stands and how it is written, which rows are not data, which days it covers."""

from itertools import chain
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from kpi.importing.errors import Unusable
from kpi.importing.moments import check_format
from kpi.words import N_

Names = list[str]
Why = Literal["total", "daily", "segment", "ours", "unqueued"]
"""Why a row is no data: a total of others, one day's figures of a post's life, a part of the visitors; a conversation
that the institution began, or one that never stood in a queue."""

Reason = Literal[
    "no_kpi",
    "no_dates",
    "no_answer_times",
    "no_answers",
    "no_identifiers",
    "no_period",
    "no_days",
    "best_alone",
    "parts",
    "compared",
    "split",
]
"""Why nothing can be taken of an export that we know."""


class Strict(BaseModel):
    """No unknown keys, no silent conversions, no change after loading."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Title(Strict):
    """What people call the export."""

    en: str
    es: str


class Where(Strict):
    """Rows in which one of these columns says one of `equals`."""

    columns: Names
    equals: Names


class Column(Strict):
    """Where one of our fields stands, and how it is written.

    `columns` are names of the same column; the first that the file has is read. `parts` are several columns,
    each with its names, joined by `join`: the `sum` (missing unless every part is there), the `first` that is
    filled, or `all` of them as a list. `value` is the same for every row and needs no column. `where` says in
    which rows the column is this field's: all, where it is not given. `thousands` is the sign inside numbers under
    a name of another language than the layout's, `written` how dates are written under such a name. With
    `translated` the names are one name in several languages: a file with two of them has the column twice. `unless`
    are columns beside which the names mean something else, so that such a file does not have the field. `in_link` is
    the column of a post's link, whose identifier counts before the cell's: a spreadsheet rounds only the cell.
    """

    columns: Names = []
    parts: list[Names] = []
    join: Literal["sum", "first", "all"] = "first"
    value: str = ""
    type: Literal[
        "",
        "choice",
        "prefix",
        "digits",
        "handle_in_link",
        "day_start",
        "day_index",
        "nth_day",
        "tiktok_id",
        "tiktok_moment",
    ] = ""
    formats: Names = []
    where: Where | None = None
    thousands: dict[str, Literal[".", ",", " "]] = {}
    written: dict[str, Names] = {}
    translated: bool = False
    unless: Names = []
    in_link: Names = []
    choices: dict[str, str] = {}
    otherwise: str | None = None

    @property
    def groups(self) -> list[Names]:
        """The names of each part; one part where there is only one column."""
        return self.parts or ([self.columns] if self.columns else [])

    @model_validator(mode="after")
    def _formats_are_known(self) -> Self:
        for each in chain(self.formats, *self.written.values()):
            check_format(each)
        return self

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if [bool(self.columns), bool(self.parts), bool(self.value)].count(True) != 1:
            raise Unusable(N_("give exactly one of columns, parts and value"))
        return self


class Ignore(Strict):
    """Rows that are not data: where the column says one of `equals`, none of `unless`, or begins with `begins`.

    `dated` leaves out rows where the column holds a date: such a column says "Lifetime", in one language or
    another, over the totals of a post's life, and a day over that day's figures.
    """

    columns: Names
    equals: Names = []
    unless: Names = []
    begins: str = ""
    dated: bool = False
    why: Why = "total"

    @model_validator(mode="after")
    def _one_rule(self) -> Self:
        if [bool(self.equals), bool(self.unless), bool(self.begins), self.dated].count(True) != 1:
            raise Unusable(N_("give exactly one of equals, unless, begins and dated"))
        return self


class Span(Strict):
    """Comment lines above the header that hold the first and the last day of the report.

    `first` and `last` are how the two lines begin; `between` is what stands between both days of one line. A
    vendor may write either.
    """

    first: Names = []
    last: Names = []
    between: str = ""
    format: str

    @field_validator("format")
    @classmethod
    def _format_is_known(cls, each: str) -> str:
        check_format(each)
        return each

    @model_validator(mode="after")
    def _says_how(self) -> Self:
        if not self.between and not (self.first and self.last):
            raise Unusable(N_("give between, or both first and last"))
        return self


class Chart(Strict):
    """A title that stands above one column of daily values, and what those values are.

    `platform` is "" where the vendor gives the charts of several platforms the same title.
    """

    titles: Names
    field: str
    platform: str = ""
