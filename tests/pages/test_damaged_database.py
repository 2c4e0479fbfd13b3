"""A damaged database: pages show one sentence, with the newest backup and what to do, and no number."""

from pathlib import Path

import pytest

from kpi.store.engine import DatabaseDamaged, Store
from pages.shared import store as shared
from tests.pages.opened import open_page, words
from tests.support.stores import close, sqlite_url

PAGE_BYTES = 4_096


@pytest.fixture
def file(store: Store) -> Path:
    close(store)
    return Path(str(store.engine.url.database))


@pytest.mark.parametrize(("lang", "says"), [("es", "está dañada"), ("en", "is damaged")])
def test_a_page_says_what_is_wrong_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch, store: Store, file: Path, lang: str, says: str
) -> None:
    (file.parent / "backups").mkdir()
    (file.parent / "backups" / "monday.sqlite").touch()
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    app = open_page(monkeypatch, store, "overview", lang=lang)
    assert not app.exception
    assert says in app.error[0].value
    assert f"python -m kpi restore {file.parent}/backups/monday.sqlite" in app.error[0].value
    assert "v-tile" not in words(app)


def test_damage_that_is_found_while_people_are_served_ends_the_serving(
    monkeypatch: pytest.MonkeyPatch, store: Store, file: Path
) -> None:
    url = sqlite_url(file)
    monkeypatch.setenv("KPI_DATABASE_URL", url)
    monkeypatch.setattr(shared, "_found_damaged", {})
    shared.read_through(store, url)
    opened = shared.open_shared_store()
    close(opened)
    content = bytearray(file.read_bytes())
    content[-PAGE_BYTES:] = b"\xa5" * PAGE_BYTES
    file.write_bytes(content)

    shared.read_through(store, url)

    with pytest.raises(DatabaseDamaged):
        shared.open_shared_store()
