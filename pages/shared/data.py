"""Everything that the pages ask of kpi, remembered until the institution's data changes.

Keyed by (database, institution, data version, question): an import, an undo or a changed goal raises the version,
so nothing stale is shown, and no key of one institution finds what is another's. A key is made only for who may see
the institution at that moment (`key_at`); roles change nothing about a number, so they are in no key. Answers are
frozen values.
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from kpi.access.door import Access
from kpi.access.roles import Permission
from kpi.answers.anomalies import Anomaly, anomalies_in
from kpi.answers.behind import facts_of
from kpi.answers.causes import cause_of
from kpi.answers.coverage import Coverage, covered_days, last_month_with_data
from kpi.answers.coverage import coverage as coverage_of
from kpi.answers.pace import Pace, paces
from kpi.answers.question import Question
from kpi.answers.splits import Dimension, Split, split
from kpi.answers.value import Value
from kpi.answers.values import answer
from kpi.errors import UnknownInstitution
from kpi.importing.history import list_imports
from kpi.importing.layout import shipped
from kpi.periods import Period, day_of
from kpi.platforms import PLATFORMS
from kpi.showing.charts.marks import Mark
from kpi.store import institutions as stored
from kpi.store.events import events
from kpi.store.institutions import InstitutionRow
from kpi.words import Message
from pages.shared.remember import remembered
from pages.shared.sources import Sources
from pages.shared.state import Choice
from pages.shared.store import open_shared_store

Key = tuple[str, int, int]
"""Database address, institution id, data version."""


def institution_or_first(
    access: Access, name: str, rows: list[InstitutionRow]
) -> tuple[InstitutionRow, tuple[Message, ...]]:
    """The institution called `name`, else one's own first one, and why it is another than was asked for."""
    first = min(rows, key=lambda row: (row.is_sample, row.name))
    if not name:
        return first, ()
    if same := next((row for row in rows if row.name == name), None):
        return same, ()
    try:
        return access.institution(name), ()
    except UnknownInstitution as error:
        return first, (error.message,)


def key_of(choice: Choice) -> Key:
    """What the choice's institution is remembered by, for who may see it."""
    return key_at(choice.access, choice.institution)


def key_at(access: Access, institution: InstitutionRow) -> Key:
    """What an institution is remembered by, for who may see it now.

    Raises:
        UnknownInstitution: it may not be seen.
    """
    access.check(Permission.SEE, institution)
    return (access.address, institution.id, institution.data_version)


def platforms_here(key: Key) -> tuple[str, ...]:
    """The platforms that the institution has channels on, in the project's order."""
    return _platforms_here(key)


@remembered(64)
def _platforms_here(key: Key) -> tuple[str, ...]:
    with open_shared_store().reading() as connection:
        present = {channel.platform for channel in stored.channels(connection, key[1])}
    return tuple(platform.key for platform in PLATFORMS if platform.key in present)


def covered(key: Key) -> Period | None:
    """From the first to the last day that has any data; None when there is none."""
    return _covered(key)


@remembered(64)
def _covered(key: Key) -> Period | None:
    with open_shared_store().reading() as connection:
        return covered_days(connection, key[1])


def month_with_data(key: Key, month: Period) -> Period:
    """`month`, or the last one before it that has any data where it has none."""
    return _month_with_data(key, month.end) or month


@remembered(64)
def _month_with_data(key: Key, before: int) -> Period | None:
    with open_shared_store().reading() as connection:
        return last_month_with_data(connection, key[1], before)


def today(institution: InstitutionRow) -> int:
    """Today on the institution's clocks: only an institution without data is asked for it."""
    return day_of(datetime.now(ZoneInfo(institution.timezone)).date())


def coverage(choice: Choice) -> tuple[Coverage, ...]:
    """What is known of each channel and kind of data, on the platforms chosen."""
    return tuple(row for row in _coverage(key_of(choice)) if row.platform in choice.shown)


@remembered(32)
def _coverage(key: Key) -> tuple[Coverage, ...]:
    with open_shared_store().reading() as connection:
        return tuple(coverage_of(connection, key[1]))


def gaps(choice: Choice, kpi: str) -> dict[str, list[Period]]:
    """By platform, the stretches without data of what a KPI is made of."""
    facts = facts_of(kpi)
    found: dict[str, list[Period]] = {}
    for row in coverage(choice):
        if row.fact in facts:
            found.setdefault(row.platform, []).extend(row.missing)
    return found


def ask(choice: Choice, question: Question) -> tuple[Value, ...]:
    """The answer to `question`, from the cache where the data have not changed since."""
    return _answered(key_of(choice), question)


@remembered(512)
def _answered(key: Key, question: Question) -> tuple[Value, ...]:  # noqa: ARG001  (keys what is remembered)
    with open_shared_store().reading() as connection:
        return tuple(answer(connection, question))


def causes_of(choice: Choice, values: Sequence[Value]) -> tuple[Message | None, ...]:
    """What most of each value's gap to its goal comes from, where something stands out."""
    names = tuple((value.key, value.platform, value.period.start, value.period.end) for value in values)
    return _causes(key_of(choice), choice.platforms, names, values)


@remembered(128)
def _causes(
    key: Key,
    platforms: tuple[str, ...],
    names: tuple[tuple[str, str | None, int, int], ...],  # noqa: ARG001  (keys the cache for the values)
    _values: Sequence[Value],
) -> tuple[Message | None, ...]:
    with open_shared_store().reading() as connection:
        return tuple(
            cause_of(connection, Question(key[1], value.period, platforms), value) for value in _values
        )


def moved_by(choice: Choice, kpi: str, dimension: Dimension) -> Split | Message:
    """What moved a KPI against the period that it is compared with, or why that cannot be said."""
    question = Question(choice.institution.id, choice.period, choice.platforms, (kpi,))
    return _moved_by(key_of(choice), question, choice.before, dimension)


@remembered(128)
def _moved_by(
    key: Key,  # noqa: ARG001  (keys the cache)
    question: Question,
    before: Period,
    dimension: Dimension,
) -> Split | Message:
    with open_shared_store().reading() as connection:
        return split(connection, question, question.kpis[0], before, dimension)


def paces_of(
    choice: Choice, question: Question, values: Sequence[Value]
) -> tuple[Pace | Message | None, ...]:
    """How the values that `question` asks for stand on their way to their goals."""
    names = tuple((value.key, value.platform) for value in values)
    return _paces(key_of(choice), question, names, values)


@remembered(64)
def _paces(
    key: Key,  # noqa: ARG001  (keys the cache, with the names of the values)
    question: Question,
    names: tuple[tuple[str, str | None], ...],  # noqa: ARG001
    _values: Sequence[Value],
) -> tuple[Pace | Message | None, ...]:
    with open_shared_store().reading() as connection:
        return tuple(paces(connection, question, _values))


def odd_days(choice: Choice, kpi: str) -> tuple[Anomaly, ...]:
    """The days of the period that stand out from what their weekday and season lead one to expect."""
    question = Question(choice.institution.id, choice.period, choice.platforms, (kpi,))
    return _odd_days(key_of(choice), question)


@remembered(64)
def _odd_days(key: Key, question: Question) -> tuple[Anomaly, ...]:  # noqa: ARG001  (keys the cache)
    with open_shared_store().reading() as connection:
        return tuple(anomalies_in(connection, question))


def marks(choice: Choice, period: Period) -> tuple[Mark, ...]:
    """The events of `period` on the chosen platforms, to be marked on a time axis."""
    return _marks(key_of(choice), period, choice.platforms)


@remembered(128)
def _marks(key: Key, period: Period, platforms: tuple[str, ...]) -> tuple[Mark, ...]:
    with open_shared_store().reading() as connection:
        found = events(connection, key[1], period, platforms)
    return tuple(Mark(event.period, event.title) for event in found)


def sources(choice: Choice) -> Sources:
    """Which files the institution's facts came from, for the panels that explain a number."""
    return _sources(key_of(choice), choice.institution.timezone, choice.language.locale)


@remembered(64)
def _sources(key: Key, timezone: str, locale: str) -> Sources:
    titles: dict[str, list[str]] = {}
    last: dict[str, int] = {}
    known = {layout.key: layout for layout in shipped()}
    with open_shared_store().reading() as connection:
        for run in list_imports(connection, key[1]):
            if run.undone_at is None:
                title = getattr(known[run.layout].title, locale) if run.layout in known else run.layout
                named = titles.setdefault(run.fact, [])
                named += [] if title in named else [title]
                last[run.fact] = max(last.get(run.fact, 0), run.imported_at)
    return Sources(titles, last, timezone)
