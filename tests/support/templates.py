"""Every sentence of the program that people read, as the source declares it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Final

ROOT: Final = Path(__file__).parents[2]
# How many of a call's first arguments are templates.
MARKS: Final = {"N_": 1, "Message": 1, "say": 1, "plural": 2}
# Streamlit's ways to put words on the screen. What they show goes through `say`.
SHOWS: Final = frozenset(
    (
        "button",
        "caption",
        "checkbox",
        "date_input",
        "dialog",
        "download_button",
        "error",
        "expander",
        "file_uploader",
        "form_submit_button",
        "header",
        "info",
        "link_button",
        "markdown",
        "metric",
        "multiselect",
        "number_input",
        "pills",
        "popover",
        "radio",
        "segmented_control",
        "selectbox",
        "slider",
        "spinner",
        "subheader",
        "success",
        "tabs",
        "text",
        "text_area",
        "text_input",
        "title",
        "toast",
        "toggle",
        "warning",
        "write",
    )
)
SHOWN_KEYWORDS: Final = frozenset(("help", "label", "placeholder", "title"))


@dataclass(frozen=True)
class Place:
    path: Path
    line: int

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}"


def sources() -> list[Path]:
    """The program's own Python files, without tests."""
    folders = ("doors", "kpi", "pages")
    return [ROOT / "app.py", *(path for name in folders for path in sorted((ROOT / name).rglob("*.py")))]


def templates() -> dict[str, Place]:
    """Each template and the first place that has it."""
    found: dict[str, Place] = {}
    for path, call in _calls():
        for argument in call.args[: MARKS.get(_name(call), 0)]:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
                found.setdefault(argument.value, Place(path, argument.lineno))
    return found


def unmarkable() -> list[Place]:
    """Marked sentences that nobody can look up: put together at run time, by an f-string or `+`."""
    return [
        Place(path, argument.lineno)
        for path, call in _calls()
        for argument in call.args[: MARKS.get(_name(call), 0)]
        if isinstance(argument, (ast.JoinedStr, ast.BinOp))
    ]


def untranslatable() -> list[str]:
    """Words that a page shows without asking the reader's language for them."""
    return [
        f"{Place(path, shown.lineno)} {shown.value!r}"
        for path, call in _calls()
        if path.is_relative_to(ROOT / "pages") and _of_streamlit(call)
        for shown in _shown(call)
        if isinstance(shown, ast.Constant) and isinstance(shown.value, str) and _has_words(shown.value)
    ]


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def _calls() -> Iterator[tuple[Path, ast.Call]]:
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield path, node


def _name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _shown(call: ast.Call) -> list[ast.expr]:
    first = call.args[:1] if _name(call) in SHOWS else []
    return [*first, *(keyword.value for keyword in call.keywords if keyword.arg in SHOWN_KEYWORDS)]


def _of_streamlit(call: ast.Call) -> bool:
    match call.func:
        case (
            ast.Attribute(value=ast.Name(id="st"))
            | ast.Attribute(value=ast.Attribute(value=ast.Name(id="st")))
        ):
            return True
    return False


def _has_words(text: str) -> bool:
    return any(character.isalpha() for character in text) and not text.startswith((":", "<"))
