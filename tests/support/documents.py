"""Documents as they are tried out: their blocks of code, and their examples of the command line."""

import re
import shlex
from pathlib import Path

from tests.support.shell import Shell


def blocks(document: Path, language: str) -> list[str]:
    """The document's blocks of code in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", document.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def examples(document: Path) -> list[tuple[str, str]]:
    """Each command of the document, and what stands beneath it."""
    consoles = blocks(document, "console")
    pieces = [piece for block in consoles for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)]
    return [(piece.split("\n", 1)[0], piece.split("\n", 1)[1]) for piece in pieces if piece.strip()]


def check_examples(document: Path, shell: Shell) -> int:
    """Run every command and compare what it prints; how many there were."""
    found = examples(document)
    for command, printed in found:
        said = shell.run(*shlex.split(command.removeprefix("python -m kpi")))
        assert _plain(said.out + said.err) == _plain(printed), command
    return len(found)


def _plain(said: str) -> list[str]:
    """Lines without blanks at their ends; how many imports came before is nobody's promise."""
    return [re.sub(r"import \d+", "import 1", line.rstrip()) for line in said.strip().splitlines()]
