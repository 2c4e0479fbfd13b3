"""The README's examples are what the program prints, and its documents' links lead somewhere."""

import re
from pathlib import Path

import pytest
from PIL import Image

from kpi.store.engine import Store
from tests.browser.readme_pictures import FOLDER, PICTURES
from tests.support.documents import blocks, check_examples
from tests.support.shell import Shell
from tests.support.templates import ROOT
from tests.test_tree import tracked

README = ROOT / "README.md"
RUN = "- run: `pip install -r requirements.txt && streamlit run app.py`"
MOST_BYTES = 1_000_000
TEST = "- test: `pip install -r tests/requirements.txt && pytest`"


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
    (tmp_path / "posts.csv").write_text(blocks(README, "csv")[0], "utf-8")
    assert check_examples(README, Shell(capsys)) >= 3


def test_its_pictures_are_those_that_the_script_takes() -> None:
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README.read_text("utf-8"))
    assert {ROOT / path for path in shown} == {picture.path for picture in PICTURES} == set(FOLDER.iterdir())
    for picture in PICTURES:
        with Image.open(picture.path) as taken:
            assert taken.size == (picture.width, picture.height)
    assert sum(picture.path.stat().st_size for picture in PICTURES) < MOST_BYTES


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
