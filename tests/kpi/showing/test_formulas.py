"""Every KPI says its formula, from the measures it is made of, in both languages."""

import pytest

from kpi.catalogue.kpis import KPIS
from kpi.catalogue.measures import MEASURES
from kpi.showing.formulas import formula_in_words
from kpi.showing.language import Language


def test_a_ratio_reads_as_it_is_computed() -> None:
    formula = KPIS["returning_visitor_share"].formula
    assert str(formula_in_words(formula)) == "returning_visitors ÷ (new_visitors + returning_visitors)"


def test_measures_may_be_called_by_another_name() -> None:
    formula = KPIS["revisit_rate_30d"].formula
    words = formula_in_words(formula, name=lambda key: MEASURES[key].label)
    assert str(words).startswith("Returned within 30 days ÷ New likers or first visitors")


def test_a_promise_names_the_goals_that_may_make_it() -> None:
    words = formula_in_words(KPIS["answered_within_goal"].formula, name=lambda key: KPIS[key].label)
    assert "the goal of Reply time, 90th percentile; Reply time, median; Reply time, mean ÷" in str(words)


def test_one_day_after_is_the_next_day() -> None:
    said = [str(formula_in_words(KPIS[f"revisit_rate_{days}d"].formula)) for days in (1, 7)]
    assert said == [
        "returned_1d ÷ cohort, over the days whose next day has passed",
        "returned_7d ÷ cohort, over the days whose 7 days after have passed",
    ]


@pytest.mark.parametrize("key", KPIS)
def test_every_formula_is_a_sentence_in_both_languages(key: str) -> None:
    words = formula_in_words(KPIS[key].formula)
    english, spanish = Language("en").say(words), Language("es").say(words)
    assert "{" not in english + spanish
    assert spanish != english or "÷" in english
