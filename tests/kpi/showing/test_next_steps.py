"""After a sentence stands what to do, in the terms of the place where it is read."""

import re
from string import Formatter

import pytest

from kpi.importing.asking import QUESTIONS
from kpi.importing.conversations import NO_HANDLE
from kpi.importing.recognise import UNKNOWN
from kpi.importing.without_kpi import REASONS
from kpi.showing.language import Language
from kpi.showing.next_steps import STEPS, at_command_line, on_page
from kpi.showing.templates import layout_title
from kpi.words import Message
from tests.support.templates import templates

ENGLISH, SPANISH = Language("en"), Language("es")


def test_each_place_speaks_of_its_own_means() -> None:
    unknown = Message(UNKNOWN, {"columns": "“a”"})
    head = "No layout knows this file. Its first columns are “a”."
    assert on_page(unknown, ENGLISH) == f"{head} Say below what its columns mean."
    assert at_command_line(unknown, ENGLISH).startswith(f"{head} Say on the Data page")
    assert on_page(unknown, SPANISH).endswith("Di más abajo qué significan sus columnas.")


def test_a_sentence_that_says_all_stays_alone() -> None:
    said = Message("Nothing to add to {this}.", {"this": "that"})
    assert on_page(said, ENGLISH) == at_command_line(said, ENGLISH) == "Nothing to add to that."


def test_a_page_calls_a_layout_by_its_title_and_the_command_line_by_its_key() -> None:
    message = Message(REASONS["no_kpi"], {"layout": "meta_audience"})
    title = layout_title("meta_audience", SPANISH)
    assert f"«{title}»" in on_page(message, SPANISH)
    assert "meta_audience" not in on_page(message, SPANISH)
    assert "meta_audience" in at_command_line(message, SPANISH)


@pytest.mark.parametrize("template", STEPS)
def test_no_step_of_a_page_names_a_flag_and_every_sentence_is_without_one(template: str) -> None:
    assert "--" not in template + STEPS[template].page


@pytest.mark.parametrize("template", sorted(set(QUESTIONS) & set(STEPS)))
def test_a_question_that_the_page_asks_has_a_step_at_the_command_line(template: str) -> None:
    assert re.search(r"--(channel|year)\b", STEPS[template].command)


@pytest.mark.parametrize("template", STEPS)
def test_a_step_needs_no_value_that_its_sentence_lacks(template: str) -> None:
    def names(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert names(STEPS[template].command) | names(STEPS[template].page) <= names(template)


def test_what_the_importer_says_names_no_flag() -> None:
    of_importer = [template for template, place in templates().items() if "kpi/importing/" in str(place)]
    assert NO_HANDLE in of_importer
    assert [template for template in of_importer if re.search(r"\s--\w", template)] == []
