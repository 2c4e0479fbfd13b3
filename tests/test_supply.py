"""What is installed: pinned with checksums, the same in both files, under licences that a bank can use."""

import re
from importlib.metadata import requires

import pytest
from packaging.requirements import Requirement

from tests.support.licences import (
    DOCUMENT,
    FREE,
    LIBRARIES,
    LOCK,
    document,
    licence,
    locked,
    needed_here,
    plain,
    terms,
)
from tests.support.templates import ROOT

LINES = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
ASKED = [Requirement(line) for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize("asked", ASKED, ids=lambda each: each.name)
def test_the_lock_holds_what_is_asked_for(asked: Requirement) -> None:
    assert str(locked()[plain(asked.name)].specifier) == str(asked.specifier)


def test_the_lock_holds_what_that_needs() -> None:
    there, seen, waiting = locked(), set[str](), list(ASKED)
    while waiting:
        each = waiting.pop()
        extras = each.extras or {""}
        if plain(each.name) in seen or not any(
            each.marker is None or each.marker.evaluate({"extra": extra}) for extra in extras
        ):
            continue
        seen.add(plain(each.name))
        for line in requires(each.name) or ():
            below = Requirement(line)
            if below.marker is None or any(below.marker.evaluate({"extra": extra}) for extra in extras):
                below.marker = None
                waiting.append(below)
    assert seen <= there.keys()


def test_every_package_has_one_version_and_checksums() -> None:
    text = LOCK.read_text("utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", text)[1:]
    assert len(blocks) == len(locked())
    for block in blocks:
        assert re.match(r"[a-z0-9.-]+==\S+ ", block), block
        assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", block)) >= 1, block


def test_the_lock_names_no_place() -> None:
    text = LOCK.read_text("utf-8")
    assert not re.search(
        r"https?:|file:|--index|--find|--extra|--trusted|/", re.sub(r"^#.*$", "", text, flags=re.MULTILINE)
    )


@pytest.mark.parametrize("name", needed_here())
def test_every_licence_is_one_that_a_bank_can_use(name: str) -> None:
    stated = terms(licence(name))
    assert stated
    assert stated <= FREE | LIBRARIES, f"{name}: {licence(name)}"


def test_the_licences_are_those_in_the_document() -> None:
    assert DOCUMENT.read_text("utf-8") == document(), "run: python -m tests.support.licences"
