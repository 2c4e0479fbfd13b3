"""Every cell comes back as it was, and none begins like a formula."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.showing.csv_files import (
    ENGLISH,
    SPANISH,
    Cell,
    Column,
    CsvForm,
    CsvTable,
    form_for,
    harmless,
    write_csv,
    write_rows,
)

OPERATORS = "=+-@＝＋－＠"
HIDDEN = " \t\r\n\x00\x0b\x0c\u00a0\u00ad\u200b\u200e\u202e\u2060\ufeff\ufe0f"


def read(content: bytes, form: CsvForm) -> list[list[str]]:
    text = io.StringIO(content.decode(form.encoding), newline="")
    return list(csv.reader(text, delimiter=form.separator, strict=True))


def is_number(text: str) -> bool:
    try:
        float(text.strip().removesuffix("%").replace(",", "."))
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    "bad",
    [
        "=1+1",
        "+SUM(A1)",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\x00=1",
        "\tharmless",
        " =1",
        "\u00a0=1",
        "\u200b=1",
        "\ufeff=1",
        "＝1",
        "＋1",
        "－cmd",
        "＠SUM(A1)",
        "=cmd|' /C calc'!A0",
        '=HYPERLINK("http://x","y")',
        "-",
        "--1",
        "+34 600 000 000",
    ],
)
def test_a_text_that_begins_like_a_formula_gets_an_apostrophe(bad: str) -> None:
    assert harmless(bad).startswith("'")


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("a;=1", "a;'=1"),
        ("a, =1", "a,' =1"),
        ("a\n@SUM(A1)", "a\n'@SUM(A1)"),
        ("a|-x", "a|'-x"),
        ('a;"=1', "a;'\"=1"),
        ("a\t+x", "a\t'+x"),
    ],
)
def test_a_formula_cannot_hide_behind_a_separator(bad: str, good: str) -> None:
    assert harmless(bad) == good


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Facebook",
        "-12",
        "-12,5 %",
        "+3.25",
        "50%",
        "a-b",
        "2026-10-31",
        "correo@ejemplo.es",
        "Sí, -3",
        "'ya",
        "1 + 1 = 2",
        "¿Qué?",
        "𝔘nicode ñ",
    ],
)
def test_other_texts_and_plain_numbers_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_spanish_excel_gets_semicolon_decimal_comma_and_mark() -> None:
    table = CsvTable(
        "x",
        (Column("platform", "Plataforma"), Column("value", "Valor"), Column("day", "Día")),
        (("Año", -1234.5, date(2026, 10, 1)), ("=1", None, None)),
    )
    assert write_csv(table, SPANISH) == (
        '\ufeff"Plataforma";"Valor";"Día"\r\n"Año";-1234,5;2026-10-01\r\n"\'=1";;\r\n'.encode()
    )
    assert write_csv(table, ENGLISH) == (
        '"Plataforma","Valor","Día"\r\n"Año",-1234.5,2026-10-01\r\n"\'=1",,\r\n'.encode()
    )


def test_the_form_follows_the_language() -> None:
    assert form_for("es") is form_for("es-ES") is SPANISH
    assert form_for("en") is ENGLISH


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_is_not_a_number_is_refused_aloud(number: float) -> None:
    with pytest.raises(ValueError, match="None for a missing value"):
        write_rows(["a"], [[number]], ENGLISH)


texts = st.one_of(
    st.text(max_size=12),
    st.text(alphabet=OPERATORS + HIDDEN + "'\";,|a1", max_size=8),
)
numbers = st.one_of(st.integers(-(10**18), 10**18), st.floats(allow_nan=False, allow_infinity=False))
cells = st.one_of(texts, numbers, st.none())


@given(texts)
def test_doing_it_twice_changes_nothing(text: str) -> None:
    assert harmless(harmless(text)) == harmless(text)


@given(st.lists(st.lists(cells, min_size=3, max_size=3), max_size=6), st.sampled_from([SPANISH, ENGLISH]))
def test_no_cell_read_back_begins_like_a_formula_and_none_is_lost(
    rows: list[list[Cell]], form: CsvForm
) -> None:
    back = read(write_rows(["a", "b", "c"], rows, form), form)[1:]

    assert [len(row) for row in back] == [3] * len(rows)
    for written, found in zip(rows, back, strict=True):
        for cell, text in zip(written, found, strict=True):
            if isinstance(cell, str):
                assert text.lstrip(HIDDEN)[:1] not in set(OPERATORS) or is_number(text)
                assert text.replace("'", "") == cell.replace("'", "")
            elif cell is None:
                assert text == ""
            else:
                assert isinstance(cell, int | float)
                assert float(text.replace(",", ".")) == float(cell)


@given(texts, st.sampled_from([(SPANISH, ","), (ENGLISH, ";"), (SPANISH, "\t"), (ENGLISH, "|")]))
def test_nor_does_one_when_the_file_is_opened_with_another_separator(
    text: str, forms: tuple[CsvForm, str]
) -> None:
    form, separator = forms
    lines = io.StringIO(write_rows(["a", "b"], [["x", text]], form).decode(form.encoding), newline="")
    for row in csv.reader(lines, delimiter=separator):
        for cell in row:
            assert cell.lstrip(HIDDEN)[:1] not in set(OPERATORS) or is_number(cell)


@given(numbers)
def test_numbers_keep_every_digit(number: float) -> None:
    for form in (SPANISH, ENGLISH):
        text = read(write_rows(["n"], [[number]], form), form)[1][0]
        assert "e" not in text.casefold()
        assert type(number)(text.replace(",", ".")) == number
