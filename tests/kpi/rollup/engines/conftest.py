"""A store with every awkward shape at once: many small worlds, each on channels of its own."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Connection, insert, select

from kpi.rollup.run import rebuild
from kpi.rollup.stage import STORED
from kpi.store.engine import Store
from kpi.store.hours import Hours
from kpi.store.schedules import Schedule, write_schedule
from tests.kpi.rollup.schedule_strategies import OFFICE
from tests.kpi.rollup.strategies import worlds
from tests.kpi.rollup.world import CHANNELS, TABLES, World, change, found_bank

HOW_MANY = 15
MESSAGES = 8
OVER_NIGHT = (5, 1_320, 360)
OPENS = 20_541
"""Amid the facts of spring, so that turns begin before there is any schedule, and after."""

Rolled = dict[str, list[tuple[Any, ...]]]


def awkward() -> World:
    """HOW_MANY worlds in one, each on two channels."""
    found: list[World] = []

    @settings(max_examples=HOW_MANY, suppress_health_check=list(HealthCheck))
    @given(world=worlds.filter(_full))
    def collect(world: World) -> None:
        found.append(world)

    collect()
    moved = [_moved(world, number * len(CHANNELS)) for number, world in enumerate(found)]
    return World(*(sum((getattr(one, kind) for one in moved), ()) for kind in World.__dataclass_fields__))


def _full(world: World) -> bool:
    return len(world.messages) >= MESSAGES and len(world.visits) >= MESSAGES // 2


def _moved(world: World, by: int) -> World:
    kinds = (getattr(world, kind) for kind in World.__dataclass_fields__)
    return World(*(tuple(replace(fact, channel=fact.channel + by) for fact in facts) for facts in kinds))


@pytest.fixture(scope="session")
def awkward_world() -> World:
    return awkward()


@pytest.fixture
def awkward_bank(store: Store, awkward_world: World) -> Store:
    """The world's facts in a bank with hours of service, rolled up by the store itself."""
    return filled(store, awkward_world)


def filled(store: Store, world: World) -> Store:
    found_bank(store)
    channels = sorted({fact.channel for kind in World.__dataclass_fields__ for fact in getattr(world, kind)})
    with store.writing() as connection:
        for channel in channels:
            if channel not in CHANNELS:
                _found_channel(connection, channel)
        hours = tuple(Hours(*each) for each in (*OFFICE, OVER_NIGHT))
        write_schedule(connection, 1, Schedule(OPENS, hours))
        change(connection, World(), world)
        rebuild(connection)
    return store


def _found_channel(connection: Connection, channel: int) -> None:
    row = connection.execute(select(TABLES["channel"]).where(TABLES["channel"].c.id == 1)).mappings().one()
    named = {"id": channel, "handle": str(channel), "handle_key": str(channel)}
    connection.execute(insert(TABLES["channel"]).values({**row, **named}))


@pytest.fixture
def everything() -> Callable[[Connection], Rolled]:
    """All that a roll-up writes, row by row."""
    return rolled


def rolled(connection: Connection) -> Rolled:
    tables = (*STORED.tables, TABLES["service_time"])
    found = {table.name: select(table).order_by(*table.primary_key) for table in tables}
    cutoffs = select(
        TABLES["channel"].c.id, TABLES["channel"].c.message_cutoff, TABLES["channel"].c.visit_cutoff
    )
    found["channel"] = cutoffs.order_by(TABLES["channel"].c.id)
    return {name: [tuple(row) for row in connection.execute(query)] for name, query in found.items()}


def wiped(connection: Connection) -> None:
    """Leave nothing of what is rolled up, so that all of it must come from an engine."""
    for table in (*STORED.tables, TABLES["service_time"]):
        connection.execute(table.delete())
    connection.execute(TABLES["channel"].update().values(message_cutoff=None, visit_cutoff=None))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "facts"
