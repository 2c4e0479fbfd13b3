"""What stands of the goals is what their versions say, after any change, and `check` would tell if it were not."""

import pytest
from sqlalchemy import Connection, delete, select, update

from kpi.answers.goals import Goal, save_goal, withdraw_goal
from kpi.periods import day_of, parse_date
from kpi.rollup.recount import recount
from kpi.rollup.run import differences
from kpi.rollup.standing_goals import STANDING, read
from kpi.store.engine import Store
from kpi.store.institutions import create_institution, remove_institution

OCTOBER, NOVEMBER = (day_of(parse_date(f"2026-{month}-01")) for month in (10, 11))


def standing(connection: Connection, bank: int) -> dict[tuple[str, str], dict[int, list[object]]]:
    columns = (STANDING.c.kpi, STANDING.c.platform, STANDING.c.months)
    rows = connection.execute(select(*columns).where(STANDING.c.institution_id == bank))
    return {(kpi, platform): read(months) for kpi, platform, months in rows}


@pytest.fixture
def bank(store: Store) -> int:
    with store.writing() as connection:
        return create_institution(connection, "Caja Ejemplo").id


@pytest.mark.both_stores
def test_the_last_version_of_each_month_stands(store: Store, bank: int) -> None:
    with store.writing() as connection:
        save_goal(connection, bank, Goal("response_rate", "x", NOVEMBER, 0.7), now=1)
        save_goal(connection, bank, Goal("response_rate", "x", OCTOBER, 0.8), now=2)
        save_goal(
            connection, bank, Goal("response_rate", "x", OCTOBER, 0.9, 0.5, owner="Ñ", reason="«a»"), now=3
        )
        save_goal(connection, bank, Goal("response_rate", "", OCTOBER, 0.6), now=4)
        save_goal(connection, bank, Goal("followers", "", OCTOBER, 5000), now=5)
        assert standing(connection, bank) == {
            ("response_rate", "x"): {
                OCTOBER: [0.9, 0.5, None, "Ñ", "«a»"],
                NOVEMBER: [0.7, None, None, "", ""],
            },
            ("response_rate", ""): {OCTOBER: [0.6, None, None, "", ""]},
            ("followers", ""): {OCTOBER: [5000, None, None, "", ""]},
        }
        assert differences(connection) == []


@pytest.mark.both_stores
def test_a_goal_that_is_withdrawn_stands_no_more_and_another_banks_stay(store: Store, bank: int) -> None:
    with store.writing() as connection:
        other = create_institution(connection, "Otra").id
        for whose in (bank, other):
            save_goal(connection, whose, Goal("response_rate", "x", OCTOBER, 0.7), now=1)
        withdraw_goal(connection, bank, Goal("response_rate", "x", OCTOBER, 0.7), now=2)
        assert standing(connection, bank) == {}
        assert standing(connection, other) == {("response_rate", "x"): {OCTOBER: [0.7, None, None, "", ""]}}
        assert differences(connection) == []
        remove_institution(connection, other)
        assert standing(connection, other) == {}


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (
            update(STANDING).values(months=f'[[{OCTOBER},0.8,null,null,"",""]]'),
            "Goals of Caja Ejemplo, response_rate, x: 2026-10 is 0.8, —, —, —, —, the facts say 0.7, —, —, —, —.",
        ),
        (
            update(STANDING).values(months="[]"),
            "Goals of Caja Ejemplo, response_rate, x: 2026-10 is missing, the facts say 0.7, —, —, —, —.",
        ),
        (
            delete(STANDING),
            "Goals of Caja Ejemplo, response_rate, x: it is not stored, and the facts ask for it.",
        ),
    ],
)
def test_damage_is_named_counted_and_healed(store: Store, bank: int, harm, sentence: str) -> None:  # type: ignore[no-untyped-def]
    with store.writing() as connection:
        save_goal(connection, bank, Goal("response_rate", "x", OCTOBER, 0.7), now=1)
        connection.execute(harm)
        assert [str(found) for found in differences(connection)] == [sentence]
        assert sum(recount(connection).values()) == 1
        assert differences(connection) == []
