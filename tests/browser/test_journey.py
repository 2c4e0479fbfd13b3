"""A manager's first hour: look at the sample, import a file of one's own, see it, take the numbers away."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from kpi.periods import Period
from kpi.showing.snapshot import make_snapshot
from kpi.store.engine import open_store
from kpi.store.institutions import institution_named
from tests.support.app import RunningApp
from tests.support.browser import Visitor

pytestmark = pytest.mark.browser

OCTOBER = Period.of(date(2026, 10, 1), date(2026, 10, 31))
# September: 20 engagements on 1000 views, 2.0 %. October: 90 + 30 on 1000 + 2000, 4.0 %.
POSTS = """\
platform,channel,post_id,published_at,views,reactions,comments,shares,saves
facebook,Caja Ejemplo,p0,2026-09-01 10:00,1000,15,3,2,0
facebook,Caja Ejemplo,p1,2026-10-05 10:00,1000,60,20,10,0
facebook,Caja Ejemplo,p2,2026-10-31 18:30,2000,20,10,0,0
"""


@pytest.fixture
def own_file(tmp_path: Path) -> Path:
    path = tmp_path / "october.csv"
    path.write_text(POSTS)
    return path


DRAWN = """
    () => JSON.stringify([...document.querySelectorAll(".js-plotly-plot")].map(
        chart => (chart.data || []).map(line => [line.x, line.y])))
"""


def charts(visitor: Visitor) -> str:
    """What the page's charts draw: the points of their lines, as text."""
    expect(visitor.page.locator(".js-plotly-plot").first).to_be_visible()
    return str(visitor.page.evaluate(DRAWN))


def wait_for_other_charts(visitor: Visitor, before: str) -> None:
    visitor.page.wait_for_function(f"before => ({DRAWN})() !== before", arg=before)


def wait_for_points(visitor: Visitor, points: str) -> None:
    visitor.page.wait_for_function(f"points => ({DRAWN})().includes(points)", arg=points)


def tile(visitor: Visitor, heading: str) -> Locator:
    return (
        visitor.page.get_by_role("region", name="Headline figures")
        .get_by_role("article")
        .filter(has=visitor.page.get_by_role("heading", name=heading))
    )


def test_the_sample_is_shown_and_says_that_it_is_one(visitor: Visitor) -> None:
    visitor.open("/?lang=en")
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("goals met")
    expect(visitor.page.get_by_text("These are sample data.")).to_be_visible()
    expect(tile(visitor, "Engagement rate by views")).to_contain_text("%")
    assert "2026-10" in charts(visitor)


def test_a_filter_changes_the_chart_and_the_address(visitor: Visitor) -> None:
    visitor.open("/?lang=en")
    before = charts(visitor)
    visitor.page.get_by_test_id("stSidebar").get_by_role("button", name="Facebook", exact=True).click()
    visitor.settle()
    expect(visitor.page.get_by_text("· All platforms ·", exact=False)).to_have_count(0)
    wait_for_other_charts(visitor, before)
    assert "p=facebook" in visitor.page.url


def test_the_language_is_switched_and_stays_in_the_address(visitor: Visitor) -> None:
    visitor.open("/platforms?lang=en")
    expect(visitor.page.get_by_role("link", name="Goals", exact=True)).to_be_visible()
    visitor.page.get_by_role("radio", name="Español").click()
    visitor.settle()
    expect(visitor.page.get_by_role("link", name="Objetivos", exact=True)).to_be_visible()
    assert "lang=es" in visitor.page.url


def test_a_file_of_ones_own_is_imported_and_seen(visitor: Visitor, own_file: Path) -> None:
    page = visitor.page
    visitor.open("/data?lang=en")
    page.get_by_label("Name of your institution").fill("Caja Ejemplo")
    page.get_by_role("button", name="Create it").click()
    visitor.settle()
    expect(page.get_by_text("Caja Ejemplo has no data yet.")).to_be_visible()

    page.locator('[data-testid="stFileUploader"] input[type="file"]').first.set_input_files(own_file)
    expect(page.get_by_text("The first rows, as they would be saved:")).to_be_visible()
    page.get_by_role("button", name="Import 1 file").click()
    expect(page.get_by_text("1 file was imported.", exact=False)).to_be_visible()
    visitor.settle()

    visitor.go("Overview")
    expect(tile(visitor, "Engagement rate by views")).to_contain_text("4.0%")
    wait_for_points(visitor, "0.02,0.04")


def test_the_snapshot_is_the_file_that_the_domain_makes(visitor: Visitor, app: RunningApp) -> None:
    visitor.open("/snapshot?lang=en&inst=Caja+Miravalle&from=2026-10-01&to=2026-10-31&p=facebook,x")
    visitor.page.get_by_role("button", name="Prepare the ZIP").click()
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="Download the ZIP").click()
    taken = Path(download.value.path()).read_bytes()

    store = open_store(app.database_url)
    with store.reading() as connection:
        bank = institution_named(connection, "Caja Miravalle")
    assert taken == make_snapshot(store, bank, OCTOBER, ("facebook", "x"), "en")
    store.engine.dispose()
    with zipfile.ZipFile(io.BytesIO(taken)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["filters"]["platforms"] == ["facebook", "x"]
    assert manifest["period"] == {"first_day": "2026-10-01", "last_day": "2026-10-31", "days": 31}


def test_a_picture_named_csv_is_refused_in_a_sentence(visitor: Visitor, tmp_path: Path) -> None:
    picture = tmp_path / "chart.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    visitor.open("/data?lang=en&inst=Caja+Miravalle")
    visitor.page.locator('[data-testid="stFileUploader"] input[type="file"]').first.set_input_files(picture)
    visitor.settle()
    expect(visitor.page.get_by_role("main")).to_contain_text("picture")
    expect(visitor.page.get_by_role("button", name="Import 0 files")).to_be_disabled()
    expect(visitor.page.get_by_text("Traceback")).to_have_count(0)
