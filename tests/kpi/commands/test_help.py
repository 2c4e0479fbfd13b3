"""Every command's help and every complaint about a call, in both languages to the last word."""

from collections.abc import Iterator

import pytest
from typer._click import Command, Context
from typer.core import TyperGroup

from kpi.__main__ import COMMANDS, Commands
from kpi.showing.catalogues import translations
from tests.support.english import english
from tests.support.shell import Shell

LIBRARYS_WORDS = (
    "Usage",
    "Options",
    "Show this",
    "COMMAND",
    "ARGS",
    "Arguments",
    "default:",
    "list[",
    "<str>",
)


def calls(command: Command, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Command]]:
    """Each command and each of its own, with the words that call it."""
    yield words, command
    if isinstance(command, TyperGroup):
        for name in getattr(command, "abouts")():  # noqa: B009
            below = command.get_command(Context(command), name)
            assert below is not None
            yield from calls(below, (*words, name))


ALL = dict(calls(Commands(name="kpi", help="kpi")))
LEAVES = [words for words, command in ALL.items() if not isinstance(command, TyperGroup)]


def test_the_walk_sees_all_commands() -> None:
    assert set(COMMANDS) == {words[0] for words in ALL if words}
    assert ("goals", "set") in LEAVES
    assert len(ALL) > len(COMMANDS) + 20


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_help_in_spanish_holds_no_english(
    words: tuple[str, ...], shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPI_LANGUAGE", "es")
    said = shell.run(*words, "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Uso: python -m kpi")
    assert not [word for word in LIBRARYS_WORDS if word in said.out]
    assert not english([" ".join(part.split()) for part in said.out.split("\n\n")])
    assert not english([line.strip() for line in said.out.splitlines()])


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_every_help_is_a_template_with_a_spanish_sentence(words: tuple[str, ...]) -> None:
    spanish, command = translations("es"), ALL[words]
    for thing in (command, *command.params):
        said = getattr(thing, "help", None)
        assert said, f"{thing} says nothing of itself"
        if words:
            assert said in spanish, said
        metavar = getattr(thing, "metavar", None)
        assert metavar is None or metavar in spanish, metavar
        assert metavar or getattr(thing, "param_type_name", "") != "argument", (
            f"{thing} has a name of Python's"
        )


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_help_in_english_names_each_option(words: tuple[str, ...], shell: Shell) -> None:
    said = shell.run(*words, "--help").out
    assert all(name in said for param in ALL[words].params for name in param.opts if name.startswith("-"))


WRONG = [
    (["import", "x.csv"], "Falta --institution."),
    (["import", "--institution", "B"], "Falta ARCHIVO."),
    (["imports", "show", "doce"], "NÚMERO: «doce» no es un número entero."),
    (["import", "x.csv", "--institution", "B", "--year", "pronto"], "--year: «pronto» no es un número entero."),
    (["values", "--by", "week"], "--by: «week» no se puede usar. Usa uno de estos valores: total, platform, channel."),
    (["response", "--most", "-1"], "--most: «-1» es demasiado pequeño. Escribe 0 o más."),
    (["response", "--share", "mucho"], "--share: «mucho» no es un número. Los decimales van tras un punto, por ejemplo 0.9."),
    (["values", "--instituton", "B"], "No hay ninguna opción --instituton. ¿Querías decir --institution?"),
    (["values", "--xyz"], "No hay ninguna opción --xyz."),
    (["values", "--institution"], "La opción --institution necesita un valor detrás."),
    (["imports", "undo", "1", "--dry-run=yes"], "La opción --dry-run no lleva ningún valor."),
    (["check", "todo", "bien"], "Aquí sobra «todo bien»."),
    (["valeus"], "«valeus» no es una orden. ¿Querías decir values?"),
    (["goals", "borrar"], "«borrar» no es una orden. Usa una de estas: import, export, set, status, history."),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "sentence"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_a_call_that_is_none_is_one_sentence_in_spanish(
    arguments: list[str], sentence: str, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPI_LANGUAGE", "es")
    said = shell.run(*arguments)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(sentence)
    assert said.err.count("\n") == 1
    assert not english([said.err.strip()])


@pytest.mark.parametrize(
    "name", [words[0] for words, command in ALL.items() if words and words not in LEAVES]
)
def test_a_group_alone_shows_its_help(name: str, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPI_LANGUAGE", "es")
    said = shell.run(name)
    assert (said.out if name == "layouts" else said.err).strip()
    assert not english(said.err.splitlines())
