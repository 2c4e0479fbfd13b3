"""Two institutions with the same things in each, and every act that a person can do with them."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType
from typing import Final

from kpi.access.audit import Wanted
from kpi.access.door import Access
from kpi.access.people import Kind
from kpi.access.roles import Permission, Role
from kpi.acts import audit, exports, imports, institutions, people, texts
from kpi.importing.run import Options, Target
from kpi.importing.source import Source
from kpi.periods import Period
from kpi.showing.snapshot_contents import Filters
from kpi.store.engine import Store
from kpi.store.institutions import InstitutionRow, create_institution

MODULES: Final = (audit, exports, imports, institutions, people, texts)
POSTS: Final = """platform;channel;post_id;published_at;reactions;comments
facebook;{account};p{number};2026-03-02T10:00:00+01:00;{number};1
"""


@dataclass
class World:
    """A store with two institutions, an import in each. `number` makes every file another one."""

    store: Store
    number: int = 0

    @cached_property
    def banks(self) -> tuple[InstitutionRow, InstitutionRow]:
        with self.store.writing() as connection:
            return create_institution(connection, "Caja Uno"), create_institution(connection, "Caja Dos")

    def file(self) -> Source:
        self.number += 1
        return Source("posts.csv", POSTS.format(account="cuenta", number=self.number).encode())

    def import_id(self, bank: InstitutionRow) -> int:
        """A fresh import of the institution's."""
        operator = Access.of_operator(self.store)
        report = imports.take_in(operator, bank, self.file(), Target(bank.name), effect=False)
        assert report.import_id is not None
        return report.import_id


@dataclass(frozen=True)
class Act:
    """Something that somebody does in an institution; `everywhere`: with the whole server.

    `of_import`: it is done to an import, whose number `do` is given beside the institution's row.
    """

    permission: Permission
    do: Callable[[World, Access, InstitutionRow, int], object]
    everywhere: bool = False
    of_import: bool = False


def _filters(bank: InstitutionRow) -> Filters:
    return Filters.of(bank, Period(20_000, 20_031), (), "en")


ACTS: Final[Mapping[str, Act]] = {
    "imports.take_in": Act(
        Permission.IMPORT, lambda w, a, b, _: imports.take_in(a, b, w.file(), Target(b.name), effect=False)
    ),
    "imports.take_in of goals": Act(
        Permission.GOALS,
        lambda w, a, b, _: imports.take_in(
            a, b, w.file(), Target(b.name), Options(dry_run=True), permission=Permission.GOALS, effect=False
        ),
    ),
    "imports.take_in of a new institution": Act(
        Permission.MAKE,
        lambda w, a, b, _: imports.take_in(a, None, w.file(), Target("Caja Nueva"), effect=False),
        everywhere=True,
    ),
    "imports.try_out": Act(Permission.IMPORT, lambda w, a, b, _: imports.try_out(a, b, w.file())),
    "imports.undo": Act(Permission.UNDO, lambda w, a, b, i: imports.undo(a, b, i), of_import=True),
    "imports.plan_of_undoing": Act(
        Permission.SEE, lambda w, a, b, i: imports.plan_of_undoing(a, b, i), of_import=True
    ),
    "imports.imports": Act(Permission.SEE, lambda w, a, b, _: imports.imports(a, b)),
    "imports.report": Act(Permission.SEE, lambda w, a, b, i: imports.report(a, b, i), of_import=True),
    "exports.make": Act(
        Permission.EXPORT, lambda w, a, b, _: exports.make(a, _filters(b), lambda s, f, o: b"file")
    ),
    "exports.taken": Act(Permission.EXPORT, lambda w, a, b, _: exports.taken(a, b, "zip", 3)),
    "institutions.make": Act(
        Permission.MAKE,
        lambda w, a, b, _: institutions.make(
            a, f"Caja {w.number}", country="ES", timezone="Europe/Madrid", language="es"
        ),
        everywhere=True,
    ),
    "institutions.may_stand_beside_others": Act(
        Permission.SEE, lambda w, a, b, _: institutions.may_stand_beside_others(a, b)
    ),
    "institutions.decide_beside_others": Act(
        Permission.SETTINGS, lambda w, a, b, _: institutions.decide_beside_others(a, b, allowed=False)
    ),
    "people.members": Act(Permission.PEOPLE, lambda w, a, b, _: people.members(a, b)),
    "people.grant": Act(
        Permission.PEOPLE,
        lambda w, a, b, _: people.grant(a, b, Kind.EMAIL, "new@bank.example", Role.VIEWER),
    ),
    "people.grant everywhere": Act(
        Permission.PEOPLE,
        lambda w, a, b, _: people.grant(a, None, Kind.EMAIL, "new@bank.example", Role.VIEWER),
        everywhere=True,
    ),
    "people.revoke": Act(
        Permission.PEOPLE, lambda w, a, b, _: people.revoke(a, b, Kind.EMAIL, "new@bank.example")
    ),
    "audit.count": Act(Permission.AUDIT, lambda w, a, b, _: audit.count(a, b, Wanted())),
    "audit.entries": Act(Permission.AUDIT, lambda w, a, b, _: audit.entries(a, b, Wanted())),
    "audit.entries everywhere": Act(
        Permission.AUDIT, lambda w, a, b, _: audit.entries(a, None, Wanted()), everywhere=True
    ),
    "texts.kept": Act(Permission.SEE, lambda w, a, b, _: texts.kept(a, b)),
    "texts.keep": Act(Permission.SETTINGS, lambda w, a, b, _: texts.keep(a, b, 30)),
    "texts.newest": Act(Permission.SETTINGS, lambda w, a, b, _: texts.newest(a, b)),
    "texts.keep_none": Act(Permission.SETTINGS, lambda w, a, b, _: texts.keep_none(a, b)),
    "institutions.remove": Act(Permission.REMOVE, lambda w, a, b, _: institutions.remove(a, b)),
}
"""By name, everything that `kpi.acts` does; removing comes last, as nothing is left after it."""


def declared() -> set[str]:
    """The public functions of `kpi.acts` that are called with a door."""
    return {f"{_short(module)}.{name}" for module in MODULES for name in _acts_of(module)}


def _acts_of(module: ModuleType) -> list[str]:
    return [
        name
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and "access" in inspect.signature(function).parameters
    ]


def _short(module: ModuleType) -> str:
    return module.__name__.rsplit(".", 1)[1]
