"""No page can pass by the door: what every page calls is read from its source."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.templates import ROOT

PAGES = sorted((ROOT / "pages").rglob("*.py"))
HANDS_OUT = "pages/shared/taking.py"
OPENS = {"pages/shared/store.py", "pages/frame.py"}
"""Where the store is opened, and where the door to it is made."""
FROM_THE_STORE = {
    "kpi.store.institutions": {"InstitutionRow", "ChannelRow", "channels", "name_key"},
    "kpi.importing.history": {"ImportRow", "UndoReport"},
    "kpi.importing.run": {"Options", "Target"},
    "kpi.importing.preview": {"Cell", "FirstRows", "Preview"},
    "kpi.access.people": {"Kind", "MembershipRow"},
    "kpi.access.audit": {"Action", "AuditRow", "Entry", "LABELS", "Wanted", "days_of"},
    "kpi.access.door": {"Access", "not_allowed"},
}
"""What pages may import of the modules that find, make or change something by themselves."""
PAST_THE_DOOR = {"store_for", "write_down", "refuse", "of_operator", "_store"}
"""What belongs to `kpi.acts` and to the command line."""


def calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield node


def name_of(node: ast.AST) -> str:
    """The dotted name of what is called: "choice.access.check"."""
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def functions_around(path: Path) -> dict[int, ast.FunctionDef]:
    """By line, the innermost function that it is in."""
    found: dict[int, ast.FunctionDef] = {}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            found |= dict.fromkeys(range(node.lineno, (node.end_lineno or node.lineno) + 1), node)
    return found


def is_cached_by_key(function: ast.FunctionDef | None) -> bool:
    """Whether what it reads is remembered under a key, which only who may see the institution can have made."""
    if function is None or not function.args.args:
        return False
    first = function.args.args[0]
    cached = any("remembered" in ast.unparse(decorator) for decorator in function.decorator_list)
    return cached and first.arg == "key" and first.annotation is not None


def test_the_store_is_opened_only_for_what_is_remembered_under_a_key() -> None:
    wrong = []
    for path in PAGES:
        around = functions_around(path)
        wrong += [
            place(path, call)
            for call in calls(path)
            if name_of(call.func) == "open_shared_store"
            and str(path.relative_to(ROOT)) not in OPENS
            and not is_cached_by_key(around.get(call.lineno))
        ]
    assert not wrong


def test_keys_are_made_in_one_place() -> None:
    made = [
        place(path, node)
        for path in PAGES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Tuple)
        and "data_version" in ast.unparse(node)
        and "address" in ast.unparse(node)
    ]
    assert {each.partition(":")[0] for each in made} == {"pages/shared/data.py", "pages/snapshot/making.py"}


def test_nothing_is_written_without_naming_the_permission_that_it_takes() -> None:
    found = [
        (place(path, call), call)
        for path in PAGES
        for call in calls(path)
        if name_of(call.func).endswith(".writing")
    ]
    assert found
    wrong = [
        where
        for where, call in found
        if name_of(call.func) not in ("choice.writing", "self.access.writing")
        or not (call.args and ast.unparse(call.args[0]).startswith(("Permission.", "permission")))
    ]
    assert not wrong


def test_nothing_is_read_but_through_the_choice_or_under_a_key() -> None:
    ways = {"choice.reading", "self.access.reading", "?.reading"}  # the last: open_shared_store().reading()
    wrong = [
        place(path, call)
        for path in PAGES
        for call in calls(path)
        if name_of(call.func).endswith(".reading") and name_of(call.func) not in ways
    ]
    assert not wrong


def test_pages_import_nothing_that_passes_by_the_door() -> None:
    wrong = []
    for path in PAGES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module in FROM_THE_STORE:
                names = {alias.name for alias in node.names} - FROM_THE_STORE[node.module]
                if names and str(path.relative_to(ROOT)) != "pages/shared/data.py":
                    wrong.append(f"{place(path, node)} {sorted(names)}")
            if isinstance(node, ast.Attribute) and node.attr in PAST_THE_DOOR:
                wrong.append(f"{place(path, node)} {node.attr}")
    assert not wrong


def test_files_are_handed_out_in_one_place() -> None:
    found = {
        str(path.relative_to(ROOT))
        for path in PAGES
        for call in calls(path)
        if name_of(call.func).endswith(".download_button")
    }
    assert found == {HANDS_OUT}


@pytest.mark.parametrize("name", ["Question", "rows_behind", "coverage_of"])
def test_what_is_asked_is_asked_of_the_choice_or_of_a_key(name: str) -> None:
    """The institution's number comes from the choice, which the frame makes for who may see it, or from a key."""
    right = (
        "choice.institution.id",
        "one.institution.id",
        "key[1]",
        "question",
        "connection",
        "asked.institution_id",
    )
    wrong = [
        f"{place(path, call)} {ast.unparse(call)}"
        for path in PAGES
        for call in calls(path)
        if name_of(call.func) == name and call.args and ast.unparse(call.args[0]) not in right
    ]
    assert not wrong
