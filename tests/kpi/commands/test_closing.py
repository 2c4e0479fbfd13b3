"""A command lets go of the database when it ends, however it ends: with the last connection its log goes too."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi.store.engine import DatabaseBusy
from tests.support.shell import Shell

NUMBERS = ("values", "--institution", "Banco", "--from", "2026-03-01", "--to", "2026-03-31")


@pytest.fixture(autouse=True)
def nothing_is_tidied_up() -> Iterator[None]:
    """Python closes what it collects, now or later: here, never."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def bank(shell: Shell, posts: Path) -> Shell:
    shell.run("import", posts, "--institution", "Banco")
    return shell


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (NUMBERS, 0),
        (("rollup", "--all"), 0),
        (("people", "grant", "--email", "ana@bank.example", "--role", "viewer", "--all"), 0),
        (("check",), 0),
        (("values", "--institution", "Nobody", "--from", "2026-03-01", "--to", "2026-03-31"), 2),
        (("imports", "undo", "7"), 2),
        (("people", "revoke", "--email", "luis@bank.example", "--all"), 2),
    ],
)
def test_no_command_keeps_the_database_open(bank: Shell, arguments: tuple[str, ...], code: int) -> None:
    said = bank.run(*arguments)
    assert (said.code, is_open()) == (code, False), said.err


@pytest.mark.parametrize("raised", [KeyboardInterrupt(), DatabaseBusy(url="", seconds=30), ValueError("new")])
def test_nor_does_one_that_is_interrupted(
    bank: Shell, monkeypatch: pytest.MonkeyPatch, raised: BaseException
) -> None:
    seen = []

    def answer(*_: object, **__: object) -> None:
        seen.append(is_open())
        raise raised

    monkeypatch.setattr("kpi.commands.check.problems", answer)
    code = 130 if isinstance(raised, KeyboardInterrupt) else 2
    assert (bank.run("check").code, seen, is_open()) == (code, [True], False)


def test_nor_one_that_never_got_to_its_work(bank: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise DatabaseBusy(url="", seconds=30)

    monkeypatch.setattr("kpi.rollup.current.bring_up_to_date", refuse)
    assert (bank.run("check").code, is_open()) == (2, False)


def is_open() -> bool:
    return Path(f"{os.environ['KPI_DATABASE_URL'].removeprefix('sqlite:///')}-wal").exists()
