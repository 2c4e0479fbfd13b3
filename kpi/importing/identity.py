"""What identifies a layout's files, for people who look for the one that reads theirs."""

from dataclasses import dataclass

from kpi.importing.layout import Layout


@dataclass(frozen=True)
class Identity:
    """What a file of the layout has, and what shows that it is another's.

    Attributes:
        needed: columns, each by all names that it may have.
        any_of: columns of which one is enough.
        forbidden: columns that its files never have.
        sheets, titles, comments, files: how the names of its sheets, the lines above its tables, the comments there
            and the files' own names begin.
        charts: titles of charts, one of which stands above its two columns.
        exact: it has no columns but those that the layout names.
        rest: it reads only what no other layout fits.
    """

    needed: tuple[tuple[str, ...], ...]
    any_of: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...]
    sheets: tuple[str, ...]
    titles: tuple[str, ...]
    comments: tuple[str, ...]
    files: tuple[str, ...]
    charts: tuple[str, ...]
    exact: bool
    rest: bool


def identity(layout: Layout) -> Identity:
    """By what the layout's files are recognised."""

    def groups(*names: str) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(group) for name in names for group in layout.fields[name].groups)

    return Identity(
        needed=groups(*layout.needed) + tuple(map(tuple, layout.also_needed)),
        any_of=groups(*layout.any_of),
        forbidden=tuple(layout.forbidden),
        sheets=tuple(layout.sheets),
        titles=tuple(layout.titles),
        comments=tuple(layout.comments),
        files=tuple(layout.named),
        charts=tuple(title for chart in layout.charts for title in chart.titles),
        exact=layout.exact,
        rest=layout.rest,
    )
