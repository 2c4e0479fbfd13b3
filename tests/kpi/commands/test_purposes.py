"""`python -m kpi purposes`: what each platform is for."""

import pytest

from kpi.rollup.current import open_store
from kpi.store.institutions import create_institution, institution_named
from kpi.store.purposes import SetPurpose, set_purpose
from tests.kpi.answers.bank import Bank
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


def test_for_a_period_it_says_how_well_each_is_served(shell: Shell) -> None:
    with open_store().writing() as connection:
        bank = Bank(connection, institution_named(connection, "Caja Ejemplo").id)
        page = bank.channel("x")
        bank.daily(page, "2026-10-31", followers=100)
        bank.goal("followers", 90, platform="x")
        bank.roll_up()
        set_purpose(connection, bank.id, SetPurpose("x", "professionals"))
    october = ("--from", "2026-10-01", "--to", "2026-10-31")
    assert "- X: Professionals: serves it" in shell.run("purposes", "list", *BANK, *october).out
    (one,) = shell.run("purposes", "list", *BANK, *october, "--format", "json").json
    assert one["status"] == "met"
    (one,) = shell.run("purposes", "list", *BANK, "--format", "json").json
    assert one["status"] is None


def test_what_does_not_exist_is_refused(shell: Shell) -> None:
    said = shell.run("purposes", "set", *BANK, "--platform", "x", "--purpose", "sales")
    assert (said.code, "“sales” is not a purpose" in said.err) == (2, True)
    assert shell.run("purposes", "set", *BANK, "--platform", "myspace", "--purpose", "care").code == 2
    assert kept(shell) == []
