"""A database from an older version is counted anew when it is opened, and only then."""

from sqlalchemy import delete, select, update

from kpi.rollup.current import NAME, SETTING, bring_up_to_date, open_store, version
from kpi.rollup.run import differences, rebuild
from kpi.store.engine import Store
from kpi.store.schema import metadata
from tests.kpi.rollup.test_compare import WORLD
from tests.kpi.rollup.world import World, change

MONTHLY, INSTITUTION = metadata.tables["monthly_measure"], metadata.tables["institution"]


def test_what_an_older_version_has_not_counted_is_counted_once(bank: Store) -> None:
    with bank.writing() as connection:
        change(connection, World(), WORLD)
        rebuild(connection)
        connection.execute(delete(MONTHLY))
    assert bring_up_to_date(bank)
    assert not bring_up_to_date(bank)
    with bank.reading() as connection:
        assert differences(connection) == []
        assert connection.execute(select(INSTITUTION.c.data_version)).scalar() == 1


def test_another_way_of_counting_is_another_version(bank: Store) -> None:
    bring_up_to_date(bank)
    with bank.writing() as connection:
        connection.execute(update(SETTING).where(SETTING.c.name == NAME).values(value="0.older"))
    again = open_store(bank.engine.url.render_as_string(hide_password=False))
    with again.reading() as connection:
        assert connection.execute(select(SETTING.c.value).where(SETTING.c.name == NAME)).scalar() == version()
    again.engine.dispose()
