"""goal_two_editors: two people begin from the same goal and save at the same moment; one is told, and shown both.

What the page shows of it is in tests/pages/test_goals_page.py.
"""

import threading
from collections.abc import Callable

import pytest

from kpi.answers.goals import Goal, StaleGoal, current_goals, goal_history, save_goal
from kpi.periods import day_of, parse_date
from kpi.store.engine import Store
from kpi.store.institutions import create_institution

OCTOBER = day_of(parse_date("2026-10-01"))
KPI = "answered_within_24h"


@pytest.mark.both_stores
def test_of_two_who_save_at_once_one_is_told_and_shown_both(
    store: Store, backend: str, times: Callable[[int], int], figures: Callable[..., None]
) -> None:
    with store.writing() as connection:
        bank = create_institution(connection, "Caja").id
    told = 0
    for number in range(times(5)):
        begun = number  # the version that both have on their screens
        outcomes = save_at_once(store, bank, begun, {"Ana": 0.5 + number / 1000, "Luis": 0.7 + number / 1000})
        (loser,) = [name for name, outcome in outcomes.items() if isinstance(outcome, StaleGoal)]
        stale, (winner,) = outcomes[loser], [name for name in outcomes if name != loser]
        assert isinstance(stale, StaleGoal)
        assert stale.mine.target == (0.5 if loser == "Ana" else 0.7) + number / 1000
        assert stale.theirs is not None
        assert (stale.theirs.changed_by, stale.theirs.version) == (winner, begun + 1)
        with store.reading() as connection:
            (goal,) = current_goals(connection, bank)
            assert (goal.changed_by, goal.target) == (winner, stale.theirs.target)
        told += 1
    with store.reading() as connection:
        versions = [goal.version for goal in goal_history(connection, bank, KPI)]
    assert sorted(versions) == list(range(1, times(5) + 1))
    figures(database=backend, pairs=times(5), told=told, lost_updates=0)


def save_at_once(store: Store, bank: int, begun: int, targets: dict[str, float]) -> dict[str, object]:
    """Each saves a goal that began from version `begun`; what became of it: the goal, or the refusal."""
    outcomes: dict[str, object] = {}
    together = threading.Barrier(len(targets))

    def save(name: str, target: float) -> None:
        together.wait()
        try:
            with store.writing() as connection:
                goal = Goal(KPI, "", OCTOBER, target)
                outcomes[name] = save_goal(connection, bank, goal, expected_version=begun, by=name, now=0)
        except StaleGoal as refusal:
            outcomes[name] = refusal

    threads = [threading.Thread(target=save, args=pair) for pair in targets.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
