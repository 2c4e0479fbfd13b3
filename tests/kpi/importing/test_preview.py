"""A preview shows what would be saved, on the institution's clocks, and keeps nothing."""

from kpi.importing.preview import ROWS, preview
from kpi.importing.report import Outcome
from kpi.importing.run import Target
from kpi.importing.source import Source
from kpi.store.engine import Store
from kpi.store.institutions import institutions

HEADER = "platform;channel;post_id;published_at;reactions\n"


def rows(count: int) -> bytes:
    lines = (f"facebook;banco;p{i};2026-03-02T23:30:00+00:00;{i}\n" for i in range(count))
    return (HEADER + "".join(lines)).encode()


def test_the_first_rows_as_they_would_be_saved(store: Store) -> None:
    tried = preview(store, Source("posts.csv", rows(20)), Target("Banco"))
    assert (tried.report.outcome, tried.report.rows_saved) == (Outcome.SAVED, 20)
    assert tried.columns == ("channel", "post_id", "published_at", "reactions")
    assert tried.rows[0] == ("banco", "p0", "2026-03-03 00:30:00", 0)
    assert len(tried.rows) == ROWS
    with store.reading() as connection:
        assert institutions(connection) == []


def test_a_file_that_would_be_refused_shows_why_and_no_rows(store: Store) -> None:
    tried = preview(store, Source("strange.csv", b"alpha,beta\n1,2\n"), Target("Banco"))
    assert tried.report.outcome is Outcome.REFUSED
    assert tried.report.reason is not None
    assert tried.rows == ()
