"""Conversations: customers write, the bank answers when somebody is on duty."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from sample_data import phrases
from sample_data.bank import FIRST, LAST, channel_on, factor, topic_on
from sample_data.care import CARE, WRITING_HOURS
from sample_data.chance import Deck, around, chance, one_of
from sample_data.clock import Duty, instant, local_date
from sample_data.story import Care
from sample_data.timeline import days

END = instant(LAST + timedelta(days=1), 0)


@dataclass(frozen=True, slots=True)
class Message:
    """A message. `number` is unique on its platform and grows with time, as `answers` (a number) shows the link."""

    number: int
    conversation: int
    sent_at: int
    outbound: bool
    automated: bool
    customer: int
    text: str
    answers: int | None = None


def messages_on(platform: str) -> list[Message]:
    """All messages of the bank's channel on `platform` up to the last day, oldest first."""
    generator = chance("messages", platform)
    care = CARE[platform]
    since = max(FIRST, channel_on(platform).since)
    duty = Duty(care.hours, days(since, LAST + timedelta(days=60)))
    hours, speeds = Deck(chance("hours", platform)), Deck(chance("speeds", platform))
    written: list[Message] = []
    conversation = 0
    for day in days(since, LAST):
        for opened_at in _openings(generator, hours, platform, care, day):
            conversation += 1
            talk = _Talk(generator, speeds, platform, care, duty, conversation, day)
            written.extend(talk.messages(opened_at))
    return _numbered([message for message in written if message.sent_at < END])


def _openings(generator: np.random.Generator, hours: Deck, platform: str, care: Care, day: date) -> list[int]:
    """When conversations begin on `day`."""
    usual = care.a_day.at(day) * (care.weekend if day.weekday() >= 5 else 1.0)
    number = int(generator.poisson(usual * factor(platform, day, "messages")))
    written_at = [hours.one_of(range(24), WRITING_HOURS) for _ in range(number)]
    return sorted(instant(day, hour * 3600 + int(generator.integers(3600))) for hour in written_at)


def _numbered(written: list[Message]) -> list[Message]:
    """In order of time, with numbers from 1, and the links between messages renumbered alike."""
    order = sorted(range(len(written)), key=lambda i: (written[i].sent_at, written[i].outbound, i))
    ordered = [written[i] for i in order]
    number_of = {(m.conversation, m.number): n for n, m in enumerate(ordered, start=1)}
    return [
        replace(
            m,
            number=number_of[m.conversation, m.number],
            answers=None if m.answers is None else number_of[m.conversation, m.answers],
        )
        for m in ordered
    ]


class _Talk:
    """One conversation: turns until nobody answers or the customer has nothing more to say."""

    def __init__(
        self,
        generator: np.random.Generator,
        speeds: Deck,
        platform: str,
        care: Care,
        duty: Duty,
        conversation: int,
        day: date,
    ) -> None:
        self._generator = generator
        self._speeds = speeds
        self._platform = platform
        self._care = care
        self._duty = duty
        self._conversation = conversation
        self._topic = topic_on(platform, day)
        self._customer = int(generator.integers(1, 9_000))
        self._said: list[Message] = []

    def messages(self, opened_at: int) -> list[Message]:
        asked = self._say(opened_at, False, phrases.QUESTIONS[self._topic], None)
        if self._happens(self._care.robot):
            robot = ("Hemos recibido tu mensaje. Te contestamos en cuanto podamos.",)
            self._say(opened_at + int(self._generator.integers(2, 7)), True, robot, asked.number, robot=True)
        while not self._happens(self._care.never):
            answered = self._answer(asked)
            if not self._happens(self._care.again):
                break
            after = max(30.0, around(self._generator, 20 * 60, 1.0))
            asked = self._say(answered.sent_at + int(after), False, phrases.AGAIN, answered.number)
        return self._said

    def _answer(self, asked: Message) -> Message:
        day = local_date(asked.sent_at)
        minutes = self._care.wait.at(day) * factor(self._platform, day, "wait")
        work = max(40.0, self._speeds.around(minutes * 60, self._care.spread))
        answered_at = self._duty.after(asked.sent_at, work)
        self._ask_again(asked, answered_at)
        return self._say(answered_at, True, phrases.ANSWERS[self._topic], asked.number)

    def _ask_again(self, asked: Message, answered_at: int) -> None:
        """A second message of somebody who waits: it opens no new turn."""
        if self._happens(self._care.twice):
            at = asked.sent_at + int(self._generator.integers(60, 7_200))
            if at < answered_at:
                self._say(at, False, phrases.WHILE_WAITING, asked.number)

    def _say(
        self, at: int, outbound: bool, texts: tuple[str, ...], answers: int | None, *, robot: bool = False
    ) -> Message:
        said = Message(
            number=len(self._said),
            conversation=self._conversation,
            sent_at=at,
            outbound=outbound,
            automated=robot,
            customer=self._customer,
            text=one_of(self._generator, texts),
            answers=answers,
        )
        self._said.append(said)
        return said

    def _happens(self, share: float) -> bool:
        return float(self._generator.random()) < share
