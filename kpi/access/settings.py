"""What an institution has decided of itself."""

from typing import Final

from sqlalchemy import Connection, delete, insert, select

from kpi.store.schema import metadata

SETTING: Final = metadata.tables["institution_setting"]
BESIDE: Final = "beside_others"
YES, NO = "yes", "no"


def beside_others(connection: Connection) -> dict[int, bool]:
    """By institution, whether its numbers may stand beside those of others; those that have not decided are left out."""
    rows = connection.execute(
        select(SETTING.c.institution_id, SETTING.c.value).where(SETTING.c.name == BESIDE)
    )
    return {institution_id: value == YES for institution_id, value in rows}


def set_beside_others(connection: Connection, institution_id: int, *, allowed: bool) -> None:
    """Decide whether an institution's numbers may stand beside those of others."""
    connection.execute(
        delete(SETTING).where(SETTING.c.institution_id == institution_id, SETTING.c.name == BESIDE)
    )
    connection.execute(
        insert(SETTING).values(institution_id=institution_id, name=BESIDE, value=YES if allowed else NO)
    )
