"""What Typer finds wrong with a command line, as sentences of ours."""

from typing import Final

from typer._click import Parameter
from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoSuchOption,
)

from kpi.commands.help import choices_of, kind_of, name_of
from kpi.showing.language import Language
from kpi.words import N_, Message

NOT_UNDERSTOOD: Final = N_("What was typed cannot be understood as a call of this command.")
MISSING: Final = N_("{name} is missing.")
MISSING_CHOICE: Final = N_("{name} is missing. Use one of: {known}.")
NO_OPTION: Final = N_("There is no option {name}.")
NO_OPTION_NEARBY: Final = N_("There is no option {name}. Did you mean {near}?")
NO_VALUE: Final = N_("The option {name} needs a value after it.")
NO_FLAG_VALUE: Final = N_("The option {name} takes no value.")
NOT_A_CHOICE: Final = N_("{name}: “{value}” cannot be used. Use one of: {known}.")
NOT_WHOLE: Final = N_("{name}: “{value}” is not a whole number.")
NOT_A_NUMBER: Final = N_("{name}: “{value}” is not a number. Decimals follow a point, for example 0.9.")
TOO_SMALL: Final = N_("{name}: “{value}” is too small. Write {least} or more.")
NOT_USABLE: Final = N_("{name}: “{value}” cannot be used.")


def problem_of(error: ClickException, speaker: Language) -> Message:
    """What is wrong with a call, without a word of the library's."""
    match error:
        case NoSuchOption():
            near = tuple(sorted(error.possibilities or ()))
            return Message(NO_OPTION_NEARBY if near else NO_OPTION, {"name": error.option_name, "near": near})
        case BadOptionUsage():
            return Message(_misused(error), {"name": error.option_name})
        case MissingParameter(param=param) if param is not None:
            known = choices_of(param)
            return Message(
                MISSING_CHOICE if known else MISSING, {"name": name_of(param, speaker), "known": known}
            )
        case BadParameter(param=param) if param is not None:
            return _not_usable(param, _value_of(error), speaker)
    return Message(NOT_UNDERSTOOD)


def _misused(error: BadOptionUsage) -> str:
    """An option that takes a value was typed without one, or the other way round."""
    parameters = error.ctx.command.get_params(error.ctx) if error.ctx is not None else ()
    flags = {name for each in parameters if getattr(each, "is_flag", False) for name in each.opts}
    return NO_FLAG_VALUE if error.option_name in flags else NO_VALUE


def _not_usable(parameter: Parameter, value: str, speaker: Language) -> Message:
    name, known, kind = name_of(parameter, speaker), choices_of(parameter), kind_of(parameter)
    least = getattr(parameter, "min", None)
    values: dict[str, object] = {"name": name, "value": value, "known": known, "least": least}
    if known:
        return Message(NOT_A_CHOICE, values)
    if kind in (int, float) and not _reads(value, kind):
        return Message(NOT_WHOLE if kind is int else NOT_A_NUMBER, values)
    return Message(NOT_USABLE if least is None else TOO_SMALL, values)


def _reads(value: str, kind: type) -> bool:
    try:
        kind(value)
    except ValueError:
        return False
    return True


def _value_of(error: BadParameter) -> str:
    """What was typed; Typer keeps it in the error of the library that reads values for it."""
    found: list[dict[str, object]] = getattr(error.__cause__, "errors", list)()
    return str(found[0].get("input", "")) if found else ""
