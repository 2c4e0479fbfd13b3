"""What a database holds after something went wrong, found as the program itself would find it."""

import time
from dataclasses import dataclass

from sqlalchemy import func, select, text

from kpi.rollup.current import open_store
from kpi.rollup.run import differences
from kpi.store.health import problems
from kpi.store.schema import metadata

RUN = metadata.tables["import_run"]
MESSAGE = metadata.tables["message"]


@dataclass(frozen=True)
class State:
    """`messages` of each import by its file's name; `wrong` are sentences; `seconds` until it was open and checked."""

    messages: dict[str, int]
    wrong: tuple[str, ...]
    seconds: float


def state_of(url: str) -> State:
    """Open the database as anybody would, check its pages, links and tables, and its measures against the facts."""
    began = time.monotonic()
    store = open_store(url)
    with store.reading() as connection:
        wrong = [str(each) for each in problems(connection)]
        seconds = time.monotonic() - began
        wrong += [str(each) for each in differences(connection)]
        counted = (
            select(RUN.c.file_name, func.count(MESSAGE.c.message_key))
            .outerjoin(MESSAGE, MESSAGE.c.import_id == RUN.c.id)
            .group_by(RUN.c.id, RUN.c.file_name)
        )
        rows = connection.execute(counted).all()
        orphans = connection.execute(
            text("SELECT count(*) FROM message WHERE import_id NOT IN (SELECT id FROM import_run)")
        ).scalar_one()
    store.engine.dispose()
    if orphans:
        wrong.append(f"{orphans} messages of no import")
    if len(rows) != len({row[0] for row in rows}):
        wrong.append("a file was imported twice")
    return State({str(name): int(count) for name, count in rows}, tuple(wrong), seconds)
