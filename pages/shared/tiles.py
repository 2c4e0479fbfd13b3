"""Tiles: a number with its change, its goal and status, the way here, and how it is computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from kpi.answers.value import Status, Value
from kpi.catalogue.units import Unit
from kpi.showing.changes import change_text
from kpi.showing.charts.sparkline import sparkline
from kpi.showing.charts.words import (
    few_cases,
    figure,
    goal_text,
    is_too_early,
    label,
    verdict_text,
    why_missing,
)
from kpi.showing.language import Language
from kpi.words import N_
from pages.shared.explain import how, number
from pages.shared.html import escape, show_html

IN_A_ROW: Final = 3
CSS_OF_STATUS = {
    Status.MET: "v-met",
    Status.CLOSE: "v-at-risk",
    Status.ON_TRACK: "v-met",
    Status.AT_RISK: "v-at-risk",
    Status.MISSED: "v-missed",
    Status.NO_DATA: "v-no-data",
}


@dataclass(frozen=True)
class Tile:
    """What a tile shows: the value of the period, that of the comparable one, the values that led here."""

    value: Value
    before: Value
    history: Sequence[Value]


def show_tiles(tiles: Sequence[Tile], language: Language) -> None:
    """A row of tiles of one height; the number of each opens its panel."""
    show_tiles_html(tiles_html(tiles, language), len(tiles))


def show_tiles_html(markup: str, count: int) -> None:
    """The markup of so many tiles; its place is as high as it will be while it is on its way to the browser."""
    with st.container(key=f"held_tiles_{-(-count // IN_A_ROW)}"):
        show_html(markup)


def tiles_html(tiles: Sequence[Tile], language: Language) -> str:
    """The row's markup."""
    cells = "".join(tile_html(tile, language) for tile in tiles)
    return f'<section class="v-tiles" aria-label="{escape(language.say(N_("Headline figures")))}">{cells}</section>'


def tile_html(tile: Tile, language: Language) -> str:
    """One tile's markup."""
    value = tile.value
    name = escape(label(value.key, language))
    goal = value.goal.target if value.goal else None
    line = sparkline([v.value for v in tile.history], goal)
    return (
        f'<article class="v-tile"><div class="v-name" role="heading" aria-level="2">{name}</div>'
        + _number(value, language)
        + f'<p class="v-change">{escape(_change(tile, language))}</p>'
        + (line.replace('class="spark"', 'class="v-spark"') or '<div class="v-nospark"></div>')
        + f'<p class="v-foot">{_goal(value, language)}</p>'
        + how(value, language)
        + "</article>"
    )


def _number(value: Value, language: Language) -> str:
    if value.value is None:
        return f'<p class="v-value v-none">—</p><p class="v-why">{escape(why_missing(value, language))}</p>'
    cases = few_cases(value, language)
    shown = number(value, language, _in_large(value, language))
    few = f' <span class="v-why">({escape(cases)})</span>' if cases else ""
    return f'<p class="v-value">{shown}{few}</p>'


def _in_large(value: Value, language: Language) -> str:
    """The figure, without the words of its unit that the tile's name says already."""
    return language.number(value.value, 1) if value.unit is Unit.PER_POST else figure(value, language)


def _change(tile: Tile, language: Language) -> str:
    """The change against the period before; while it is too early to judge, why."""
    value = tile.value
    if value.value is None:
        return ""
    if is_too_early(value) and value.status_reason:
        return language.say(value.status_reason)
    return change_text(value, tile.before, language)


def _goal(value: Value, language: Language) -> str:
    if value.goal is None or value.status is None:
        return f'<span class="v-goal">{escape(language.say(N_("no goal for this period")))}</span>'
    return (
        f'<span class="v-status {CSS_OF_STATUS[value.status]}">{escape(verdict_text(value, language))}</span>'
        f'<span class="v-goal">{escape(goal_text(value, language))}</span>'
    )
