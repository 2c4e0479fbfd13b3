"""A bank with a few posts and a goal, for the files that are taken away."""

from datetime import date

import pytest

from kpi.answers.goals import Goal, save_goal
from kpi.periods import Period, day_of
from kpi.rollup.run import rebuild
from kpi.store.engine import Store
from kpi.store.institutions import InstitutionRow, create_channel, create_institution, institution_named
from kpi.store.schema import metadata

OCTOBER = Period.of(date(2026, 10, 1), date(2026, 10, 31))


@pytest.fixture
def bank(store: Store) -> InstitutionRow:
    """A bank with posts on two platforms, and a goal whose reason looks like a formula."""
    with store.writing() as connection:
        institution = create_institution(connection, "Caja de Peñalara")
        for platform, reactions in (("facebook", 30), ("x", 7)):
            channel = create_channel(connection, institution.id, platform, "penalara")
            rows = [
                {
                    "channel_id": channel.id,
                    "post_id": f"p{n}",
                    "day": OCTOBER.start + n,
                    "published_at": (OCTOBER.start + n) * 86_400,
                    "views": 1000,
                    "reactions": reactions + n,
                    "comments": n,
                    "shares": 1,
                    "saves": None,
                }
                for n in (0, 1, 2, 3, 4, 31)  # the last one in November: October is over
            ]
            connection.execute(metadata.tables["post"].insert(), rows)
        rebuild(connection)
        month = day_of(date(2026, 10, 1))
        goal = Goal(
            "engagements", "facebook", month, 200, floor=150, owner="=cmd()", reason="-2 points; =1+1"
        )
        save_goal(connection, institution.id, goal, by="Ana", now=0)
        return institution_named(connection, institution.name)
