"""Tables under charts: the same numbers, closed until somebody asks."""

from collections.abc import Mapping, Sequence
from itertools import starmap

from kpi.answers.value import Value
from kpi.showing.charts.words import label, target_text, verdict_text
from kpi.showing.language import Language
from kpi.showing.numbers import NOTHING
from kpi.words import N_
from pages.shared.explain import number
from pages.shared.html import escape, show_html


def time_table(values: Sequence[Value], language: Language) -> None:
    """A closed table of one KPI's values in time order: period, value, n, goal, status."""
    closed_table(time_columns(values, language), language)


def time_columns(values: Sequence[Value], language: Language) -> dict[str, list[str]]:
    """The columns of that table."""
    return {
        language.say(N_("Period")): [language.period(v.period) for v in values],
        **value_columns(values, language),
    }


def value_columns(values: Sequence[Value], language: Language) -> dict[str, list[str]]:
    """Value, cases, goal and status of some values of one KPI, as words; a value opens its panel."""
    return {
        label(values[0].key, language): [number(v, language) for v in values],
        language.say(N_("Cases (n)")): [language.number(v.n) for v in values],
        language.say(N_("Goal")): [target_text(v, language) or "—" for v in values],
        language.say(N_("Status")): [verdict_text(v, language) or "—" for v in values],
    }


def closed_table(columns: Mapping[str, Sequence[str]], language: Language, title: str = "") -> None:
    """The numbers under a chart, closed until somebody asks. Plain HTML: a grid of its own costs 8 ms a rerun."""
    show_html(closed_html(columns, language, title))


def closed_html(columns: Mapping[str, Sequence[str]], language: Language, title: str = "") -> str:
    """The markup of a closed table."""
    title = title or language.say(N_("The numbers as a table"))
    return (
        f'<details class="v-closed"><summary>{escape(title)}</summary>{table_html(columns, title)}</details>'
    )


def table_html(columns: Mapping[str, Sequence[str]], title: str, *, cards: bool = False) -> str:
    """A table of texts, by column; it scrolls by itself where it is too wide. The first column names the rows.

    With `cards` a row is a card on a phone, where every text stands under the one before, after its column's name,
    and nothing stands for what is missing.
    """
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    names = list(columns)[1:] if cards else []
    rows = "".join(_row(cells, names) for cells in zip(*columns.values(), strict=True))
    css = "v-table v-cards" if cards else "v-table"
    return (
        f'<div class="v-scroll" tabindex="0" role="group" aria-label="{escape(title)}"><table class="{css}">'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(cells: Sequence[str], names: Sequence[str]) -> str:
    """A row of texts, each with its column's name where there are names."""
    first, *rest = map(escape, cells)
    told = "".join(starmap(_cell, zip(rest, names or [""] * len(rest), strict=True)))
    return f'<tr><th scope="row">{first}</th>{told}</tr>'


def _cell(cell: str, name: str) -> str:
    told = f' data-name="{escape(name)}"' if name else ""
    none = ' class="v-none"' if name and cell == NOTHING else ""
    return f"<td{none}{told}>{cell}</td>"
