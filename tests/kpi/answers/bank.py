"""A small bank made by hand: tests put rows straight into the tables that answers read."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from kpi.answers.question import By, Question
from kpi.answers.value import Value
from kpi.answers.values import answer
from kpi.periods import Grain, Period, day_of
from kpi.rollup import scope as scopes
from kpi.rollup.histograms import roll_care
from kpi.rollup.stage import STORED, TURNS, roll_all_months, roll_days
from kpi.rollup.standing_goals import follow_goals
from kpi.rollup.turns import TURN
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
    not_rolled_up: set[str] = field(default_factory=set)

    @classmethod
    def open(cls, connection: Connection, name: str = "Caja Ejemplo") -> "Bank":
        return cls(connection, create_institution(connection, name).id)

    def channel(self, platform: str, handle: str = "", **columns: Any) -> int:
        channel = metadata.tables["channel"]
        row = {"institution_id": self.id, "platform": platform, "handle": handle, "handle_key": handle}
        made = self.connection.execute(insert(channel).values(**row, **columns).returning(channel.c.id))
        return int(made.scalar_one())

    def daily(self, channel: int, when: str | int, **measures: int) -> None:
        number = day(when) if isinstance(when, str) else when
        self.row("daily_measure", channel_id=channel, day=number, **measures)

    def span(self, channel: int, first: str, last: str, **totals: Any) -> None:
        row = {"channel_id": channel, "segment": "", "first_day": day(first), "last_day": day(last)}
        self.row("channel_span", **(row | totals))

    def turn(self, channel: int, conversation: int, **columns: Any) -> None:
        row = {"channel_id": channel, "conversation_key": conversation, "turn_no": 0, "first_turn": 1}
        self.row("turn", **(row | columns))

    def imported(self, on: str, **columns: Any) -> None:
        """A run without a file, at noon (UTC) of the day `on`."""
        run = {
            "institution_id": self.id,
            "file_name": "x.csv",
            "sha256": on,
            "layout": "x",
            "platform": "facebook",
        }
        rows = {"rows_read": 1, "rows_saved": 1, "rows_skipped": 0}
        self.row(
            "import_run",
            **(run | rows | {"fact": "post", "imported_at": day(on) * 86_400 + 43_200} | columns),
        )

    def goal(self, kpi: str, target: float, month: str = "2026-10-01", platform: str = "") -> None:
        """A goal in its first version, straight into the table."""
        self.row(
            "goal", institution_id=self.id, kpi=kpi, platform=platform, month=day(month), version=1,
            target=target, owner="", reason="", withdrawn=False, changed_by="", changed_at=0,
        )  # fmt: skip
        follow_goals(self.connection, self.id, kpi)

    def row(self, table: str, **row: Any) -> None:
        self.connection.execute(insert(metadata.tables[table]).values(**row))
        self.not_rolled_up.add(table)

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
        if self.not_rolled_up:
            self.roll_up()
            self.not_rolled_up.clear()
        question = Question(self.id, period(first, last), platforms, kpis, measures, by, grain)
        return list(answer(self.connection, question))

    def roll_up(self) -> None:
        """What follows from the rows: the days' instants and histograms from turns, and the months."""
        places = scopes.institution(self.id)
        for channel_id in scopes.channels(self.connection, places):
            channel = scopes.channel(channel_id)
            days = self.connection.execute(
                select(TURN.c.channel_id, TURN.c.day).where(TURN.c.channel_id == channel_id)
            )
            roll_care(
                self.connection, TURN, STORED.daily_histogram, channel, {(row[0], row[1]) for row in days}
            )
        roll_days(self.connection, STORED, TURNS, places)
        for table in (STORED.monthly, STORED.yearly_histogram):
            here = scopes.condition(places, table.c.channel_id, table.c.channel_id)
            self.connection.execute(delete(table).where(here))
        roll_all_months(self.connection, STORED, places)
        follow_goals(self.connection, self.id)

    def one(self, kpi: str, **question: Any) -> Value:
        (value,) = self.ask(kpi, **question)
        return value
