"""Open turns: who still waits at the end of the data, for how long, and who longest. No personal data."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, Connection, FromClause, Select, func, literal, select

from kpi.answers.freshness import STALE_DAYS
from kpi.answers.question import Question
from kpi.answers.rows import tuples
from kpi.answers.scopes import Place, Subject, subject_of
from kpi.answers.wait_bins import WaitBin, binned
from kpi.periods import local_day
from kpi.rollup.buckets import DAY, HOUR, LONGEST, place_among
from kpi.rollup.business import with_business_wait
from kpi.store.schema import metadata

TURN: Final = metadata.tables["turn"]
MOST: Final = 10
AGES: Final = (HOUR, 4 * HOUR, DAY, 3 * DAY, 7 * DAY, 30 * DAY, 90 * DAY, 365 * DAY)
"""The longest wait of each class of age in seconds; one more has what is older."""


@dataclass(frozen=True)
class OpenTurn:
    """A turn without an answer: since when (epoch seconds) and how long by the institution's last message.

    `wait` counts all seconds, `business_wait` those in service hours; None where no schedule holds for all of it.
    """

    platform: str
    channel: str
    since: int
    wait: int
    business_wait: int | None


@dataclass(frozen=True)
class Older:
    """A channel whose last message (epoch seconds) is a week or more older than the institution's: an answer may be
    in an export that nobody has imported.
    """

    platform: str
    channel: str
    last_message: int


@dataclass(frozen=True)
class OpenTurns:
    """The open turns of some channels at the end of the institution's messages: by age, and those that wait longest.

    `cutoff` is that instant (epoch seconds), to which all waits are counted; None without messages. `older` are the
    channels whose own messages end well before it.
    """

    cutoff: int | None
    ages: tuple[WaitBin, ...]
    longest: tuple[OpenTurn, ...]
    older: tuple[Older, ...] = ()

    @property
    def count(self) -> int:
        return sum(age.turns for age in self.ages)

    def older_than(self, seconds: int) -> int:
        """Turns that have been open for longer than `seconds`, one of AGES."""
        return sum(age.turns for age in self.ages if age.above >= seconds)


def open_turns(
    connection: Connection, question: Question, *, most: int = MOST, at_most: int | None = None
) -> OpenTurns:
    """The turns without an answer at the end of the data, whenever they were opened.

    Of the question count the institution, the platforms and the audiences. `longest` are the `most` that wait
    longest; with `at_most`, of those that have been open for no longer than so many seconds.

    Raises:
        UnknownInstitution, UnknownPlatform: the question names something that does not exist.
    """
    subject = subject_of(connection, question)
    places = [place for place in subject.places if place.message_cutoff is not None]
    if not places:
        return OpenTurns(None, binned([0] * (len(AGES) + 1), AGES), ())
    until = max(place.messages_until or 0 for place in places)
    waiting = _waiting(places, until, subject.timezone).subquery("waiting")
    older = (
        Older(place.platform, place.handle, place.message_cutoff)
        for place in places
        if place.message_cutoff is not None and until - place.message_cutoff >= STALE_DAYS * DAY
    )
    return OpenTurns(
        until, _ages(connection, waiting), _longest(connection, waiting, subject, most, at_most), tuple(older)
    )


def _waiting(places: Sequence[Place], until: int, timezone: ZoneInfo) -> Select[Any]:
    """The open turns as if all were answered with the institution's last message, so that both clocks stop there."""
    channel, end = TURN.c.channel_id, literal(until, BigInteger)
    return select(
        channel,
        TURN.c.day,
        TURN.c.opened_at,
        end.label("answered_at"),
        literal(local_day(until, timezone)).label("reply_day"),
        (end - TURN.c.opened_at).label("age"),
    ).where(channel.in_([place.id for place in places]), TURN.c.reply_day.is_(None))


def _ages(connection: Connection, waiting: FromClause) -> tuple[WaitBin, ...]:
    place = place_among((*AGES, LONGEST), "waiting.age").label("place")
    counted = tuples(connection, select(place, func.count()).select_from(waiting).group_by(place))
    found: dict[int, int] = {row[0]: row[1] for row in counted}
    return binned([found.get(number, 0) for number in range(len(AGES) + 1)], AGES)


def _longest(
    connection: Connection, waiting: FromClause, subject: Subject, most: int, at_most: int | None
) -> tuple[OpenTurn, ...]:
    first = (
        select(waiting)
        .where(waiting.c.age <= literal(LONGEST if at_most is None else at_most, BigInteger))
        .order_by(waiting.c.age.desc(), waiting.c.channel_id, waiting.c.opened_at)
        .limit(most)
        .subquery("first")
    )
    place_of = {place.id: place for place in subject.places}
    both = with_business_wait(first).subquery("both")
    columns = (both.c.channel_id, both.c.opened_at, both.c.age, both.c.business_wait)
    in_order = select(*columns).order_by(both.c.age.desc(), both.c.channel_id, both.c.opened_at)
    return tuple(
        OpenTurn(place_of[channel].platform, place_of[channel].handle, since, age, served)
        for channel, since, age, served in tuples(connection, in_order)
    )
