"""A question before something is gone for good, in the reader's language: both its words and its answer."""

import unicodedata
from typing import Final

import typer

from kpi.commands.speech import language
from kpi.errors import KpiError
from kpi.words import N_

YES: Final = N_("yes")


class NotConfirmed(KpiError):
    template = N_("It was not confirmed with “{yes}”, so nothing was changed. --yes does it without asking.")


def ask(question: str) -> None:
    """Ask a question, a marked template, and go on only where the answer is the whole word yes.

    Raises:
        NotConfirmed: it is anything else, or nobody is there to answer.
    """
    yes = language().say(YES)
    typer.echo(f"{language().say(question)} ({yes}) ", nl=False, err=True)
    try:
        answer = input()
    except EOFError:
        answer = ""
    if _plain(answer) not in (_plain(yes), "yes"):
        raise NotConfirmed(yes=yes)


def _plain(answer: str) -> str:
    """Without the accents that not every keyboard has."""
    letters = unicodedata.normalize("NFD", answer.strip().casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
