"""A preview shows what would be saved, on the institution's clocks, and keeps nothing."""

from datetime import datetime
from zoneinfo import ZoneInfo

from kpi.catalogue.measures import Fact
from kpi.importing.preview import ROWS, preview
from kpi.importing.records import Parsed
from kpi.importing.report import Outcome
from kpi.importing.run import Target
from kpi.importing.source import Source
from kpi.store.engine import Store
from kpi.store.institutions import institutions
from tests.support.desk import Desk, post, totals

HEADER = "platform;channel;post_id;published_at;reactions\n"


def rows(count: int) -> bytes:
    lines = (f"facebook;banco;p{i};2026-03-02T23:30:00+00:00;{i}\n" for i in range(count))
    return (HEADER + "".join(lines)).encode()


def test_the_first_rows_as_they_would_be_saved(store: Store) -> None:
    tried = preview(store, Source("posts.csv", rows(20)), Target("Banco"))
    assert (tried.report.outcome, tried.report.rows_saved) == (Outcome.SAVED, 20)
    (part,) = tried.parts
    assert part.layout == "vinculo_posts"
    assert part.columns == ("channel", "post_id", "published_at", "reactions")
    assert part.rows[0] == ("banco", "p0", datetime(2026, 3, 3, 0, 30, tzinfo=ZoneInfo("Europe/Madrid")), 0)
    assert len(part.rows) == ROWS
    with store.reading() as connection:
        assert institutions(connection) == []


def test_a_file_that_would_be_refused_shows_why_and_no_rows(store: Store) -> None:
    tried = preview(store, Source("strange.csv", b"alpha,beta\n1,2\n"), Target("Banco"))
    assert tried.report.outcome is Outcome.REFUSED
    assert tried.report.reason is not None
    assert tried.parts == ()


def test_every_part_of_a_file_shows_its_first_rows(store: Store, desk: Desk) -> None:
    totals_part = Parsed("days", "facebook", Fact.CHANNEL_DAY, [totals(9, 20_000, followers=7)], rows_read=1)
    parsed = Parsed(
        "posts",
        "facebook",
        Fact.POST,
        [post(2, "p1", views=5), post(3, "p2")],
        rows_read=2,
        more=(totals_part,),
    )
    tried = desk.preview_parsed(parsed)
    assert [(part.layout, len(part.rows)) for part in tried.parts] == [("posts", 2), ("days", 1)]
    assert tried.parts[1].columns[-1] == "followers"
