"""What a file cannot answer and only a person knows, as data: which question, and what may be answered.

A refusal for want of an answer is a sentence like any other; this says which question it is, so that a page can
ask it in place and a program can see what to give (`--channel`, `--year`).
"""

from enum import StrEnum
from typing import Final

from kpi.importing.channels import AnotherAccount, SeveralChannels
from kpi.importing.conversations import NO_HANDLE
from kpi.importing.mentions import NO_ACCOUNT
from kpi.importing.reading import WHICH_CHANNEL, WHICH_NETWORK
from kpi.importing.report import Report
from kpi.importing.years import NO_LEAP_DAY, NO_YEAR


class Asks(StrEnum):
    """What a person has to say before the file can be taken."""

    NETWORK = "network"  # whether a chart is of Facebook or of Instagram
    CHANNEL = "channel"  # whose file it is
    YEAR = "year"  # of the file's last row


QUESTIONS: Final = {
    WHICH_NETWORK: Asks.NETWORK,
    WHICH_CHANNEL: Asks.CHANNEL,
    NO_HANDLE: Asks.CHANNEL,
    NO_ACCOUNT: Asks.CHANNEL,
    SeveralChannels.template: Asks.CHANNEL,
    AnotherAccount.template: Asks.CHANNEL,
    NO_YEAR: Asks.YEAR,
    NO_LEAP_DAY: Asks.YEAR,
}
NETWORKS: Final = ("facebook", "instagram")
LINKED_PLATFORM: Final = "x"
"""The platform of the exports whose conversations come from reply links, as `NO_HANDLE` says."""


def asks(report: Report) -> Asks | None:
    """The question that a refused file waits for; None where no answer would help."""
    return QUESTIONS.get(report.reason.template) if report.reason else None


def offers(report: Report) -> tuple[str, ...]:
    """The answers that the file or the institution suggests, as the importer takes them; often none.

    Of a network its key, of a channel "platform:handle".
    """
    if report.reason is None or (question := asks(report)) is None:
        return ()
    if question is Asks.NETWORK:
        return NETWORKS
    values = report.reason.values
    if report.reason.template == SeveralChannels.template:
        return _listed(values["channels"])
    if report.reason.template == AnotherAccount.template:
        new = _listed(values["accounts"])
        return (f"{values['platform']}:{new[0]}", str(values["channel"])) if len(new) == 1 else ()
    if report.reason.template == NO_HANDLE:
        return tuple(f"{LINKED_PLATFORM}:{author}" for author in _listed(values["authors"]))
    return ()


def _listed(names: object) -> tuple[str, ...]:
    """The names of a list; a dash stands for none."""
    return tuple(names) if isinstance(names, tuple) else ()
