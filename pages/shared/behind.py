"""What the panel of a number tells: the number asked for again, and what stands behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpi.answers.behind import RowsBehind, imports_behind, rows_behind
from kpi.answers.question import By, Question
from kpi.answers.value import Value
from kpi.catalogue.kpis import KPIS
from kpi.importing.history import ImportRow
from kpi.periods import Period, previous
from pages.shared.data import ask, gaps
from pages.shared.explain import Asked
from pages.shared.state import Choice


@dataclass(frozen=True)
class Behind:
    """A number with what explains it. `before` is the one that it is compared with, `gaps` are days without data."""

    choice: Choice
    value: Value
    before: Value
    rows: Sequence[RowsBehind]
    imports: Sequence[ImportRow]
    gaps: Sequence[Period]


def behind(choice: Choice, asked: Asked) -> Behind:
    """Everything that is known of the number that was asked for.

    Raises:
        KpiError: its platform or institution does not exist, or may not be seen.
    """
    choice = _of_institution(choice, asked.institution)
    before = choice.before if asked.period == choice.period else previous(asked.period)
    question = _question(choice, asked, asked.period)
    with choice.reading() as connection:
        rows = rows_behind(connection, question, asked.key)
        imports = imports_behind(connection, question, asked.key)
    platforms = question.platforms or choice.here
    missing = [
        gap
        for platform, found in gaps(replace(choice, platforms=platforms), asked.key).items()
        if platform in platforms
        for gap in found
        if gap.start < asked.period.end and asked.period.start < gap.end
    ]
    return Behind(
        choice,
        _one(choice, question, asked),
        _one(choice, _question(choice, asked, before), asked),
        rows,
        imports,
        sorted(set(missing)),
    )


def _of_institution(choice: Choice, name: str) -> Choice:
    """The choice, for another institution where that one's number is meant.

    Raises:
        UnknownInstitution: there is none of that name, or it may not be seen.
    """
    if not name or name == choice.institution.name:
        return choice
    row = choice.access.institution(name)
    return replace(choice, institution=row, allowed=choice.access.allowed(row))


def _question(choice: Choice, asked: Asked, period: Period) -> Question:
    kpis, measures = ((asked.key,), ()) if asked.key in KPIS else ((), (asked.key,))
    by = By.TOTAL if asked.platform is None else By.PLATFORM if asked.channel is None else By.CHANNEL
    platforms = choice.platforms if asked.platform is None else (asked.platform,)
    return Question(choice.institution.id, period, platforms, kpis, measures, by)


def _one(choice: Choice, question: Question, asked: Asked) -> Value:
    found = ask(choice, question)
    return next((value for value in found if value.channel == asked.channel), found[0])
