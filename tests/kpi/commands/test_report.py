"""`python -m kpi report`: the same PDF as the page's, for a meeting or from cron."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from kpi.periods import Period
from kpi.showing.report.make import make_report
from kpi.showing.snapshot_contents import Filters
from kpi.store.engine import open_store
from kpi.store.institutions import institution_named
from tests.support.shell import Shell

BANK = ("--institution", "Caja Ejemplo")
MARCH = ("--from", "2026-03-01", "--to", "2026-03-31")


@pytest.fixture
def bank(shell: Shell, posts: Path) -> Shell:
    """A shell whose database holds the posts of one bank."""
    assert shell.run("import", str(posts), *BANK).code == 0
    return shell


@pytest.mark.parametrize("locale", ["es", "en"])
def test_it_writes_the_pages_report_and_says_where_how_long_and_its_sum(
    bank: Shell, tmp_path: Path, locale: str
) -> None:
    path = tmp_path / "reports" / "march.pdf"
    asked = (*BANK, *MARCH, "--platform", "facebook", "--locale", locale)
    said = bank.run("report", *asked, "--out", str(path))

    store = open_store()
    with store.reading() as connection:
        institution = institution_named(connection, "Caja Ejemplo")
    period = Period.of(date(2026, 3, 1), date(2026, 3, 31))
    made = make_report(store, Filters.of(institution, period, ("facebook",), locale))
    assert said.code == 0
    assert path.read_bytes() == made.content
    digest = hashlib.sha256(made.content).hexdigest()
    assert said.out.splitlines() == [
        str(path),
        f"  {made.pages} page{'s' * (made.pages > 1)}",
        f"  SHA-256 {digest}",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--institution", "Nadie", *MARCH), "Nadie"),
        ((*BANK, "--from", "2026-03-31", "--to", "2026-03-01"), "2026-03-31"),
        ((*BANK, *MARCH, "--platform", "myspace"), "myspace"),
        ((*BANK, *MARCH, "--locale", "fr"), "fr"),
    ],
)
def test_a_wrong_call_is_one_sentence_and_writes_nothing(
    bank: Shell, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    ended = bank.run("report", *arguments, "--out", str(tmp_path / "out" / "report.pdf"))

    assert ended.code == 2
    assert said in ended.err
    assert len(ended.err.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_place_that_cannot_be_written_is_named(bank: Shell, posts: Path) -> None:
    ended = bank.run("report", *BANK, *MARCH, "--out", str(posts / "report.pdf"))

    assert ended.code == 2
    assert "report.pdf cannot be written" in ended.err
