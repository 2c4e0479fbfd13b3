"""The command line: `python -m kpi --help`.

A command's module is imported when it is called, so that the start stays quick. A wrong call is one sentence on
standard error and exit code 2; what nobody expected is one sentence with a reference, and a traceback only with
KPI_DEBUG=1.
"""

import os
import sys
import traceback
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Final

import typer
from typer._click import Command, Context
from typer._click.exceptions import ClickException, NoArgsIsHelpError
from typer.main import get_command

from kpi.commands.app import SpokenGroup
from kpi.commands.speech import language
from kpi.commands.wrong_calls import problem_of
from kpi.errors import KpiError
from kpi.words import N_, Message

COMMANDS: Final = {
    "demo": ("kpi.commands.demo", N_("Fill the database with the sample bank.")),
    "import": ("kpi.commands.importing", N_("Import exports: files or whole folders.")),
    "imports": ("kpi.commands.imports", N_("What was imported: list it, show it, take it back.")),
    "layouts": (
        "kpi.commands.layouts",
        N_("The exports that can be read, and an institution's own layouts."),
    ),
    "values": ("kpi.commands.values", N_("KPI values and measures of a period.")),
    "compare": ("kpi.commands.compare", N_("KPIs beside comparable ones, and what moved them.")),
    "response": ("kpi.commands.response", N_("How waits are spread, who still waits, agents needed.")),
    "anomalies": ("kpi.commands.anomalies", N_("Days that weekday and season do not explain.")),
    "goals": ("kpi.commands.goals", N_("Goals: import, export, set, status, history.")),
    "hours": ("kpi.commands.hours", N_("Service hours: show, set, import, remove.")),
    "events": ("kpi.commands.events", N_("What happened: note it, list it, import it, remove it.")),
    "purposes": ("kpi.commands.purposes", N_("What each platform is for: set it, list it.")),
    "snapshot": (
        "kpi.commands.snapshot",
        N_("A period's values as CSV files that can be checked, or as Excel."),
    ),
    "report": ("kpi.commands.report", N_("A period's report for a meeting, as a PDF.")),
    "institutions": ("kpi.commands.institutions", N_("The institutions: list them, remove one for good.")),
    "people": ("kpi.commands.people", N_("Who may do what: list it, give a role, take one away.")),
    "audit": ("kpi.commands.audit", N_("Who did what, and what was refused: list it, export it.")),
    "rollup": ("kpi.commands.rollup", N_("Count the measures again from the facts.")),
    "export-facts": ("kpi.commands.export_facts", N_("The facts as Parquet files, for a roll-up on Spark.")),
    "forget": (
        "kpi.commands.forget",
        N_("Forget a person, or rows before a day; every figure stays what it was."),
    ),
    "texts": (
        "kpi.commands.texts",
        N_("Texts of messages: keep them for some days, or not at all; list them."),
    ),
    "rekey": ("kpi.commands.rekey", N_("Make the pseudonyms of customers anew, with another key.")),
    "check": ("kpi.commands.check", N_("Check the database and its measures.")),
    "backup": ("kpi.commands.backup", N_("Write the database to one file, tried out.")),
    "restore": ("kpi.commands.restore", N_("Put a backup in the database's place.")),
}
ABOUT: Final = N_("Vínculo: social-media KPIs for financial institutions.")
UNEXPECTED: Final = N_(
    "Something went wrong that Vínculo did not expect ({reference}). Nothing is half saved. Run it again with KPI_DEBUG=1 to see where, and report it."
)
USAGE: Final = N_("{problem} `--help` after the command shows how it is called.")
FAILED: Final = 2
INTERRUPTED: Final = 130


class Commands(SpokenGroup):
    """The commands by name; a command's module, which holds an `App` called app, is imported when it is called."""

    def abouts(self) -> Mapping[str, str]:
        return {name: about for name, (_, about) in COMMANDS.items()}

    def get_command(self, ctx: Context, cmd_name: str) -> Command:  # noqa: ARG002
        command = get_command(import_module(COMMANDS[cmd_name][0]).app)
        command.name = cmd_name
        return command


def main(arguments: list[str] | None = None) -> None:
    """Run one command line and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(
                errors="backslashreplace"
            )  # a terminal without our letters is no reason to fail
    try:
        group = Commands(name="kpi", help=ABOUT, no_args_is_help=True, rich_markup_mode=None)
        sys.exit(group.main(arguments, prog_name="python -m kpi", standalone_mode=False))
    except NoArgsIsHelpError as error:
        print(error.format_message(), file=sys.stderr)
        sys.exit(FAILED)
    except ClickException as error:
        _complain(Message(USAGE, {"problem": problem_of(error, language())}))
    except typer.Abort:
        sys.exit(INTERRUPTED)
    except KpiError as error:
        _complain(error.message)
    except Exception as error:
        if os.environ.get("KPI_DEBUG") == "1":
            raise
        _complain(Message(UNEXPECTED, {"reference": _place(error)}))


def _complain(sentence: Message) -> None:
    from kpi.showing.next_steps import at_command_line  # noqa: PLC0415  (it knows the whole importer)

    print(" ".join(at_command_line(sentence, language()).split()), file=sys.stderr)
    sys.exit(FAILED)


def _place(error: Exception) -> str:
    """What broke and where, short enough for a sentence."""
    ours = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if f"{os.sep}kpi{os.sep}" in frame.filename
    ]
    if not ours:
        return type(error).__name__
    return f"{type(error).__name__}, {Path(ours[-1].filename).name}:{ours[-1].lineno}"


if __name__ == "__main__":
    main()
