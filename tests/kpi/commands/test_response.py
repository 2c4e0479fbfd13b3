"""`python -m kpi response`: what the response page shows beside KPIs, as tables and as JSON."""

import re

import pytest

from kpi.rollup.current import open_store
from tests.kpi.answers.care_bank import HOUR, MINUTE, CareBank
from tests.support.shell import Shell

ASKED = ("response", "--institution", "Caja Ejemplo", "--from", "2026-10-01", "--to", "2026-10-31")


@pytest.fixture(autouse=True)
def a_bank_that_answers() -> None:
    with open_store().writing() as connection:
        care = CareBank.open(connection)
        page = care.bank.channel("facebook", "caja")
        care.served("09:00", "17:00")
        care.question(page, "2026-10-05 10:00", 10 * MINUTE)
        care.question(page, "2026-10-09 16:30", 65 * HOUR)  # Friday to Monday, 9:30
        care.question(page, "2026-10-12 12:00")
        care.question(page, "2026-10-13 12:00", MINUTE)
        care.event("2026-10-12", "2026-10-12", title="Outage")
        care.roll_up()


def test_everything_as_json(shell: Shell) -> None:
    said = shell.run(*ASKED, "--clock", "business", "--handling", "30", "--within", "15", "--format", "json")
    assert (said.code, said.err) == (0, "")
    found = said.json
    assert found["waits"]["clock"] == "business"
    assert {one["upto"]: one["turns"] for one in found["waits"]["classes"] if one["turns"]} == {
        5 * MINUTE: 1,
        15 * MINUTE: 1,
        HOUR: 1,
    }
    assert (found["waits"]["opened"], found["waits"]["still_open"]) == (4, 1)
    (busy,) = [hour for hour in found["week"] if (hour["weekday"], hour["hour"]) == (4, 16)]
    assert (busy["inbound_messages"], busy["answered_within_24h"]) == (1, 0)
    assert found["open"]["at"] == "2026-10-13T10:01:00+00:00"
    (waiting,) = found["open"]["longest"]
    assert (waiting["since"], waiting["wait"]) == ("2026-10-12T10:00:00+00:00", 24 * HOUR + MINUTE)
    assert waiting["business_wait"] == 8 * HOUR + MINUTE
    (event,) = found["events"]
    assert (event["title"], event["during"]["inbound_per_day"], event["recovery"]) == (
        "Outage",
        1,
        "not_yet",
    )
    assert (found["staffing"]["handling"], found["staffing"]["within"]) == (30 * MINUTE, 15 * MINUTE)
    assert found["staffing"]["agent_hours"] == sum(hour["agents"] for hour in found["staffing"]["hours"]) == 5
    assert len(found["staffing"]["hours"]) == 168


def test_the_tables_say_the_same_in_words(shell: Shell) -> None:
    said = shell.run(*ASKED, "--most", "1").out
    assert re.search(r"no answer yet +1\n", said)
    assert "2026-10-12 12:00" in said
    assert "Outage" in said
    assert "Hour: agents needed" in said


def test_a_platform_without_messages_and_an_impossible_plan(shell: Shell) -> None:
    assert shell.run(*ASKED, "--platform", "youtube").code == 0
    refused = shell.run(*ASKED, "--share", "1")
    assert (refused.code, refused.out) == (2, "")
    assert "The share lies above 0 and below 1" in refused.err
