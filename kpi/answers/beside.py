"""Values beside comparable ones: of the period before, of the year before, of another platform or institution."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from kpi.answers.comparison import Against, Change, compare, periods_to_compare
from kpi.answers.coverage import covered_days
from kpi.answers.question import By, Question
from kpi.answers.value import Value
from kpi.answers.values import answer
from kpi.errors import KpiError
from kpi.periods import Grain
from kpi.platforms import BY_KEY, platform_of
from kpi.words import N_, Message


class OnlyWholePeriods(KpiError):
    template = N_("A comparison is of the whole period: leave --grain out, or ask without a comparison.")


@dataclass(frozen=True)
class Beside:
    """A value, the one that it is set beside, and the change from that one, or why the two are not comparable."""

    value: Value
    other: Value
    change: Change | Message


def beside_before(connection: Connection, question: Question, against: Against) -> list[Beside]:
    """The values of `question`, each beside its own of the period before or of the same days last year.

    A period that the data do not fill yet is cut to the days that they do, and compared with as many.

    Raises:
        OnlyWholePeriods: the question cuts its period into pieces.
    """
    if question.grain is not Grain.TOTAL:
        raise OnlyWholePeriods
    known = covered_days(connection, question.institution_id)
    until = known.end if known else question.period.end
    now, before = periods_to_compare(question.period, until, against)
    values = answer(connection, replace(question, period=now))
    others = answer(connection, replace(question, period=before))
    return [
        Beside(value, other, compare(value, other, other.period))
        for value, other in zip(values, others, strict=True)
    ]


def beside_platform(connection: Connection, question: Question, platform: str) -> list[Beside]:
    """The values of `question` by platform, each beside that of `platform`.

    Raises:
        UnknownPlatform: there is no such platform.
        OnlyWholePeriods: the question cuts its period into pieces.
    """
    key = platform_of(platform).key
    alone = replace(question, platforms=(key,), by=By.PLATFORM)
    values = _of(connection, replace(question, by=By.PLATFORM))
    others = {other.key: other for other in _of(connection, alone)}
    return _paired((value for value in values if value.platform != key), others, Message(BY_KEY[key].label))


def beside_institution(connection: Connection, question: Question, institution_id: int) -> list[Beside]:
    """The values of `question` in total, each beside the other institution's.

    Raises:
        UnknownInstitution: there is no institution of that id.
        OnlyWholePeriods: the question cuts its period into pieces.
    """
    asked = replace(question, by=By.TOTAL)
    others = {other.key: other for other in _of(connection, replace(asked, institution_id=institution_id))}
    name = next((other.institution for other in others.values()), "")
    return _paired(_of(connection, asked), others, name)


def _of(connection: Connection, question: Question) -> list[Value]:
    if question.grain is not Grain.TOTAL:
        raise OnlyWholePeriods
    return answer(connection, question)


def _paired(values: Iterable[Value], others: dict[str, Value], called: object) -> list[Beside]:
    return [
        Beside(value, others[value.key], compare(value, others[value.key], called))
        for value in values
        if value.key in others
    ]
