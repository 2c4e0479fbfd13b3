"""The steps to one's own numbers: whose they are, which there are, and what ticks them off."""

from sqlalchemy import Connection, update

from kpi.answers.first_steps import NO_STEPS, FirstSteps, Step, steps_of, whose
from kpi.store.engine import Store
from kpi.store.institutions import CHANNEL, create_channel, create_institution, institutions
from tests.kpi.answers.bank import Bank, day


def first_steps(connection: Connection, shown: str) -> FirstSteps:
    """The steps, for somebody who may see every institution."""
    row = whose(institutions(connection), shown)
    return steps_of(connection, row) if row else NO_STEPS


def imported(bank: Bank, *, undone_at: int | None = None) -> None:
    bank.row(
        "import_run", institution_id=bank.id, file_name="posts.csv", sha256=f"{undone_at}", target="",
        layout="vinculo_posts", platform="x", fact="post", rows_read=1, rows_saved=1, rows_skipped=0,
        rows_ignored=0, rows_changed=0, timezone="", imported_at=0, imported_by="", undone_at=undone_at,
        undone_by="",
    )  # fmt: skip


def test_without_an_institution_of_ones_own_everything_is_to_be_done(store: Store) -> None:
    with store.writing() as connection:
        assert first_steps(connection, "") == FirstSteps("", tuple(Step), frozenset())
        create_institution(connection, "Caja Inventada", is_sample=True)
        found = first_steps(connection, "Caja Inventada")
    assert (found.institution, found.done, found.next) == ("", frozenset(), Step.INSTITUTION)


def test_from_the_sample_they_are_those_of_ones_own_institution(store: Store) -> None:
    with store.writing() as connection:
        create_institution(connection, "Caja Inventada", is_sample=True)
        create_institution(connection, "Banco A")
        create_institution(connection, "Banco B")
        assert first_steps(connection, "Caja Inventada").institution == "Banco A"
        assert first_steps(connection, "Banco B").institution == "Banco B"


def test_each_step_is_ticked_off_by_what_the_store_holds(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        assert first_steps(connection, "Caja Ejemplo").next is Step.IMPORT
        imported(bank, undone_at=7)
        assert first_steps(connection, "Caja Ejemplo").next is Step.IMPORT
        imported(bank)
        assert first_steps(connection, "Caja Ejemplo").next is Step.GOAL
        bank.goal("response_rate", 0.9)
        found = first_steps(connection, "Caja Ejemplo")
    assert found.next is None
    assert Step.HOURS not in found.steps


def test_hours_are_asked_for_where_somebody_is_answered(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        imported(bank)
        bank.goal("response_rate", 0.9)
        channel = create_channel(connection, bank.id, "x", "caja")
        connection.execute(update(CHANNEL).where(CHANNEL.c.id == channel.id).values(message_cutoff=1))
        assert first_steps(connection, "Caja Ejemplo").next is Step.HOURS
        bank.row(
            "schedule", institution_id=bank.id, channel_id=None, platform="",
            valid_from=day("2026-01-01"), country="", subdivision="",
        )  # fmt: skip
        assert first_steps(connection, "Caja Ejemplo").next is None
