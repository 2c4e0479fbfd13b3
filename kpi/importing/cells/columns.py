"""The columns of one table, compiled: from a field's name to the function that reads it."""

from collections.abc import Callable, Sequence
from typing import Any

from kpi.catalogue.measure import Fact
from kpi.importing.cells import dates, names, numbers, quick, tiktok
from kpi.importing.cells.spot import Field, Plain, Read, Spot
from kpi.importing.clock import Clock
from kpi.importing.fields import FIELDS_OF, REQUIRED_OF, Cell
from kpi.importing.headers import Header, plain
from kpi.importing.layout import Layout
from kpi.importing.layout_parts import Column
from kpi.importing.moments import Reading
from kpi.importing.readers.grid import Native


def nothing(_: Sequence[Native]) -> None:
    """Reads a field for which the file has no column."""
    return


class Columns:
    """The compiled columns of one table: `columns[field]` reads that field from a row's cells."""

    def __init__(
        self, layout: Layout, header: Header, clock: Clock, span: tuple[int, int] | None = None
    ) -> None:
        self.layout = layout
        self.header = header
        self.clock = clock
        self.span = span
        self._missing = frozenset({"", *layout.missing})
        self._kinds = FIELDS_OF[layout.kind]

    def has(self, field: str) -> bool:
        """Whether the file has the field: one of its columns (of a sum each), or a value for every row."""
        column = self.layout.fields.get(field)
        if column is None or self.header.find(column.unless) is not None:
            return False
        enough = all if column.join == "sum" else any
        return bool(column.value) or enough(self.header.find(group) is not None for group in column.groups)

    def name(self, field: str) -> str:
        """What the file calls the field's column; our own name where it has none."""
        column = self.layout.fields.get(field)
        indexes = [self.header.find(group) for group in column.groups] if column else []
        return next((self.header.names[index] for index in indexes if index is not None), field)

    def headers(self) -> dict[str, str]:
        """What the file calls each of our fields that it has a column for."""
        with_columns = [name for name, column in self.layout.fields.items() if column.groups]
        return {name: self.name(name) for name in with_columns if self.has(name)}

    def __getitem__(self, field: str) -> Read:
        column = self.layout.fields.get(field)
        if column is None or not self.has(field):
            return nothing
        if column.value:
            return self._constant(field, column)
        required = field in REQUIRED_OF[self.layout.kind]
        spots = [self._spot(group, required) for group in column.groups]
        reads = [None if spot is None else self._read(field, column, spot) for spot in spots]
        if len(reads) == 1:
            return reads[0] or nothing
        if column.join == "sum":
            return _summed([read for read in reads if read]) if all(reads) else nothing
        joined = [read for read in reads if read]
        return _first(joined) if column.join == "first" else _all(joined)

    def field(self, name: str) -> Field:
        """The field with the columns that it depends on, for reading many rows at once."""
        column = self.layout.fields.get(name)
        if column is None:
            return Field(self[name], ())
        found = [spot for group in column.groups if (spot := self.spot(group)) is not None]
        saying = [] if column.where is None else column.where.columns
        beside = [spot for group in (saying, column.in_link) if (spot := self.spot(group)) is not None]
        plain_cells = found and not beside and column.where is None
        at_once = self._quick(name, column, found) if plain_cells else None
        return Field(self[name], tuple(spot.index for spot in (*found, *beside)), at_once)

    def _quick(self, name: str, column: Column, spots: Sequence[Spot]) -> Plain | None:
        """The quick way of a field, for the kinds of cells of which files hold millions."""
        if len(spots) > 1:
            return quick.links(spots, self.layout) if column.join == "all" else None
        digits = column.type == "digits"
        match self._kinds[name] if digits else column.type or self._kinds[name]:
            case Cell.ID:
                return quick.identifiers(spots[0], self.layout, digits=digits)
            case Cell.IDS:
                return quick.links(spots, self.layout, digits=digits)
            case Cell.MOMENT:
                return quick.instants(_written(column, spots[0]), self.clock)
            case Cell.TEXT:
                return quick.texts(spots[0])
            case _:
                return None

    def spot(self, group: Sequence[str]) -> Spot | None:
        """The column that has one of these names."""
        return self._spot(group, required=False)

    def at(self, field: str, index: int) -> Read:
        """Reads the field from the column at `index`, whatever that is called."""
        spot = Spot(index, self.header.names[index], self._missing, required=False)
        return self._read(field, self.layout.fields[field], spot)

    def reader(self, field: str) -> "tuple[Spot, Callable[[Native], Reading | None]] | None":
        """The column of a date and what reads it, before it is put on anybody's clock."""
        column = self.layout.fields[field]
        spot = self._spot(column.columns, required=True)
        return None if spot is None else (spot, dates.moments(spot, _written(column, spot)))

    def _spot(self, group: Sequence[str], required: bool) -> Spot | None:
        index = self.header.find(group)
        return None if index is None else Spot(index, self.header.names[index], self._missing, required)

    def _constant(self, field: str, column: Column) -> Read:
        spot = Spot(0, field, self._missing, required=True)
        value = self._read(field, column, spot)([column.value])
        return lambda _: value

    def _read(self, field: str, column: Column, spot: Spot) -> Read:
        read = self._cell(field, column, spot)
        if (link := self.spot(column.in_link)) is not None:
            read = names.in_link(link, read)
        if column.where is None:
            return read
        saying = self.spot(column.where.columns)
        return nothing if saying is None else names.where(saying, column.where.equals, read)

    def _cell(self, field: str, column: Column, spot: Spot) -> Read:
        kind = self._kinds[field] if column.type == "digits" else column.type or self._kinds[field]
        read = self._by_kind(kind, _written(column, spot), spot)
        planned = self.layout.kind is Fact.GOAL
        return read if planned or kind not in dates.KINDS else dates.that_has_come(spot, read, self.clock)

    def _by_kind(self, kind: str, column: Column, spot: Spot) -> Read:
        match kind:
            case Cell.WHOLE:
                signs = {plain(name): sign for name, sign in column.thousands.items()}
                return numbers.whole(spot, self.layout, signs.get(plain(spot.name)))
            case Cell.NUMBER:
                return numbers.number(spot, self.layout)
            case Cell.ID:
                return names.identifier(spot, self.layout, digits=column.type == "digits")
            case Cell.IDS:
                return names.identifiers(spot, self.layout, digits=column.type == "digits")
            case Cell.MOMENT:
                return dates.moment(spot, column, self.clock)
            case Cell.DAY:
                return dates.day(spot, column)
            case Cell.MONTH:
                return dates.month(spot)
            case Cell.HANDLE:
                return names.handle(spot)
            case Cell.PLATFORM:
                return names.platform(spot)
            case Cell.FLAG:
                return names.choice(spot, names.FLAGS, None)
            case Cell.CHOICE:
                choices = {plain(name): value for name, value in column.choices.items()}
                return names.choice(spot, choices, column.otherwise)
            case "prefix":
                return names.prefix(spot, column)
            case "handle_in_link":
                return names.handle_in_link(spot)
            case "nth_day":
                return dates.nth_day(spot, self.span)
            case "day_index":
                return dates.day(spot, column)
            case "day_start":
                return dates.day_start(spot, column)
            case "tiktok_id":
                return tiktok.video(spot)
            case "tiktok_moment":
                return tiktok.moment(spot, self.clock)
            case _:
                return names.text(spot)


def _written(column: Column, spot: Spot) -> Column:
    """The column with the dates' formats that belong to the name it has in the file."""
    formats = {plain(name): formats for name, formats in column.written.items()}.get(plain(spot.name))
    return column if formats is None else column.model_copy(update={"formats": formats})


def _summed(reads: Sequence[Read]) -> Read:
    def read(cells: Sequence[Native]) -> int | None:
        values = [each(cells) for each in reads]
        return None if None in values else sum(values)

    return read


def _first(reads: Sequence[Read]) -> Read:
    def read(cells: Sequence[Native]) -> Any:
        value = None
        for each in reads:
            value = each(cells)
            if value not in (None, ""):
                break
        return value

    return read


def _all(reads: Sequence[Read]) -> Read:
    return lambda cells: tuple(item for each in reads for item in each(cells))
