"""What a file's own names and cells suggest: columns by name, forms of dates and numbers, words for nothing."""

from datetime import date

import pytest

from kpi.catalogue.measures import Fact
from kpi.importing.layout import layout_named
from kpi.importing.teaching.forms import date_forms, number_forms, totals_in, words_for_nothing
from kpi.importing.teaching.suggest import best, suggestions


def test_names_that_some_export_has_are_suggested_without_case_accents_and_signs() -> None:
    columns = ("Id-publicación", "Reactions and likes", "FECHA PUBLICACION", "comentarios", "Wholly other")
    assert best(Fact.POST, columns) == {
        "post_id": "Id-publicación",
        "published_at": "FECHA PUBLICACION",
        "comments": "comentarios",
    }


def test_the_likeliest_column_comes_first_and_a_stranger_not_at_all() -> None:
    found = suggestions(Fact.CHANNEL_DAY, "followers", ("Seguidore", "Seguidores", "Clima"))
    assert [each.column for each in found] == ["Seguidores", "Seguidore"]
    assert found[0].likeness == 1 > found[1].likeness


def test_a_name_that_is_only_alike_is_not_chosen() -> None:
    assert suggestions(Fact.CHANNEL_DAY, "profile_visits", ("Vistas del perfil",))
    assert "profile_visits" not in best(Fact.CHANNEL_DAY, ("Vistas del perfil",))


def test_no_column_is_suggested_twice() -> None:
    chosen = best(Fact.MESSAGE, ("id", "author", "text", "created_at", "direction"))
    assert len(set(chosen.values())) == len(chosen)


@pytest.mark.parametrize("key", ["vinculo_channel_days", "vinculo_visits"])
def test_our_own_templates_are_suggested_whole(key: str) -> None:
    layout = layout_named(key)
    columns = tuple(column.columns[0] for column in layout.fields.values())
    assert best(layout.kind, columns) == {field: column.columns[0] for field, column in layout.fields.items()}


def test_one_order_of_day_and_month_is_settled_where_the_other_cannot_read_a_cell() -> None:
    found = date_forms(["03/10/2026", "31/10/2026", ""])
    assert (found.settled, found.cells) == ("%d/%m/%Y", 2)


def test_two_orders_that_read_every_cell_settle_nothing_and_show_where_they_differ() -> None:
    found = date_forms(["10/10/2026", "03/04/2026"])
    assert found.settled is None
    assert {(each.format, each.cell, each.reading) for each in found.forms} == {
        ("%d/%m/%Y", "03/04/2026", date(2026, 4, 3)),
        ("%m/%d/%Y", "03/04/2026", date(2026, 3, 4)),
    }


def test_forms_that_read_alike_are_one() -> None:
    assert date_forms(["2026-10-31", "2026-10-30"]).settled == "iso"
    assert date_forms(["2026-10-31 14:05:00", "n/a"], ["n/a"]).settled == "iso"
    assert date_forms(["31 de octubre de 2026"]).settled == "%d de %b de %Y"


def test_dates_without_a_year_are_offered_only_where_the_year_can_be_counted() -> None:
    assert date_forms(["28/02", "01/03"]).forms == ()
    assert date_forms(["28/02", "01/03"], yearless=True).settled == "%d/%m"


def test_a_cell_that_no_form_reads_leaves_the_choice_open() -> None:
    found = date_forms(["2026-10-31", "yesterday"])
    assert (found.settled, [each.read for each in found.forms]) == (None, [1])
    assert date_forms(["yesterday"]).forms == ()


@pytest.mark.parametrize(
    ("cells", "whole", "settled", "forms"),
    [
        (["12", "1234"], True, "plain", {"plain"}),
        (["1.234", "12"], True, "points", {"points"}),
        (["1,234", "12"], True, "commas", {"commas"}),
        (["1.000"], True, "points", {"points"}),
        (["5.0", "7"], True, "zeros", {"zeros"}),
        (["1.234"], False, None, {"commas", "points"}),
        (["0,5"], False, "comma", {"comma"}),
        (["0.5", "1,5"], False, None, {"plain", "comma"}),
        ([], True, "plain", set()),
        (["many"], True, None, set()),
    ],
)
def test_number_forms(cells: list[str], whole: bool, settled: str | None, forms: set[str]) -> None:
    found = number_forms(cells, (), whole=whole)
    assert (found.settled and found.settled.key) == settled
    assert {form.key for form, _, _ in found.forms} == forms


def test_words_for_nothing_and_for_totals_as_the_file_writes_them() -> None:
    assert words_for_nothing(["1", "N/D", "-", "N/D"]) == ["N/D", "-"]
    assert totals_in(["a", " TOTAL ", "b"]) == ["TOTAL"]
