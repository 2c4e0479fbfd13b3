"""The layouts that an institution taught: kept beside its data, used after those that ship with the project.

Exactly one layout must fit a file, so one that would fit what another reads is refused when it is added, not when
the next file comes.
"""

import time
from collections.abc import Sequence
from functools import cache
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from kpi.importing.errors import LayoutClash, LayoutKeyTaken, OwnLayoutUnknown
from kpi.importing.layout import FOLDER, Layout, layout_from, shipped
from kpi.importing.readers import delimited
from kpi.importing.readers.grid import Grid
from kpi.importing.recognise import fits_of
from kpi.store.institutions import InstitutionRow, bump_version
from kpi.store.schema import metadata

OWN: Final = metadata.tables["own_layout"]


def own_layouts(connection: Connection, institution_id: int) -> tuple[Layout, ...]:
    """The institution's own layouts, in the order of their keys."""
    return tuple(
        layout_from(text, f"{key}.toml") for key, text in own_layout_texts(connection, institution_id).items()
    )


def own_layout_texts(connection: Connection, institution_id: int) -> dict[str, str]:
    """The TOML texts of the institution's own layouts, by their keys and in the order of these."""
    rows = connection.execute(
        select(OWN.c.key, OWN.c.toml).where(OWN.c.institution_id == institution_id).order_by(OWN.c.key)
    )
    return {key: text for key, text in rows}  # noqa: C416  (rows are no pairs for the type checker)


def add_own_layout(
    connection: Connection, institution: InstitutionRow, text: str, *, file: str, by: str = ""
) -> Layout:
    """Keep a layout for the institution; one of its own with the same key is replaced.

    Args:
        connection: a writing one.
        institution: whose it is.
        text: the TOML text.
        file: what to call it in an error.
        by: who adds it.

    Raises:
        WrongLayout: the text is no layout; a shipped one has its key; or a file would fit it and another one.
    """
    layout = layout_from(text, file)
    if any(layout.key == each.key for each in shipped()):
        raise LayoutKeyTaken(file=file, key=layout.key)
    others = [each for each in own_layouts(connection, institution.id) if each.key != layout.key]
    if (other := clash(layout, others)) is not None:
        raise LayoutClash(file=file, other=other)
    _remove(connection, institution.id, layout.key)
    row = {
        "institution_id": institution.id,
        "key": layout.key,
        "toml": text,
        "made_at": int(time.time()),
        "made_by": by,
    }
    connection.execute(insert(OWN).values(row))
    bump_version(connection, institution.id)
    return layout


def remove_own_layout(connection: Connection, institution: InstitutionRow, key: str) -> None:
    """Forget one of the institution's own layouts. What was imported with it stays.

    Raises:
        OwnLayoutUnknown: it has none of that key.
    """
    known = own_layout_texts(connection, institution.id)
    if key not in known:
        raise OwnLayoutUnknown(key=key, institution=institution.name, known=", ".join(known) or "–")
    _remove(connection, institution.id, key)
    bump_version(connection, institution.id)


def clash(layout: Layout, others: Sequence[Layout]) -> str | None:
    """The key of a layout that would fit a file of `layout`, or whose sample `layout` would fit; None: none.

    The file of `layout` is taken to have every column that it names, each under its first name.
    """
    file = _described(layout)
    for other in (*shipped(), *others):
        if not other.rest and set(other.kinds) & set(layout.kinds) and fits_of(other, file):
            return other.key
    for other in others:
        if set(other.kinds) & set(layout.kinds) and fits_of(layout, _described(other)):
            return other.key
    if "csv" in layout.kinds:
        return next((key for key, grid in _samples() if fits_of(layout, grid)), None)
    return None


def _described(layout: Layout) -> Grid:
    """A table with the columns that the layout names, under the sheet and the title that it asks for."""
    groups = [group for column in layout.fields.values() for group in column.groups] + layout.also_needed
    names = tuple(dict.fromkeys(group[0] for group in groups))
    row = (1, names)
    comments = tuple(layout.comments) or (("#",) if layout.preamble == "comments" else ())
    return Grid(
        name=layout.sheets[0] if layout.sheets else "",
        head=(row,),
        rows=lambda: iter((row,)),
        comments=comments,
        title=layout.titles[0] if layout.titles else "",
    )


@cache
def _samples() -> tuple[tuple[str, Grid], ...]:
    """The tables of the samples that lie beside the shipped layouts, with the key that each is named by."""
    return tuple(
        (path.name.split(".")[0], grid)
        for path in sorted(FOLDER.glob("*/*.csv"))
        for grid in delimited.grids(delimited.decode(path.read_bytes(), "cp1252"))
    )


def _remove(connection: Connection, institution_id: int, key: str) -> None:
    connection.execute(delete(OWN).where(OWN.c.institution_id == institution_id, OWN.c.key == key))
