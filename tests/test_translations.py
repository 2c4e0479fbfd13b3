"""Whatever people read exists in Spanish, with the same values in it, and nothing is translated for nobody."""

import ast
import tomllib
from pathlib import Path

import pytest

from kpi.showing.catalogues import parts, read_part, translations
from tests.support.po_entries import entries, identifiers
from tests.support.templates import ROOT, placeholders, templates, unmarkable, untranslatable

SPANISH = translations("es")


def test_every_sentence_has_a_spanish_one() -> None:
    translated = known()
    missing = [
        f"{place} {template!r}" for template, place in templates().items() if template not in translated
    ]
    assert not missing, "\n".join(["Without a Spanish translation:", *missing])


def known() -> set[str]:
    """Everything that a catalogue holds, with both forms of a plural."""
    return {form for part in parts("es") for entry in entries(part) for form in identifiers(entry)}


@pytest.mark.parametrize("part", parts("es"), ids=lambda part: part.name)
def test_every_entry_is_filled_in_and_settled(part: Path) -> None:
    unsettled = [entry.id for entry in entries(part) if entry.fuzzy or not entry.string]
    assert not unsettled
    assert len(read_part(part)) == len(entries(part))


def test_no_catalogue_holds_what_nobody_says() -> None:
    said = templates()
    unused = sorted(template for template in known() if template not in said)
    assert not unused, "\n".join(["Translated, but said nowhere:", *unused])


def test_no_sentence_is_translated_twice() -> None:
    seen: dict[str, str] = {}
    twice = [
        f"{template!r} in {seen[template]} and {part.name}"
        for part in parts("es")
        for template in read_part(part)
        if seen.setdefault(template, part.name) != part.name
    ]
    assert not twice, "\n".join(twice)


def test_translations_hold_the_same_values() -> None:
    wrong = [
        f"{template!r} -> {form!r}"
        for template, forms in SPANISH.items()
        for form in forms
        if placeholders(form) != placeholders(template)
    ]
    assert not wrong, "\n".join(wrong)


def test_sentences_are_translated_and_not_copied() -> None:
    copied = [
        template
        for template, forms in SPANISH.items()
        if forms[0] == template and sum(word.isalpha() for word in template.split()) > 2
    ]
    assert not copied


def test_quotation_marks_are_those_of_the_language() -> None:
    wrong = [
        text
        for template, forms in SPANISH.items()
        for text, others in ((template, "«»"), *((form, "“”") for form in forms))
        if set(text) & set(others)
    ]
    assert not wrong, "\n".join(wrong)


def test_names_get_their_quotation_marks_from_the_language() -> None:
    """An f-string would put the English ones into a Spanish sentence: `kpi.words.quoted` leaves it to the reader's."""
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for folder in ("kpi", "pages", "doors")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.JoinedStr)
        and any(isinstance(part, ast.Constant) and set(str(part.value)) & set("“”«»") for part in node.values)
    ]
    assert not wrong, "\n".join(wrong)


def test_nobody_is_shouted_at() -> None:
    loud = [
        text for template, forms in SPANISH.items() for text in (template, *forms) if set(text) & set("!¡")
    ]
    assert not loud


def test_sentences_are_whole_in_the_source() -> None:
    assert not unmarkable(), "put together at run time: " + ", ".join(map(str, unmarkable()))


def test_pages_show_nothing_that_cannot_be_translated() -> None:
    assert not untranslatable(), "\n".join(untranslatable())


@pytest.mark.parametrize(
    "path", sorted((ROOT / "kpi/importing/layouts").glob("*/*.toml")), ids=lambda path: path.stem
)
def test_a_layout_has_a_title_in_both_languages(path: Path) -> None:
    title = tomllib.loads(path.read_text("utf-8"))["title"]
    assert set(title) == {"en", "es"}
    assert all(title.values())
