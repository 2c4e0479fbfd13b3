"""What commands are made of: Typer's, with help and complaints in the reader's language."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

import typer
from typer._click import Command, Context, HelpFormatter
from typer._click.exceptions import BadOptionUsage
from typer.core import TyperCommand, TyperGroup

from kpi.commands.help import write_help
from kpi.errors import KpiError
from kpi.words import N_


class UnknownCommand(KpiError):
    template = N_("“{name}” is not a command. Use one of: {known}.")


class UnknownCommandNearby(KpiError):
    template = N_("“{name}” is not a command. Did you mean {near}?")


class TooMuchSaid(KpiError):
    template = N_(
        "Nothing is to be done with “{words}” here. A name of several words needs quotation marks; `--help` after the command shows how it is called."
    )


class SpokenCommand(TyperCommand):
    """One command; its help and that of its parameters are English templates."""

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        write_help(self, ctx, formatter)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """As Typer does, but what is left over is refused in a sentence of ours."""
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except BadOptionUsage as error:
            error.ctx = ctx  # it does not know whose option it is
            raise
        if rest:
            raise TooMuchSaid(words=" ".join(rest))
        return rest


class SpokenGroup(TyperGroup):
    """Several commands under one name."""

    def abouts(self) -> Mapping[str, str]:
        """Each command's name, and the template that says what it does."""
        return {name: command.help or "" for name, command in self.commands.items()}

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        write_help(self, ctx, formatter, self.abouts().items())

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """The command that is named, and what is said to it.

        Raises:
            UnknownCommand, UnknownCommandNearby: there is none of this name.
        """
        name, known = args[0], list(self.abouts())
        if name in known:
            return name, self.get_command(ctx, name), args[1:]
        if near := get_close_matches(name, known):
            raise UnknownCommandNearby(name=name, near=near)
        raise UnknownCommand(name=name, known=known)


class App(typer.Typer):
    """A command, or several under one name. `help` is always a marked template, never a docstring."""

    def __init__(self, *, help: str | None = None, **options: Any) -> None:  # noqa: A002  (Typer's own name for it)
        plain = {"no_args_is_help": True, "add_completion": False, "rich_markup_mode": None}
        super().__init__(cls=SpokenGroup, help=help, **(plain | options))

    def command(  # type: ignore[override]  # narrower: without help, a docstring would be shown
        self,
        name: str | None = None,
        *,
        help: str,  # noqa: A002
        **options: Any,
    ) -> Callable[..., Any]:
        return super().command(name, cls=SpokenCommand, help=help, **options)
