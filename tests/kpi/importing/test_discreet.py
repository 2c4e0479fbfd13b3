"""No customer's name, identifier or words in what an import says, prints, logs or keeps."""

import json
import logging

import pytest
from sqlalchemy import select

from kpi.importing.discreet import shape
from kpi.importing.run import Target, import_file
from kpi.importing.source import Source
from kpi.showing.language import Language
from kpi.store.engine import Store
from kpi.store.schema import metadata

CANARY = "Eulalia"
NUMBER = "690123457"
MESSAGES = f"""platform,channel,conversation_id,message_id,sent_at,direction,author,automated
x,Caja,{CANARY}-1,{CANARY}-m1,2026-10-01 10:00,in,{CANARY},
x,Caja,{CANARY}-1,{CANARY}-m1,2026-10-01 11:00,in,{CANARY},
x,Caja,{CANARY}-1,{CANARY}-m2,call me on {NUMBER},in,{CANARY},
x,Caja,{CANARY}-1,{CANARY}-m3,2026-10-01 12:00,{CANARY},{CANARY},
{CANARY},Caja,{CANARY}-1,{CANARY}-m3,2026-10-01 12:00,out,{CANARY},
x,Caja,{NUMBER}.12E+15,{CANARY}-m4,2026-10-01 13:00,out,{CANARY},{CANARY}
"""
GOOD = "".join(f"x,Caja,c{n},n{n},2026-10-02 10:{n:02},in,{CANARY},\n" for n in range(60))
VISITS = f"""platform,channel,visitor,visited_at
community,Caja,{CANARY},2026-10-01 10:00
community,Caja,2026-10-01 10:00,{CANARY} {NUMBER}
community,Caja,{NUMBER}E+12,2026-10-01 10:00
"""
REFUSED_VISITS = VISITS + f"community,Caja,v,{CANARY}\n" * 9
VISITED = "".join(f"community,Caja,v{n},2026-10-02 10:{n:02}\n" for n in range(60))


def everything(store: Store) -> str:
    """All that the database holds, as text."""
    with store.reading() as connection:
        return json.dumps(
            [[list(row) for row in connection.execute(select(table))] for table in metadata.sorted_tables],
            default=repr,
        )


@pytest.mark.parametrize(
    ("text", "saved"),
    [(MESSAGES + GOOD, True), (VISITS + VISITED, True), (MESSAGES, False), (REFUSED_VISITS, False)],
    ids=["messages", "visits", "messages refused", "visits refused"],
)
def test_nothing_of_a_person_is_said_or_kept(
    store: Store, text: str, saved: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    report = import_file(store, Source("file.csv", text.encode()), Target("Caja"))
    assert report.faults
    assert (report.import_id is not None) is saved
    said = [report.reason, *report.notes, *(fault.reason for fault in report.faults)]
    told = " ".join(Language(locale).say(each) for locale in ("en", "es") for each in said if each)
    for place in (told, repr(report), everything(store), caplog.text):
        assert CANARY not in place
        assert NUMBER not in place


def test_the_shape_of_a_cell_tells_what_is_wrong_with_it() -> None:
    assert shape("1.23E+15") == "9.99x+99"
    assert shape("31/13/2026 10:00") == "31/13/2026 10:00"
    assert shape("31/13/2026 ana") == "99/99/9999 xxx"
    assert shape("600-123-456") == "999-999-999"
    assert shape("ñandú " * 9) == "xxxxx xxxxx xxxxx xxxxx xxxxx xxxxx xxxx…"
