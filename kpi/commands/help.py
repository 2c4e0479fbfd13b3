"""The help of a command, in the reader's language to the last word: nothing of it is the library's own text."""

from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import Final, get_args

from typer._click import Command, Context, HelpFormatter, Parameter
from typer.core import TyperArgument, TyperOption

from kpi.commands.speech import language
from kpi.showing.language import Language
from kpi.words import N_

SHOW_HELP: Final = N_("Show this text and do nothing.")
KINDS: Final = {str: N_("<text>"), int: N_("<number>"), float: N_("<number>"), Path: N_("<path>")}

_Row = tuple[str, str]


def write_help(
    command: Command, context: Context, formatter: HelpFormatter, below: Iterable[_Row] = ()
) -> None:
    """Write how a command is called, what it does, and what may be said to it.

    Args:
        command: whose help and whose parameters' help are English templates.
        context: how it was called.
        formatter: what breaks lines.
        below: the commands of a group, and the template of what each is for.
    """
    speaker = language()
    commands = [(name, speaker.say(about)) for name, about in below]
    parameters = command.get_params(context)
    pieces = [speaker.say(N_("[OPTIONS]")), *_places(parameters, speaker)]
    if commands:
        pieces.append(speaker.say(N_("COMMAND [OPTIONS]")))
    formatter.write_usage(context.command_path, " ".join(pieces), prefix=f"{speaker.say(N_('Usage:'))} ")
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(speaker.say(command.help or ""))
    _section(formatter, speaker.say(N_("Arguments")), _arguments(parameters, speaker))
    _section(formatter, speaker.say(N_("Options")), _options(parameters, speaker))
    _section(formatter, speaker.say(N_("Commands")), commands)


def name_of(parameter: Parameter, speaker: Language) -> str:
    """What a sentence calls an option (--from) or an argument (FILE)."""
    if isinstance(parameter, TyperArgument):
        return speaker.say(parameter.metavar or parameter.name.upper())
    return max(parameter.opts, key=len)


def choices_of(parameter: Parameter) -> tuple[str, ...]:
    """The words that a parameter takes; none where it takes any."""
    choices = getattr(parameter, "type_descriptor").choices or ()  # noqa: B009  (of Typer's two kinds alone)
    return tuple(str(each.value) if isinstance(each, Enum) else str(each) for each in choices)


def kind_of(parameter: Parameter) -> type:
    """What a parameter's value is, or each of its values: str, int, float, Path, bool or an Enum."""
    annotation = getattr(parameter, "type_descriptor").annotation  # noqa: B009
    kind: type = (get_args(annotation) or (annotation,))[0]
    return kind


def _section(formatter: HelpFormatter, heading: str, rows: list[_Row]) -> None:
    if rows:
        with formatter.section(heading):
            formatter.write_dl(rows)


def _places(parameters: Iterable[Parameter], speaker: Language) -> Iterator[str]:
    for each in parameters:
        if isinstance(each, TyperArgument):
            name = name_of(each, speaker) + ("..." if each.nargs == -1 else "")
            yield name if each.required else f"[{name}]"


def _arguments(parameters: Iterable[Parameter], speaker: Language) -> list[_Row]:
    return [
        (name_of(each, speaker), _about(each, speaker))
        for each in parameters
        if isinstance(each, TyperArgument)
    ]


def _options(parameters: Iterable[Parameter], speaker: Language) -> list[_Row]:
    rows = []
    for each in parameters:
        if isinstance(each, TyperOption):
            names = " / ".join(", ".join(some) for some in (each.opts, each.secondary_opts) if some)
            rows.append(
                (names if each.is_flag else f"{names} {_value(each, speaker)}", _about(each, speaker))
            )
    return rows


def _value(option: TyperOption, speaker: Language) -> str:
    if option.metavar:
        return speaker.say(option.metavar)
    if choices := choices_of(option):
        return f"<{'|'.join(choices)}>"
    return speaker.say(KINDS[kind_of(option)])


def _about(parameter: TyperArgument | TyperOption, speaker: Language) -> str:
    """The help of one parameter, whether it has to be there, and what it is when it is not said."""
    help_ = SHOW_HELP if parameter.name == "help" else parameter.help or ""
    notes = [speaker.say(N_("required"))] if parameter.required else []
    default = parameter.default
    if default not in (None, "", False) and not callable(default):
        written = default.value if isinstance(default, Enum) else default
        notes.append(speaker.say(N_("default: {default}"), default=written))
    return " ".join([speaker.say(help_), *(f"[{note}]" for note in notes)])
