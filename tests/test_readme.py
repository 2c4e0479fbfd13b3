"""The README's examples are what the program prints, and its documents' links lead somewhere."""

import re
import shlex
from pathlib import Path

import pytest

from kpi.store.engine import Store
from tests.support.shell import Shell
from tests.support.templates import ROOT
from tests.test_tree import tracked

README = ROOT / "README.md"
RUN = "- run: `pip install -r requirements.txt && streamlit run app.py`"
TEST = "- test: `pip install -r tests/requirements.txt && pytest`"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def examples() -> list[tuple[str, str]]:
    """Each command of the README, and what stands beneath it."""
    pieces = [piece for block in blocks("console") for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)]
    return [(piece.split("\n", 1)[0], piece.split("\n", 1)[1]) for piece in pieces if piece.strip()]


def plain(said: str) -> list[str]:
    """Lines without blanks at their ends; how many imports came before is nobody's promise."""
    return [re.sub(r"import \d+", "import 1", line.rstrip()) for line in said.strip().splitlines()]


def test_the_readme_begins_with_the_two_commands() -> None:
    assert README.read_text("utf-8").splitlines()[:2] == [RUN, TEST]


def test_the_examples_print_what_the_readme_says(
    sample_store: Store,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KPI_DATABASE_URL", str(sample_store.engine.url))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "posts.csv").write_text(blocks("csv")[0], "utf-8")
    shell = Shell(capsys)
    for command, printed in examples():
        said = shell.run(*shlex.split(command.removeprefix("python -m kpi")))
        assert plain(said.out + said.err) == plain(printed), command
    assert len(examples()) >= 3


def test_the_documents_links_lead_somewhere() -> None:
    documents = [path for path in tracked() if path.suffix == ".md"]
    dead = [
        f"{document.relative_to(ROOT)} -> {target}"
        for document in documents
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", document.read_text("utf-8"))
        if "://" not in target and not (document.parent / target).exists()
    ]
    assert README in documents
    assert not dead
