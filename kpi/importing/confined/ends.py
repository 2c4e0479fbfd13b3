"""Why a child was ended, or ended itself, before it had read the file."""

import os
import signal
from typing import Final

from kpi.importing.limits import Limits
from kpi.words import N_, Message

MEMORY: Final = N_(
    "Reading the file takes more than {limit} MB of memory. Export a shorter period, or as CSV instead of XLSX."
)
TIME: Final = N_(
    "Reading the file takes more than {limit} seconds. Export a shorter period, or as CSV instead of XLSX."
)
BROKE: Final = N_(
    "Reading the file failed ({reference}): it is damaged, or made to do harm. "
    "Nothing of it was saved. Export it again."
)
UNEXPECTED: Final = N_(
    "Reading the file failed in a way that Vínculo did not expect ({reference}). "
    "Nothing of it was saved. Export it again; if that does not help, report it."
)


def too_long(seconds: float) -> Message:
    return Message(TIME, {"limit": int(seconds)})


def reason_of(status: int, cpu_seconds: float, limits: Limits) -> Message:
    """What a wait status says about a child that gave no answer."""
    if cpu_seconds >= limits.cpu:
        return too_long(limits.cpu)
    if not os.WIFSIGNALED(status):
        return Message(BROKE, {"reference": f"exit {os.waitstatus_to_exitcode(status)}"})
    ended_by = os.WTERMSIG(status)
    if ended_by == signal.SIGALRM:
        return too_long(limits.wall)
    if ended_by == signal.SIGKILL:  # by the system, which does so when the machine's memory is at its end
        return Message(MEMORY, {"limit": limits.memory // (1024 * 1024)})
    return Message(BROKE, {"reference": signal.Signals(ended_by).name})
