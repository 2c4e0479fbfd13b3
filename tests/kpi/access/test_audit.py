"""The audit: it can only be added to, it outlives its institution, and what is wanted of it is found."""

import csv
import io

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from kpi.access.actor import Actor, Place
from kpi.access.audit import Action, Entry, Wanted, append, count_entries, entries
from kpi.showing.audit_words import audit_csv
from kpi.showing.language import Language
from kpi.store.engine import Store
from kpi.store.institutions import InstitutionRow, create_institution, remove_institution
from tests.support.people import person

ANA = Actor.signed_in(person("ana"))
OPERATOR = Actor("root", Place.COMMAND_LINE)


@pytest.fixture
def bank(store: Store, monkeypatch: pytest.MonkeyPatch) -> InstitutionRow:
    """A bank with three entries, at the seconds 100, 200 and 300."""
    with store.writing() as connection:
        made = create_institution(connection, "Caja Ejemplo")
        for at, who, entry in (
            (100, OPERATOR, Entry(Action.INSTITUTION_MADE, made.name)),
            (200, ANA, Entry(Action.EXPORTED, "zip", 1234, {"from": "2026-10-01", "platforms": "x"})),
            (300, ANA, Entry(Action.REFUSED, "import", details={"permission": "import"})),
        ):
            monkeypatch.setattr("kpi.access.audit.time.time", lambda at=at: at)
            append(connection, who, made, entry)
    return made


@pytest.mark.both_stores
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET email = 'nobody@bank.example'",
        "UPDATE audit SET at = 0 WHERE id = 1",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE id = 1",
    ],
)
def test_no_entry_is_changed_or_deleted(store: Store, bank: InstitutionRow, change: str) -> None:
    with (
        pytest.raises(DBAPIError, match="the audit can only be added to"),
        store.writing() as connection,
    ):
        connection.execute(text(change))
    assert counted(store) == 3


def test_no_entry_is_replaced(store: Store, bank: InstitutionRow) -> None:
    with (
        pytest.raises(DBAPIError, match="the audit can only be added to"),
        store.writing() as connection,
    ):
        connection.execute(
            text(
                "INSERT OR REPLACE INTO audit (id, at, issuer, subject, email, place, institution_id,"
                " institution, action, object, details)"
                " VALUES (1, 0, '', '', '', 'page', 0, '', 'undone', '', '{}')"
            )
        )
    assert counted(store) == 3


@pytest.mark.postgres
def test_postgresql_does_not_empty_it_either(request: pytest.FixtureRequest) -> None:
    from kpi.store.engine import open_store  # noqa: PLC0415
    from tests.support.postgres import PostgresServer  # noqa: PLC0415

    server: PostgresServer = request.getfixturevalue("postgres")
    store = open_store(server.url(server.fresh_database("upgraded")))
    with (
        pytest.raises(DBAPIError, match="the audit can only be added to"),
        store.writing() as connection,
    ):
        connection.execute(text("TRUNCATE audit"))
    store.engine.dispose()
    server.drop(str(store.engine.url.database))


@pytest.mark.both_stores
def test_it_outlives_its_institution_and_belongs_to_no_other(store: Store, bank: InstitutionRow) -> None:
    with store.writing() as connection:
        remove_institution(connection, bank.id)
        next_one = create_institution(connection, "Caja Ejemplo")
        assert count_entries(connection, Wanted(bank.id)) == 3
        assert count_entries(connection, Wanted(next_one.id)) == 0


@pytest.mark.both_stores
@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), [300, 200, 100]),
        (Wanted(actions=(Action.EXPORTED, Action.REFUSED)), [300, 200]),
        (Wanted(who="ANA@"), [300, 200]),
        (Wanted(who="oo"), [100]),
        (Wanted(who="%"), []),
        (Wanted(since=200), [300, 200]),
        (Wanted(until=200), [100]),
        (Wanted(since=100, until=200), [100]),
        (Wanted(999), []),
    ],
)
def test_what_is_wanted_is_found_newest_first(
    store: Store, bank: InstitutionRow, wanted: Wanted, found: list[int]
) -> None:
    with store.reading() as connection:
        assert [row.at for row in entries(connection, wanted)] == found
        assert count_entries(connection, wanted) == len(found)


def test_it_is_read_in_pages(store: Store, bank: InstitutionRow) -> None:
    with store.reading() as connection:
        assert [row.at for row in entries(connection, Wanted(), first=1, most=1)] == [200]


def test_the_file_has_every_entry_with_who_when_and_what(store: Store, bank: InstitutionRow) -> None:
    with store.reading() as connection:
        written = audit_csv(entries(connection, Wanted()), Language("en")).decode()
    lines = list(csv.DictReader(io.StringIO(written)))
    assert len(lines) == 3
    assert lines[1] == {
        "Number": "2",
        "When (UTC)": "1970-01-01 00:03:20",
        "Who": "ana@bank.example",
        "Issuer": "https://sign-in.example",
        "Subject": "subject-ana",
        "From where": "page",
        "Institution": "Caja Ejemplo",
        "What was done": "took a file away",
        "To what": "the CSV files",
        "Rows": "1234",
        "Details": "from: 1 Oct 2026; platforms: X",
    }
    assert (lines[0]["What was done"], lines[0]["To what"]) == ("was refused", "import files")
    assert (lines[2]["Who"], lines[2]["From where"]) == ("root", "command line")


def test_a_name_that_a_spreadsheet_would_run_stays_a_text(store: Store, bank: InstitutionRow) -> None:
    with store.writing() as connection:
        append(connection, ANA, bank, Entry(Action.IMPORTED, '=HYPERLINK("https://x")'))
        written = audit_csv(entries(connection, Wanted(), most=1), Language("es")).decode("utf-8-sig")
    assert ";\"'=HYPERLINK" in written


def counted(store: Store) -> int:
    with store.reading() as connection:
        return count_entries(connection, Wanted())
