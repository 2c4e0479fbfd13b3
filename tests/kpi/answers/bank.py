"""A small bank made by hand: tests put rows straight into the tables that answers read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert

from kpi.answers.question import By, Question
from kpi.answers.value import Value
from kpi.answers.values import answer
from kpi.periods import Grain, Period, day_of
from kpi.store.institutions import create_institution
from kpi.store.schema import metadata


def day(text: str) -> int:
    return day_of(date.fromisoformat(text))


def period(first: str, last: str) -> Period:
    return Period(day(first), day(last) + 1)


@dataclass(frozen=True)
class Bank:
    """An institution of a test, and short ways to write its rows and to ask for its values."""

    connection: Connection
    id: int

    @classmethod
    def open(cls, connection: Connection, name: str = "Caja Ejemplo") -> "Bank":
        return cls(connection, create_institution(connection, name).id)

    def channel(self, platform: str, handle: str = "", **cutoffs: int) -> int:
        channel = metadata.tables["channel"]
        row = {"institution_id": self.id, "platform": platform, "handle": handle, "handle_key": handle}
        made = self.connection.execute(insert(channel).values(**row, **cutoffs).returning(channel.c.id))
        return int(made.scalar_one())

    def daily(self, channel: int, when: str | int, **measures: int) -> None:
        number = day(when) if isinstance(when, str) else when
        self._insert("daily_measure", channel_id=channel, day=number, **measures)

    def span(self, channel: int, first: str, last: str, segment: str = "", **totals: int) -> None:
        days = {"first_day": day(first), "last_day": day(last)}
        self._insert("channel_span", channel_id=channel, segment=segment, **days, **totals)

    def turn(self, channel: int, conversation: int, **columns: Any) -> None:
        row = {"channel_id": channel, "conversation_key": conversation, "turn_no": 0, "first_turn": 1}
        self._insert("turn", **(row | columns))

    def goal(self, kpi: str, target: float, month: str = "2026-10-01", platform: str = "") -> None:
        """A goal in its first version, straight into the table."""
        self._insert(
            "goal", institution_id=self.id, kpi=kpi, platform=platform, month=day(month), version=1,
            target=target, owner="", reason="", withdrawn=False, changed_by="", changed_at=0,
        )  # fmt: skip

    def _insert(self, table: str, **row: Any) -> None:
        self.connection.execute(insert(metadata.tables[table]).values(**row))

    def ask(
        self,
        *kpis: str,
        first: str = "2026-10-01",
        last: str = "2026-10-31",
        measures: tuple[str, ...] = (),
        platforms: tuple[str, ...] = (),
        by: By = By.TOTAL,
        grain: Grain = Grain.TOTAL,
    ) -> list[Value]:
        question = Question(self.id, period(first, last), platforms, kpis, measures, by, grain)
        return answer(self.connection, question)

    def one(self, kpi: str, **question: Any) -> Value:
        (value,) = self.ask(kpi, **question)
        return value
