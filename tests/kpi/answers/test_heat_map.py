"""The heat map: each turn in the hour that the institution's clock showed, over whole months and days."""

import pytest

from kpi.answers.heat_map import heat_map
from kpi.answers.question import Question
from kpi.platforms import Audience
from kpi.store.engine import Store
from tests.kpi.answers.bank import Bank, day, period

HOUR = 3600


def turn(bank: Bank, channel: int, number: int, when: str, utc_hour: int, wait: int | None) -> None:
    opened = day(when) * 24 * HOUR + utc_hour * HOUR
    reply = {} if wait is None else {"answered_at": opened + wait, "reply_day": day(when), "wait": wait}
    bank.turn(channel, number, opened_at=opened, day=day(when), **reply)
    bank.daily(channel, when, turns_opened=1)


@pytest.mark.both_stores
def test_each_turn_stands_in_its_hour_of_the_week(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page, club = bank.channel("facebook"), bank.channel("community", audience="private")
        turn(bank, page, 1, "2026-10-23", 8, 600)  # a Friday in summer time: 10 in Madrid
        turn(bank, page, 2, "2026-10-30", 9, 1200)  # a Friday in winter time: 10 in Madrid
        turn(bank, club, 3, "2026-11-06", 9, None)  # unanswered, in a month of which only days are asked for
        turn(bank, page, 4, "2026-11-20", 9, 1)  # after the period
        bank.roll_up()
        days = period("2026-10-01", "2026-11-10")
        found = heat_map(connection, Question(bank.id, days))
        public = heat_map(connection, Question(bank.id, days, audiences=(Audience.PUBLIC,)))
    assert len(found) == 168
    (busy,) = [cell for cell in found if cell.opened]
    assert (busy.weekday, busy.hour, busy.opened, busy.answered) == (4, 10, 3, 2)
    assert busy.median == pytest.approx(900, rel=0.01)
    assert busy.p90 == pytest.approx(600 + 0.9 * 600, rel=0.01)
    assert sum(cell.opened for cell in public) == 2
    assert found[0].median is None
