"""A server with sign-in and the provider that it trusts, once for all tests of the doors."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi.access.people import Kind, grant
from kpi.access.roles import Role
from kpi.store.engine import open_store
from kpi.store.schema import EVERYWHERE
from tests.doors.hostile import settle_in
from tests.support.identity import Provider, start_guarded
from tests.support.stores import close, sqlite_url
from visiting.server import RunningApp

ANA = {
    "sub": "ana",
    "name": "Ana Ruiz",
    "email": "ana@caja.example",
    "email_verified": True,
    "groups": ["admins"],
}
NOBODY = {"sub": "nico", "name": "Nico Sanz", "email": "nico@caja.example", "email_verified": False}


@pytest.fixture(scope="session")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    running = Provider.start(tmp_path_factory.mktemp("provider"), [ANA, NOBODY])
    yield running
    running.stop()


@pytest.fixture(scope="session")
def guarded_database(sample_database: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The sample bank and a hostile one, with Ana's group as administrators of the whole server."""
    path = tmp_path_factory.mktemp("guarded") / "vinculo.sqlite"
    path.write_bytes(sample_database.read_bytes())
    store = open_store(sqlite_url(path))
    with store.writing() as connection:
        grant(connection, Kind.GROUP, "admins", EVERYWHERE, Role.ADMINISTRATOR, "test")
    close(store)
    settle_in(sqlite_url(path), tmp_path_factory.mktemp("hostile"))
    return sqlite_url(path)


@pytest.fixture(scope="session")
def guarded(
    provider: Provider, guarded_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningApp]:
    running = start_guarded(tmp_path_factory.mktemp("server"), guarded_database, provider)
    yield running
    running.stop()
