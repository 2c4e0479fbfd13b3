"""A proxy hears ok or not ok."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from doors.health import REMEMBERED, Health
from kpi.store.engine import Store, open_store


def ask(health: Health) -> tuple[int, str]:
    answer = TestClient(Starlette(routes=[health.route()])).get("/healthz")
    return answer.status_code, answer.text


@pytest.mark.both_stores
def test_a_sound_database_is_ok(store: Store) -> None:
    assert ask(Health(lambda: store)) == (200, "ok\n")


@pytest.mark.parametrize(
    "harm",
    [
        "DROP TABLE daily_measure",
        "UPDATE alembic_version SET version_num = '0001'",
        "DELETE FROM alembic_version",
    ],
)
def test_a_database_that_is_not_this_programs_is_not(store: Store, harm: str) -> None:
    with store.writing() as connection:
        connection.exec_driver_sql(harm)
    assert ask(Health(lambda: store)) == (503, "not ok\n")


def test_no_database_is_not_and_nothing_is_said_about_it(tmp_path: Path) -> None:
    (tmp_path / "v.sqlite").write_bytes(b"this is no database" * 100)
    assert ask(Health(lambda: open_store(f"sqlite:///{tmp_path}/v.sqlite"))) == (503, "not ok\n")


def test_it_looks_again_only_after_a_while(store: Store) -> None:
    now, looked = [0.0], []

    def opened() -> Store:
        looked.append(now[0])
        return store

    health = Health(opened, lambda: now[0])
    for now[0] in (0.0, 1.0, REMEMBERED - 1, REMEMBERED, REMEMBERED + 1):
        assert health.fit()
    assert looked == [0.0, REMEMBERED]


def test_who_asks_while_the_first_look_is_taken_waits_for_it(store: Store) -> None:
    """A server that has just started is asked by many at once, and none of them hears that it is not fit."""
    looking, go_on = Event(), Event()

    def opened() -> Store:
        looking.set()
        assert go_on.wait(30)
        return store

    health = Health(opened)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(health.fit)
        assert looking.wait(30)
        second = pool.submit(health.fit)
        assert not second.done()
        go_on.set()
        assert first.result()
        assert second.result()


def test_who_asks_while_a_later_look_is_taken_hears_what_was_found_before(store: Store) -> None:
    now, heard = [0.0], []

    def opened() -> Store:
        if now[0]:
            with ThreadPoolExecutor(1) as pool:
                heard.append(pool.submit(health.fit).result(30))
        return store

    health = Health(opened, lambda: now[0])
    assert health.fit()
    now[0] = REMEMBERED + 1
    assert health.fit()
    assert heard == [True]
