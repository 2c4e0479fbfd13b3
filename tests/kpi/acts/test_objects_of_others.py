"""What is changed by its number belongs to the institution in whose name it is changed, or does not exist."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, func, select

from kpi.errors import KpiError
from kpi.periods import Period
from kpi.rollup.reschedule import save_schedules
from kpi.store.engine import Store
from kpi.store.events import Event, add_events, change_event, remove_event
from kpi.store.hours import Hours
from kpi.store.institutions import InstitutionRow, channels, remove_institution
from kpi.store.post_tags import tag_posts
from kpi.store.schedules import Schedule, Scope
from kpi.store.schema import metadata
from tests.kpi.acts.world import World

TABLES = ("event", "post_tag", "schedule", "goal", "own_layout", "import_run", "institution_setting")
Change = Callable[[Connection, InstitutionRow, "Objects"], object]


class Objects:
    """Things of the second institution, by number: an event, a channel, a post."""

    def __init__(self, world: World) -> None:
        _, other = world.banks
        world.import_id(other)
        with world.store.writing() as connection:
            (self.event,) = add_events(
                connection, other.id, [Event("", "campaign", Period(20_000, 20_001), "Theirs")]
            )
            (channel,) = channels(connection, other.id)
            self.channel = channel.id
            post = metadata.tables["post"]
            self.post = str(connection.execute(select(post.c.post_id)).scalar_one())


CHANGES: dict[str, Change] = {
    "change an event": lambda c, one, of: change_event(c, one.id, of.event),
    "remove an event": lambda c, one, of: remove_event(c, one.id, of.event.id),
    "tag a post": lambda c, one, of: tag_posts(c, one.id, [(of.channel, of.post)], campaign="mine"),
    "set hours of a channel": lambda c, one, of: save_schedules(
        c, one.id, [Schedule(20_000, (Hours(0, 540, 1_080),), Scope(of.channel))]
    ),
}


def counted(store: Store) -> dict[str, int]:
    with store.reading() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(metadata.tables[name])).scalar_one()
            for name in TABLES
        }


@pytest.mark.both_stores
@pytest.mark.parametrize("name", list(CHANGES))
def test_an_object_of_another_institution_does_not_exist(store: Store, name: str) -> None:
    world = World(store)
    one, _ = world.banks
    theirs = Objects(world)
    before = counted(store)

    def change() -> None:
        with store.writing() as connection:
            CHANGES[name](connection, one, theirs)

    with pytest.raises(KpiError, match="no"):
        change()
    assert counted(store) == before


def test_a_number_of_an_institution_is_never_used_twice(store: Store) -> None:
    """Else the next one would find its predecessor's answers in the caches, and its roles."""
    numbers = []
    for _ in range(3):
        fresh = World(store)
        numbers += [bank.id for bank in fresh.banks]
        with store.writing() as connection:
            for bank in fresh.banks:
                remove_institution(connection, bank.id)
    assert len(set(numbers)) == 6
