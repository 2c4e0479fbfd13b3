"""One text for every engine."""

import re

import pytest
from sqlalchemy.engine import Dialect, make_url

from kpi.rollup.engines.texts import FACTS, STATEMENTS, text_of

DIALECTS = [make_url(url).get_dialect()() for url in ("sqlite://", "postgresql+psycopg://")]
QUOTED_BY = {"sqlite": {"before"}, "postgresql": set()}
"""SQLAlchemy quotes a column's name for SQLite that SQLite reads without quotes too: nothing else differs."""


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda each: each.name)
def test_what_the_stores_run_is_the_text_that_other_engines_are_given(dialect: Dialect) -> None:
    for statement in STATEMENTS:
        theirs = str(statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
        assert set(re.findall(r'"(\w+)"', theirs)) <= QUOTED_BY[dialect.name]
        assert theirs.replace('"', "") == text_of(statement)


def test_the_text_has_no_parameters_no_division_and_nothing_quoted() -> None:
    for statement in STATEMENTS:
        assert not re.search(r'[:?/%"`\']', text_of(statement))


def test_an_engine_is_given_facts_without_texts_names_and_authors() -> None:
    assert set(FACTS) == {"message", "visit", "post", "channel_day"}
    assert FACTS["message"] == ("channel_id", "conversation_key", "sent_at", "day", "outbound", "automated")
    assert FACTS["visit"] == ("channel_id", "visitor_key", "day", "liked")
    assert not {"title", "permalink", "post_id"} & set(FACTS["post"])
