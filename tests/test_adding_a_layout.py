"""docs/adding-a-layout.md, walked as it stands: its commands print what it says, its layouts read its files."""

import re
from pathlib import Path

import pytest

from kpi.importing.layout import FOLDER, layout_from
from kpi.importing.records import MessageRecord
from tests.kpi.importing.reading_support import parsed
from tests.kpi.importing.samples import FILES
from tests.support.documents import blocks, check_examples
from tests.support.shell import Shell
from tests.support.templates import ROOT

PAGE = ROOT / "docs" / "adding-a-layout.md"


def test_the_walk_prints_what_the_page_says(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "forum.csv").write_text(blocks(PAGE, "csv")[0], "utf-8")
    (tmp_path / "forum_daily.toml").write_text(blocks(PAGE, "toml")[0], "utf-8")
    shell = Shell(capsys)
    assert check_examples(PAGE, shell) == 4
    (tmp_path / "next.csv").write_text(blocks(PAGE, "csv")[0] + "\n", "utf-8")
    assert "read as forum_daily" in shell.run("import", "next.csv", "--institution", "Caja Ejemplo").out


def test_two_way_conversations_are_read_as_the_page_says() -> None:
    result = parsed(blocks(PAGE, "csv")[1], layout=layout_from(blocks(PAGE, "toml")[1], "care.toml"))
    messages = [record for record in result.records if isinstance(record, MessageRecord)]
    assert [(each.message_id, each.conversation_id, each.outbound) for each in messages] == [
        ("1", "ana_r", False),
        ("2", "ana_r", True),
        ("3", "ana_r", False),
    ]
    assert result.rows_ignored == 1


def test_shipped_layouts_lie_as_the_page_says() -> None:
    for path in FOLDER.glob("*/*.toml"):
        assert re.search(rf'^key = "{path.stem}"$', path.read_text("utf-8"), re.MULTILINE)
        samples = [
            each for each in FILES if each.parent == path.parent and each.name.split(".")[0] == path.stem
        ]
        assert samples, f"{path.stem} has no sample beside it"
