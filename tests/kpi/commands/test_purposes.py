"""`python -m kpi purposes`: what each platform is for."""

import pytest

from kpi.store.engine import open_store
from kpi.store.institutions import create_institution
from tests.support.shell import Shell

BANK = ("--institution", "Caja Ejemplo")


@pytest.fixture(autouse=True)
def a_small_bank() -> None:
    with open_store().writing() as connection:
        create_institution(connection, "Caja Ejemplo")


def kept(shell: Shell, *more: str) -> list[tuple[str, str, int]]:
    found = shell.run("purposes", "list", *BANK, "--format", "json", *more).json
    return [(one["platform"], one["purpose"], one["version"]) for one in found]


def test_a_purpose_is_set_listed_and_taken_back(shell: Shell) -> None:
    assert "Nobody has said" in shell.run("purposes", "list", *BANK).err
    said = shell.run(
        "purposes", "set", *BANK, "--platform", "x", "--purpose", "care", "--note", "Aquí preguntan"
    )
    assert said.code == 0
    assert "Customer care" in said.out
    assert "Aquí preguntan" in shell.run("purposes", "list", *BANK).out
    assert kept(shell) == [("x", "care", 1)]
    assert shell.run("purposes", "set", *BANK, "--platform", "x").code == 0
    assert kept(shell) == []
    assert kept(shell, "--history") == [("x", "care", 1), ("x", "", 2)]


def test_what_does_not_exist_is_refused(shell: Shell) -> None:
    said = shell.run("purposes", "set", *BANK, "--platform", "x", "--purpose", "sales")
    assert (said.code, "“sales” is not a purpose" in said.err) == (2, True)
    assert shell.run("purposes", "set", *BANK, "--platform", "myspace", "--purpose", "care").code == 2
    assert kept(shell) == []
