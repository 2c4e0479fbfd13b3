"""What moved a KPI against the period that it is compared with: its parts, which add up to the change."""

from typing import Final

import streamlit as st

from kpi.answers.comparison import compare
from kpi.answers.splits import IN_SPANS, Dimension, Split, adds_up, dimensions
from kpi.answers.value import Value
from kpi.showing.changes import part_name, part_size, uneven
from kpi.showing.language import Language
from kpi.words import N_, Message
from pages.shared.data import moved_by
from pages.shared.html import show_html
from pages.shared.options import segments
from pages.shared.state import Choice, say
from pages.shared.tables import table_html

MOVED: Final = "moved"
CLOSED: Final = "no"
NAMES: Final = {
    CLOSED: N_("Not split"),
    Dimension.PLATFORM: N_("By platform"),
    Dimension.WEEKDAY: N_("By weekday"),
    Dimension.FORMAT: N_("By format"),
}


def show_moved(choice: Choice, now: Value, before: Value) -> None:
    """A choice of splits, and the one that is chosen; nothing is asked while none is."""
    offered = [one for one in dimensions(now.key) if one is not Dimension.PLATFORM or len(choice.shown) > 1]
    if not offered or isinstance(compare(now, before), Message):
        return
    options = {name: say(NAMES[name]) for name in (CLOSED, *(one.value for one in offered))}
    asked = segments("overview", MOVED, say(N_("What moved it")), options, CLOSED)
    if asked == CLOSED:
        return
    found = moved_by(choice, now.key, Dimension(asked))
    if isinstance(found, Message):
        st.caption(say(found))
    elif not adds_up(found, now, before):
        st.caption(say(IN_SPANS))
    else:
        title = say(N_("What moved it"))
        show_html(table_html(columns(found, now, before, choice.language), title))
        st.caption(
            say(
                N_(
                    "The parts add up to the change against {period}. A part moves a rate by its own change and by weighing more or less than before."
                ),
                period=before.period,
            )
            + " "
            + uneven(found, choice.language)
        )


def columns(split: Split, now: Value, before: Value, language: Language) -> dict[str, list[str]]:
    """The parts, the one that moved most first, and the whole in the last row."""
    parts, unit = split.contributions, now.unit

    def written(values: list[float | None]) -> list[str]:
        return [language.value(value, unit) for value in values]

    names = [part_name(split.dimension, one.part, language) for one in parts]
    return {
        say(N_("Part")): [*names, say(N_("All together"))],
        language.period(before.period): written([*(one.before for one in parts), before.value]),
        language.period(now.period): written([*(one.after for one in parts), now.value]),
        say(N_("Its part in the change")): [
            part_size(amount, unit, language) for amount in (*(one.amount for one in parts), split.change)
        ],
    }
