"""A bank that is asked and answers: tests write questions with their waits, and everything else is rolled up."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert

from kpi.answers.question import Question
from kpi.answers.value import Value
from kpi.answers.values import answer
from kpi.periods import local_day
from kpi.rollup.reschedule import save_schedules
from kpi.rollup.run import rebuild
from kpi.store.hours import Hours
from kpi.store.institutions import institutions
from kpi.store.schedules import Schedule
from kpi.store.schema import metadata
from tests.kpi.answers.bank import Bank, day, period

MADRID = ZoneInfo("Europe/Madrid")
MINUTE, HOUR, DAY = 60, 3_600, 86_400
WEEKDAYS = range(5)


def at(text: str) -> int:
    """The instant of a time on the bank's clocks: "2026-10-05 09:30"."""
    return int(datetime.fromisoformat(text).replace(tzinfo=MADRID).timestamp())


@dataclass
class CareBank:
    """A `Bank` whose messages are real rows. Conversations are numbered as they come."""

    bank: Bank
    run: int
    asked: int = field(default=0)

    @classmethod
    def open(cls, connection: Connection) -> "CareBank":
        bank = Bank.open(connection)
        run = {
            "institution_id": bank.id, "file_name": "f.csv", "sha256": "0", "target": "", "layout": "l",
            "platform": "", "fact": "message", "rows_read": 0, "rows_saved": 0, "rows_skipped": 0,
            "rows_ignored": 0, "rows_changed": 0, "timezone": "", "imported_at": 0, "imported_by": "",
        }  # fmt: skip
        table = metadata.tables["import_run"]
        made = connection.execute(insert(table).values(run).returning(table.c.id)).scalar_one()
        return cls(bank, int(made))

    @classmethod
    def of(cls, connection: Connection) -> "CareBank":
        """The one institution of a store that is filled already."""
        (row,) = institutions(connection)
        return cls(Bank(connection, row.id), 0)

    def question(self, channel: int, when: str | int, wait: int | None = None) -> None:
        """A customer asks; an agent answers after `wait` seconds, or never."""
        self.asked += 1
        asked_at = at(when) if isinstance(when, str) else when
        self._message(channel, asked_at, outbound=False)
        if wait is not None:
            self._message(channel, asked_at + wait, outbound=True)

    def _message(self, channel: int, sent_at: int, *, outbound: bool) -> None:
        row = {
            "channel_id": channel, "message_key": 2 * self.asked + outbound, "conversation_key": self.asked,
            "sent_at": sent_at, "day": local_day(sent_at, MADRID), "outbound": int(outbound), "automated": 0,
            "author_key": None, "import_id": self.run, "row": 0,
        }  # fmt: skip
        self.bank.connection.execute(insert(metadata.tables["message"]).values(row))

    def served(
        self, opens: str, closes: str, weekdays: Sequence[int] = WEEKDAYS, since: str = "2020-01-01"
    ) -> None:
        """Service hours of the whole bank, on some weekdays."""
        begin, end = (60 * int(each[:2]) + int(each[3:]) for each in (opens, closes))
        hours = tuple(Hours(weekday, begin, end) for weekday in weekdays)
        save_schedules(self.bank.connection, self.bank.id, [Schedule(day(since), hours)])

    def event(self, first: str, last: str, platform: str = "", title: str = "Outage") -> None:
        self.bank.row(
            "event", institution_id=self.bank.id, platform=platform, kind="outage",
            first_day=day(first), last_day=day(last), title=title, note="",
        )  # fmt: skip

    def roll_up(self) -> None:
        rebuild(self.bank.connection)

    def asks_of(self, first: str, last: str, *platforms: str) -> Question:
        return Question(self.bank.id, period(first, last), platforms)

    def values(self, question: Question, *kpis: str) -> list[Value]:
        return list(answer(self.bank.connection, replace(question, kpis=kpis)))
