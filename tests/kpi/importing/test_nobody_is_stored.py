"""Who wrote and what they wrote is in no byte of the database, in no log, and in nothing that was printed."""

import logging
import os
from pathlib import Path

import pytest

from tests.support.shell import Shell

BANK = ("--institution", "Caja Ejemplo")
NAMES = (
    "eulalia.ferrandiz",
    "gumersindo-7781",
    "conv-zafiro-42",
    "visitante-qx9",
    "IBAN ES9121000418450200051332",
)
"""An author, a message, a conversation, a visitor, and what somebody wrote: words to look for."""
AUTHOR, MESSAGE, CONVERSATION, VISITOR, TEXT = NAMES
FILES = {
    "messages.csv": (
        "platform,channel,conversation_id,message_id,sent_at,direction,author,text\n"
        f"x,caja,{CONVERSATION},{MESSAGE},2026-03-05 10:00,in,{AUTHOR},{TEXT}\n"
        f"x,caja,{CONVERSATION},m2,2026-03-05 10:30,out,caja,On its way\n"
        f"x,caja,{CONVERSATION},{MESSAGE}b,no time at all,in,{AUTHOR},{TEXT}\n"
    ),
    "visits.csv": f"platform,channel,visitor,visited_at\ncommunity,plaza,{VISITOR},2026-03-05 10:00\n",
}


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


def test_no_byte_of_the_database_no_log_and_no_line_names_anybody(
    shell: Shell, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    printed = []
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, "utf-8")
        said = shell.run("import", tmp_path / name, *BANK)
        assert said.code == 0, said.err
        printed += [said.out, said.err]
    shell.run("audit", "export", "--out", tmp_path / "audit.csv")
    shell.run("backup", tmp_path / "copy.sqlite")
    database = Path(os.environ["KPI_DATABASE_URL"].removeprefix("sqlite:///"))
    places = [*database.parent.glob(f"{database.name}*"), tmp_path / "audit.csv", tmp_path / "copy.sqlite"]
    assert any(
        b"caja ejemplo" in place.read_bytes().lower() for place in places
    )  # what is stored would be found
    for word in NAMES:
        for place in places:
            assert word.casefold().encode() not in place.read_bytes().lower(), (word, place.name)
        assert word not in caplog.text
        assert word not in "".join(printed)
