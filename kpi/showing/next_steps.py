"""What to do after a sentence, in the terms of the place where it is read.

A page has controls and the command line has flags; the importer, far below both, only says what is wrong. The
steps are kept by the sentence's template, so that a sentence that was stored years ago gets its step too.
"""

from dataclasses import dataclass
from typing import Final

from kpi.importing import conversations, happenings, mentions, reading, recognise, verdict, walk, years
from kpi.importing.cells import dates, names, numbers, spot, tiktok
from kpi.importing.channels import ASSUMED, AnotherAccount, SeveralChannels
from kpi.importing.errors import LayoutClash
from kpi.showing.language import Language
from kpi.showing.templates import layout_title
from kpi.words import N_, Message, quoted

DOWNLOADED: Final = N_("Export the file again and import it as it was downloaded.")
AS_WRITTEN: Final = N_("Write it that way, or export the file again.")


@dataclass(frozen=True)
class Step:
    """What a person does next at the command line, and on a page; "" where that place shows it already."""

    command: str
    page: str = ""


def _anywhere(step: str) -> Step:
    return Step(step, step)


STEPS: Final = {
    SeveralChannels.template: Step(N_("Choose one with --channel.")),
    AnotherAccount.template: Step(
        N_(
            "If it is a second account, name it with --channel: the others stay where they are. If it is not, undo "
            "their imports first, and import them with --channel."
        )
    ),
    ASSUMED: Step(N_("If it is of another, undo the import and say which with --channel.")),
    conversations.NO_HANDLE: Step(N_("Say whose to take, with --channel x:HANDLE.")),
    mentions.NO_ACCOUNT: Step(N_("Say which, with --channel, for example x:mybank.")),
    reading.WHICH_NETWORK: Step(N_("Say which account it is of, with --channel, for example facebook:mybank.")),
    reading.WHICH_CHANNEL: Step(N_("Say it with --channel, for example web:mybank.")),
    reading.OTHER_PLATFORM: Step(N_("Correct --channel."), N_("Press “Change the answer” and say another account.")),
    recognise.SEVERAL: Step(
        N_("Say which with --layout."),
        N_("If one of them is the institution's own, forget it at the foot of the page and choose the file again."),
    ),
    recognise.UNKNOWN: Step(
        N_(
            "Say on the Data page what they mean, or give a layout of your own with --layout FILE.toml, "
            "as docs/adding-a-layout.md shows."
        ),
        N_("Say below what its columns mean."),
    ),
    recognise.NEAREST: Step(
        N_("If it is that export, export it again with them; if not, say on the Data page what its columns mean."),
        N_("If it is that export, export it again with them; if not, say below what its columns mean."),
    ),
    recognise.FORBIDDEN: Step(
        N_("If it is that export, export it again without it; if not, say on the Data page what its columns mean."),
        N_("If it is that export, export it again without it; if not, say below what its columns mean."),
    ),
    verdict.SEVERAL_ACCOUNTS: Step(
        N_("Import it without --channel."), N_("Press “Change the answer”, so that each row counts for the account that it names.")
    ),
    verdict.ABSENT: Step(
        N_("If it is there under another name, undo the import and use a layout that names it (--layout)."),
        N_("If it is there under another name, undo the import and say what the file's columns mean."),
    ),
    years.NO_YEAR: Step(N_("Say the year of that row, with --year or on the Data page.")),
    years.YEAR_TO_COME: Step(N_("Correct --year."), N_("Press “Change the answer” and say another year.")),
    years.NO_SUCH_YEAR: Step(N_("Correct --year."), N_("Press “Change the answer” and say another year.")),
    LayoutClash.template: Step(
        N_("Add to `needed` or `also_needed` a column that only this export has, or use it with --layout alone."),
        N_("Give one more of its columns a meaning, so that only this export fits."),
    ),
    spot.EMPTY: _anywhere(N_("Fill it in if you know it, or export the file again.")),
    numbers.NOT_WHOLE: _anywhere(AS_WRITTEN),
    numbers.NOT_NUMBER: _anywhere(AS_WRITTEN),
    numbers.TOO_LARGE: _anywhere(DOWNLOADED),
    names.NOT_A_CHOICE: _anywhere(N_("Write one of these, or export the file again.")),
    dates.NOT_A_DATE: _anywhere(AS_WRITTEN),
    dates.NO_SUCH_DATE: _anywhere(N_("Correct it, or export the file again.")),
    dates.FAR_DATE: _anywhere(N_("Correct the year, or export the file again.")),
    dates.STILL_TO_COME: _anywhere(N_("Correct the date, or export the file again.")),
    dates.SKIPPED: _anywhere(N_("Correct the time, or export the file with times that say how far they are from UTC.")),
    dates.NO_NTH_DAY: _anywhere(DOWNLOADED),
    tiktok.NOT_A_VIDEO: _anywhere(DOWNLOADED),
    happenings.NO_TIME: _anywhere(N_("Add the time, or export the file with it.")),
    happenings.BEFORE_ASKED: _anywhere(N_("Correct the one that is wrong, or export the file again.")),
    walk.WIDTH: _anywhere(N_("Compare it with the header, or export the file again.")),
}  # fmt: skip


def on_page(message: Message, language: Language) -> str:
    """The sentence, and what to do on the page where it is shown."""
    return _with(with_titles(message, language), STEPS.get(message.template, Step("")).page, language)


def with_titles(message: Message, language: Language) -> Message:
    """The message with what people call a layout in place of its key, which only the command line takes."""
    key = message.values.get("layout")
    if not isinstance(key, str):
        return message
    return Message(message.template, {**message.values, "layout": quoted([layout_title(key, language)])})


def at_command_line(message: Message, language: Language) -> str:
    """The sentence, and what to do at the command line."""
    return _with(message, STEPS.get(message.template, Step("")).command, language)


def _with(message: Message, step: str, language: Language) -> str:
    said = language.say(message)
    return f"{said} {language.say(step, **message.values)}" if step else said
