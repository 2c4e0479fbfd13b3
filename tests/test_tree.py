"""What the tree of files promises: where things lie, how long they are, what they may not hold."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter import cli

from tests.support.templates import ROOT

LONGEST_FILE = 350
LONGEST_FUNCTION = 60
PINNED = re.compile(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[0-9][0-9A-Za-z.]*(; .+)?")
# Folders of one machine, and notes to ourselves.
FOREIGN = re.compile(rb"/(work|root|farm|home)/\w|\b(TO[D]O|FIX[M]E|XX[X])\b")


def tracked() -> list[Path]:
    """The files of the project: those that git keeps, or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("This is not a git work tree.")
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def python_files() -> list[Path]:
    made_by_alembic = ROOT / "kpi/store/migrations/versions"
    return [path for path in tracked() if path.suffix == ".py" and not path.is_relative_to(made_by_alembic)]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def test_each_floor_imports_only_from_those_below_it(capsys: pytest.CaptureFixture[str]) -> None:
    result = cli.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert result == cli.EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_only_the_frame_lies_directly_in_pages() -> None:
    """Streamlit would serve any other file there by itself, past the frame and its sign-in."""
    assert {path.name for path in (ROOT / "pages").glob("*.py")} == {"frame.py", "__init__.py"}


def test_only_tests_import_tests() -> None:
    others = [path for path in python_files() if not path.is_relative_to(ROOT / "tests")]
    imports = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in others
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "tests"
    ]
    assert not imports


def test_files_are_short_enough_to_be_read() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in python_files()}
    long = [f"{path.relative_to(ROOT)}: {lines}" for path, lines in lengths.items() if lines > LONGEST_FILE]
    assert not long


def test_functions_are_short_enough_to_be_read() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}: {lines}"
        for path in python_files()
        for function in functions(path)
        if (lines := (function.end_lineno or function.lineno) - function.lineno + 1) > LONGEST_FUNCTION
    ]
    assert not long


def test_tests_assert_something() -> None:
    tests = [path for path in python_files() if path.is_relative_to(ROOT / "tests")]
    every = [(path, function) for path in tests for function in functions(path)]
    checks = {function.name for _, function in every if asserts(function)}
    silent = [
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}"
        for path, function in every
        if function.name.startswith("test_") and not asserts(function) and not checks & called(function)
    ]
    assert not silent


def asserts(function: ast.AST) -> bool:
    return any(isinstance(node, ast.Assert) for node in ast.walk(function)) or bool(
        {"raises", "expect", "check"} & called(function)
    )


def called(function: ast.AST) -> set[str]:
    """The names of what a function calls; those that check something are all called "check"."""
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    names = {call.id if isinstance(call, ast.Name) else str(getattr(call, "attr", "")) for call in calls}
    return {"check" if name.startswith("check_") else name for name in names}


def test_no_file_names_a_machine_or_something_still_to_be_done() -> None:
    foreign = [
        f"{path.relative_to(ROOT)}: {found.group().decode()}"
        for path in tracked()
        if path.suffix not in (".png", ".ico", ".xlsx", ".zip")
        and (found := FOREIGN.search(path.read_bytes()))
    ]
    assert not foreign


@pytest.mark.parametrize("name", ["requirements.txt", "tests/requirements.txt"])
def test_every_requirement_is_pinned(name: str) -> None:
    lines = [line.split("#")[0].strip() for line in (ROOT / name).read_text("utf-8").splitlines()]
    loose = [
        line for line in lines if line and line != "-r ../requirements.txt" and not PINNED.fullmatch(line)
    ]
    assert not loose
