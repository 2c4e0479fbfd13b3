"""Answers: the values of KPIs and measures for a question, each with everything needed to explain it."""

from collections.abc import Sequence

from sqlalchemy import Connection

from kpi.answers.answer import Answer
from kpi.answers.answering import Answering
from kpi.answers.asked import asked_in
from kpi.answers.cells import read_cells
from kpi.answers.definitions import of_one_definition
from kpi.answers.formulas import figures_of
from kpi.answers.goal_book import GoalBook, read_goals
from kpi.answers.judging import judge_of
from kpi.answers.pieces import Cut
from kpi.answers.question import Question
from kpi.answers.scopes import subjects_of


def answer(connection: Connection, question: Question) -> Answer:
    """The values that `question` asks for: every combination, in the order platform, channel, period, key.

    Everything is read and computed here; goals and verdicts are found with the values that are looked at.

    Raises:
        UnknownInstitution, UnknownPlatform, UnknownKpi: the question names something that does not exist.
        TooMuchAsked: the answer would have more values than are given at once.
    """
    return answers(connection, question, (question.institution_id,))[0]


def answers(connection: Connection, question: Question, institution_ids: Sequence[int]) -> list[Answer]:
    """The answer of each of several institutions to the same question, whichever it names itself, in their order.

    They are read and computed together, which costs a fraction of asking one after the other.

    Raises: as `answer`.
    """
    asked = asked_in(question)
    subjects = subjects_of(connection, question, institution_ids)
    scopes = tuple(scope for subject in subjects for scope in subject.scopes)
    question.check_size(len(scopes), len(asked))
    cut = Cut.of(question.period, question.grain)
    books = read_goals(connection, institution_ids)
    cells = read_cells(connection, scopes, cut, [one.formula for one in asked], books)
    figures = [
        of_one_definition(one.formula, figures_of(one.formula, cells.sums), cells.sums, scopes)
        for one in asked
    ]
    found, first = [], 0
    for subject in subjects:
        rows = slice(first, first + len(subject.scopes))
        book = books[subject.institution_id] if question.judged else GoalBook()
        judge = judge_of(connection, subject, asked, cut, book, cells.days.end(rows))
        found.append(Answering(subject, cells, judge, rows).values(asked, figures))
        first = rows.stop
    return found
