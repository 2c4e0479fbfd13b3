"""What nobody may read is in no log, no page and no database: a canary in every place where it could be carried along."""

import sqlite3
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kpi.errors import KpiError
from kpi.store.engine import Store, open_store
from tests.doors.test_cookie import USER
from tests.doors.test_sign_in import enter
from tests.support.identity import CLIENT_SECRET, COOKIE_SECRET, sign_in
from visiting.browser import Visitor
from visiting.server import RunningApp

CANARY: Final = "canary7f3a9c"


def logged(app: RunningApp) -> str:
    return app.log.read_text(errors="replace")


def test_what_strangers_send_is_not_logged(guarded: RunningApp) -> None:
    with httpx2.Client(base_url=guarded.address, timeout=60) as client:
        headers = {"Cookie": f"{USER}={CANARY}", "Authorization": f"Bearer {CANARY}", "X-Token": CANARY}
        for path in (
            f"/{CANARY}",
            f"/goals?token={CANARY}",
            f"/media/{CANARY}.csv",
            f"/sign-in/{CANARY}?next=/{CANARY}",
            f"/auth/login?provider={CANARY}",
            f"/oauth2callback?code={CANARY}&state={CANARY}",
            f"/oauth2callback?error={CANARY}&error_description={CANARY}&state={CANARY}",
            f"/static/js/{CANARY}.js",
        ):
            client.get(path, headers=headers)
        client.put(f"/_stcore/upload_file/{CANARY}/x", headers=headers, content=CANARY.encode())
        client.get("/", headers={"Host": f"{CANARY}.example"})
    assert CANARY not in logged(guarded)


def test_a_code_that_the_provider_does_not_know_is_not_logged(guarded: RunningApp) -> None:
    """The state is genuine, so that the code goes to the provider and comes back refused."""
    with httpx2.Client(base_url=guarded.address, timeout=60) as client:
        client.get("/sign-in/default")
        to_provider = client.get(client.get("/sign-in/default").headers["location"]).headers["location"]
        state = parse_qs(urlsplit(to_provider).query)["state"][0]
        refused = client.get(f"/oauth2callback?code={CANARY}&state={state}")
    assert refused.status_code == 302
    assert CANARY not in logged(guarded)
    assert state not in logged(guarded)


def test_what_signing_in_carries_is_not_logged_and_not_kept(guarded: RunningApp) -> None:
    with sign_in(guarded.address, "ana") as person:
        assert person.get("/_stcore/metrics").status_code == 200
        secrets = [
            COOKIE_SECRET,
            CLIENT_SECRET,
            *(value for value in person.cookies.values() if len(value) > 20),
        ]
        person.get("/auth/logout")
    said, kept = logged(guarded), database(guarded)
    assert len(secrets) > 3
    for secret in secrets:
        assert secret not in said
        assert secret.encode() not in kept


def database(app: RunningApp) -> bytes:
    """Every byte of the database, with its log."""
    path = Path(app.database_url.removeprefix("sqlite:///"))
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint")
    connection.close()
    return b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))


@pytest.mark.browser
def test_what_a_cell_holds_is_not_logged(guarded: RunningApp, browser: Browser, tmp_path: Path) -> None:
    """A file that is refused, and a page that is asked for nonsense."""
    visitor = Visitor.arrive(browser, guarded.address)
    enter(visitor, "/data?lang=en&inst=Caja+Miravalle")
    file = tmp_path / "refused.csv"
    rows = [f"facebook,Caja,{CANARY}{number},{CANARY},x{CANARY},1,1,1,1" for number in range(30)]
    header = "platform,channel,post_id,published_at,views,reactions,comments,shares,saves"
    file.write_text("\n".join([header, *rows]))
    visitor.page.get_by_test_id("stFileUploader").locator(
        'input[type="file"]:not([webkitdirectory])'
    ).first.set_input_files(file)
    expect(visitor.page.get_by_text("refused.csv").first).to_be_visible()
    visitor.settle()
    visitor.open(f"/?lang={CANARY}&inst={CANARY}&from={CANARY}&p={CANARY}")
    visitor.leave()
    assert CANARY not in logged(guarded)


def test_an_error_of_the_database_says_nothing_of_what_it_was_given(store: Store) -> None:
    with pytest.raises(IntegrityError) as said, store.writing() as connection:
        connection.execute(text("INSERT INTO channel (handle) VALUES (:handle)"), {"handle": CANARY})
    assert CANARY not in str(said.value)


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://ana:{CANARY}@127.0.0.1:1/kpi",
        f"postgresql:/ana:{CANARY}@127.0.0.1:1/kpi",
        f"postgresql:ana:{CANARY}@127.0.0.1/kpi",
        f"postgresql//ana:{CANARY}@127.0.0.1/kpi",
        f"mysql://ana:{CANARY}@127.0.0.1/kpi",
    ],
)
def test_an_address_that_does_not_work_is_told_without_its_password(address: str) -> None:
    with pytest.raises(KpiError) as said:
        open_store(address)
    assert CANARY not in str(said.value)
