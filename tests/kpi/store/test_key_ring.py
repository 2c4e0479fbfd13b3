"""Secrets lie in a file for its owner alone, or in the environment, and a wrong one is refused in a sentence."""

import os
import stat
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import make_url

from kpi.store.key_ring import (
    DEFAULT_FILE,
    FILE_VARIABLE,
    SIZE,
    VARIABLE,
    KeyOnlyInEnvironment,
    KeyRing,
    KeyUnreadable,
    KeyUnwritable,
)
from kpi.store.keys import fingerprint

ONE, OTHER = bytes(SIZE), bytes([7]) * SIZE


@pytest.fixture(autouse=True)
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.delenv(FILE_VARIABLE, raising=False)


def test_the_file_lies_beside_the_database(tmp_path: Path) -> None:
    assert KeyRing.of(make_url(f"sqlite:///{tmp_path}/bank.sqlite")).file == tmp_path / "bank.key"
    for elsewhere in ("postgresql://host/bank", "sqlite://", "sqlite:///:memory:"):
        assert KeyRing.of(make_url(elsewhere)).file == DEFAULT_FILE


def test_the_environment_may_name_the_file_or_hold_the_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FILE_VARIABLE, "/etc/bank.key")
    assert KeyRing.of(make_url("sqlite:///bank.sqlite")).file == Path("/etc/bank.key")
    monkeypatch.setenv(VARIABLE, f"{ONE.hex()} {OTHER.hex()}")
    ring = KeyRing.of(make_url("sqlite:///bank.sqlite"))
    assert list(ring.secrets().values()) == [ONE, OTHER]
    assert ring.unused() == OTHER
    with pytest.raises(KeyOnlyInEnvironment):
        ring.unused([fingerprint(OTHER)])


def test_the_first_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "new" / "bank.key")
    assert ring.secrets() == {}
    made = ring.unused()
    assert len(made) == SIZE
    assert ring.unused() == made
    assert stat.S_IMODE(ring.file.stat().st_mode) == 0o600
    assert [path.name for path in ring.file.parent.iterdir()] == ["bank.key"]


def test_a_key_that_somebody_else_has_just_made_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = KeyRing(tmp_path / "bank.key")
    link = os.link

    def late(source: str, target: Path) -> None:
        Path(target).write_text(ONE.hex())
        link(source, target)

    monkeypatch.setattr(os, "link", late)
    assert ring.unused() == ONE


def test_a_key_that_was_used_gets_another_behind_it(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "bank.key")
    first = ring.unused()
    second = ring.unused([fingerprint(first)])
    assert list(ring.secrets().values()) == [first, second]
    assert ring.unused([fingerprint(first)]) == second


@pytest.mark.parametrize("text", ["", "a name", ONE.hex()[2:], f"{ONE.hex()}\nñ"])
def test_what_is_no_key_is_refused_and_not_repeated(tmp_path: Path, text: str) -> None:
    file = tmp_path / "bank.key"
    file.write_text(text)
    with pytest.raises(KeyUnreadable) as refused:
        KeyRing(file).secrets()
    assert str(file) in str(refused.value)
    assert not text or text not in str(refused.value)


def test_a_folder_that_cannot_be_written_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    with pytest.raises(KeyUnwritable, match="this user may not do that there"):
        KeyRing(tmp_path / "bank.key").unused()
