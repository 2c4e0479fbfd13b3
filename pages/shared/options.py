"""A page's own choices as widgets, each kept in the address under its own name (`own_choice.py`).

`options` are keys, as the address has them, and what people read. A widget's key is the page's name and the choice's.
A label that is `hidden` is there for assistive technology alone, where the options say themselves what they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeVar

import streamlit as st

from pages.shared import own_choice
from pages.shared.state import say

LIST_WIDTH: Final = 220

T = TypeVar("T")
Kind = TypeVar("Kind", bound=StrEnum)


def spoken(kinds: Mapping[Kind, str]) -> dict[str, str]:
    """The members of an enumeration as options, from what each is called in English."""
    return {kind.value: say(called) for kind, called in kinds.items()}


def segments(
    page: str, name: str, words: str, options: Mapping[str, str], default: str, *, hidden: bool = False
) -> str:
    """A few options beside each other."""
    choice = _Choice.of(page, name, words, options, default, hidden=hidden)
    st.segmented_control(**choice.widget, required=True)
    return choice.found


def pills(
    page: str, name: str, words: str, options: Mapping[str, str], default: str, *, hidden: bool = False
) -> str:
    """More options, or longer ones, in as many lines as they need."""
    choice = _Choice.of(page, name, words, options, default, hidden=hidden)
    st.pills(**choice.widget, required=True)
    return choice.found


def listed(
    page: str,
    name: str,
    words: str,
    options: Mapping[str, str],
    default: str = "",
    *,
    width: int = LIST_WIDTH,
) -> str:
    """Options in a list; an address that names none of them stands at the default."""
    choice = _Choice.of(page, name, words, options, default)
    st.selectbox(**choice.widget, filter_mode=None, width=width)
    return choice.found


def several(words: str, options: Sequence[T], **widget: Any) -> list[T]:
    """Several options, each taken by itself; `widget` is what `st.multiselect` takes beside them.

    Streamlit offers to take all at once as the first of the list, where Enter takes it unread: a year's goals or a
    page of posts would be changed by one key.
    """
    chosen: list[T] = st.multiselect(words, options, select_all=False, **widget)
    return chosen


@dataclass(frozen=True)
class _Choice:
    """What the address says, and what every kind of widget is given."""

    found: str
    widget: dict[str, Any]

    @classmethod
    def of(
        cls,
        page: str,
        name: str,
        words: str,
        options: Mapping[str, str],
        default: str,
        *,
        hidden: bool = False,
    ) -> "_Choice":
        key, default = f"{page}.{name}", str(default)  # an enum's member is no key to Streamlit
        names = {str(option): said for option, said in options.items()}
        widget = {
            "label": words,
            "options": list(names),
            "format_func": names.__getitem__,
            "key": key,
            "on_change": own_choice.keeper(name, key, default),
            "label_visibility": "collapsed" if hidden else "visible",
        }
        return cls(own_choice.chosen(name, list(names), default, key), widget)
