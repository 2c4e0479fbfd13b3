"""A manager's first hours, in both languages: the sample, a file of one's own, a goal, the numbers to take away."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from kpi.answers.goals import goal_history
from kpi.catalogue.units import Unit
from kpi.importing.history import list_imports
from kpi.periods import Period, day_of
from kpi.showing.language import Language
from kpi.showing.snapshot_contents import Filters, nobody
from kpi.store.engine import open_store
from kpi.store.institutions import institution_named
from pages.snapshot.offers import OFFERS
from tests.support.barriers import check_no_barriers
from visiting.browser import Visitor
from visiting.server import RunningApp

pytestmark = pytest.mark.browser

OCTOBER = Period.of(date(2026, 10, 1), date(2026, 10, 31))
DECEMBER = date(2026, 12, 1)
# September: 20 engagements on 1000 views, 2.0 %. October: 90 + 30 on 1000 + 2000, 4.0 %.
POSTS = """\
platform,channel,post_id,published_at,views,reactions,comments,shares,saves
facebook,Caja Ejemplo,p0,2026-09-01 10:00,1000,15,3,2,0
facebook,Caja Ejemplo,p1,2026-10-05 10:00,1000,60,20,10,0
facebook,Caja Ejemplo,p2,2026-10-31 18:30,2000,20,10,0,0
"""
ROW = 35
"""Pixels of a row of Streamlit's grid, which is a picture and has no elements."""
DRAWN = """
    () => JSON.stringify([...document.querySelectorAll(".js-plotly-plot")].map(
        chart => (chart.data || []).map(line => [line.x, line.y])))
"""


@pytest.fixture(scope="module")
def app(start_app: Callable[[Path | None], RunningApp]) -> RunningApp:
    """The app on its first start: an empty folder for its database, and so the sample bank."""
    return start_app(None)


def charts(visitor: Visitor) -> str:
    """What the page's charts draw: the points of their lines, as text."""
    expect(visitor.page.locator(".js-plotly-plot").first).to_be_visible()
    return str(visitor.page.evaluate(DRAWN))


def wait_for_other_charts(visitor: Visitor, before: str) -> None:
    visitor.page.wait_for_function(f"before => ({DRAWN})() !== before", arg=before)


def wait_for_points(visitor: Visitor, points: str) -> None:
    visitor.page.wait_for_function(f"points => ({DRAWN})().includes(points)", arg=points)


def tile(visitor: Visitor, heading: str, language: Language) -> Locator:
    return (
        visitor.page.get_by_role("region", name=language.say("Headline figures"))
        .get_by_role("article")
        .filter(has=visitor.page.get_by_role("heading", name=language.say(heading)))
    )


def test_the_sample_is_shown_and_says_that_it_is_one(visitor: Visitor, language: Language) -> None:
    visitor.open(f"/?lang={language.locale}&inst=Caja+Miravalle")
    banner = language.say(
        "**These are sample data.** {name} does not exist; its numbers are invented.", name=""
    )
    expect(visitor.page.get_by_text(banner.split("**")[1])).to_be_visible()
    expect(tile(visitor, "Engagement rate by views", language)).to_contain_text("%")
    assert "2026-10" in charts(visitor)


def test_a_filter_changes_the_chart_and_the_address(visitor: Visitor) -> None:
    visitor.open("/?lang=en&inst=Caja+Miravalle")
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


def test_a_file_of_ones_own_is_imported_seen_and_taken_back(
    visitor: Visitor, app: RunningApp, language: Language, tmp_path: Path
) -> None:
    page, say, bank = visitor.page, language.say, f"Caja Ejemplo {language.locale}"
    path = tmp_path / "october.csv"
    path.write_text(POSTS)
    visitor.open(f"/data?lang={language.locale}&inst=Caja+Miravalle")
    page.get_by_label(say("Name of your institution")).fill(bank)
    page.get_by_role("button", name=say("Create it")).click()
    expect(page.get_by_role("region", name=bank)).to_be_visible()  # the box for its files, and no other's
    visitor.settle()

    page.locator(
        '[data-testid="stFileUploader"] input[type="file"]:not([webkitdirectory])'
    ).first.set_input_files(path)
    expect(page.get_by_text(say("The first rows, as they would be saved:"))).to_be_visible()
    page.get_by_role("button", name=language.plural("Import {count} file", "Import {count} files", 1)).click()
    done = page.locator(".st-key-data_done")
    expect(done.get_by_text(say("What it changed in the KPIs"), exact=False)).to_be_visible()
    visitor.settle()

    visitor.walk("/")
    expect(tile(visitor, "Engagement rate by views", language)).to_contain_text(
        language.value(0.04, Unit.SHARE)
    )
    wait_for_points(visitor, "0.02,0.04")

    visitor.walk("/data")
    grid = page.get_by_test_id("stDataFrame").last
    grid.scroll_into_view_if_needed()
    grid.click(position={"x": 16, "y": ROW * 1.5})
    visitor.settle()
    page.get_by_role("button", name=say("Take this import back…")).click()
    dialog = page.get_by_role("dialog")
    expect(
        dialog.get_by_text(say("Everything is counted again. The file can be imported anew."))
    ).to_be_visible()
    check_no_barriers(page, "[role=dialog]")
    dialog.get_by_role("button", name=say("Take it back")).click()
    expect(dialog).to_have_count(0)
    visitor.settle()

    store = open_store(app.database_url)
    with store.reading() as connection:
        rows = list_imports(connection, institution_named(connection, bank).id)
    store.engine.dispose()
    assert [row.undone_at is not None for row in rows] == [True]


def test_a_goal_is_set_with_its_reason_and_has_a_history(
    visitor: Visitor, app: RunningApp, language: Language
) -> None:
    page, say, reason = visitor.page, language.say, f"new night shift ({language.locale})"
    visitor.open(f"/goals?lang={language.locale}&inst=Caja+Miravalle")
    dialog = page.get_by_role("dialog")
    look_at_december(visitor, language)
    for level, typed in (("Floor", "5"), ("Target", "6"), ("Stretch", "7")):
        dialog.get_by_label(say(level), exact=True).fill(typed)
    dialog.get_by_label(say("Why"), exact=True).fill(reason)
    dialog.get_by_label(say("Your name"), exact=True).fill("Ana")
    check_no_barriers(page, "[role=dialog]")
    dialog.get_by_role("button", name=say("Save")).click()
    expect(dialog).to_have_count(0)

    store = open_store(app.database_url)
    with store.reading() as connection:
        bank = institution_named(connection, "Caja Miravalle")
        newest, *older = goal_history(connection, bank.id, "engagement_rate_views", "", day_of(DECEMBER))
    store.engine.dispose()
    assert (newest.target, newest.reason, newest.changed_by) == (0.06, reason, "Ana")
    look_at_december(visitor, language)
    expect(dialog.get_by_label(say("Why"), exact=True)).to_have_attribute("placeholder", reason)
    versions = language.plural("History: {count} version", "History: {count} versions", 1 + len(older))
    expect(dialog.get_by_text(versions)).to_be_visible()


def look_at_december(visitor: Visitor, language: Language) -> None:
    """Open the dialog on the goal of December."""
    visitor.page.get_by_role("button", name=language.say("Set a goal")).click()
    expect(visitor.page.get_by_role("dialog")).to_be_visible()
    visitor.add(language.say("Months"), language.short_month(DECEMBER))


def test_what_is_taken_away_is_what_the_domain_makes(
    visitor: Visitor, app: RunningApp, language: Language
) -> None:
    visitor.open(
        f"/snapshot?lang={language.locale}&inst=Caja+Miravalle&from=2026-10-01&to=2026-10-31&p=facebook,x"
    )
    store = open_store(app.database_url)
    with store.reading() as connection:
        bank = institution_named(connection, "Caja Miravalle")
    filters = Filters.of(bank, OCTOBER, ("x", "facebook"), language.locale)
    taken: dict[str, bytes] = {}
    for offer in OFFERS:
        visitor.page.get_by_role("button", name=language.say(offer.prepare)).click()
        with visitor.page.expect_download() as download:
            visitor.page.get_by_role("button", name=language.say(offer.download)).click()
        taken[offer.key] = Path(download.value.path()).read_bytes()
        made = offer.make(store, filters, nobody)
        assert (download.value.suggested_filename, taken[offer.key]) == (made.name, made.content)
    store.engine.dispose()
    with zipfile.ZipFile(io.BytesIO(taken["zip"])) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["filters"]["platforms"] == ["facebook", "x"]
    assert manifest["period"] == {"first_day": "2026-10-01", "last_day": "2026-10-31", "days": 31}


def test_a_picture_named_csv_is_refused_in_a_sentence(visitor: Visitor, tmp_path: Path) -> None:
    picture = tmp_path / "chart.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    visitor.open("/data?lang=en&inst=Caja+Miravalle")
    visitor.page.locator(
        '[data-testid="stFileUploader"] input[type="file"]:not([webkitdirectory])'
    ).first.set_input_files(picture)
    visitor.settle()
    expect(visitor.page.get_by_role("main")).to_contain_text("picture")
    expect(visitor.page.get_by_role("button", name="Import 0 files")).to_be_disabled()
    expect(visitor.page.get_by_text("Traceback")).to_have_count(0)
