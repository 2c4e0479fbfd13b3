"""How far the data reach: platform by platform, what is known up to which day, and what is missing between."""

import pandas as pd
import streamlit as st

from kpi.answers.coverage import Coverage, coverage
from kpi.periods import Period
from kpi.showing.charts.words import platform_name
from kpi.showing.language import Language
from kpi.words import N_
from pages.data.report_view import fact_name
from pages.shared import data
from pages.shared.data import Key
from pages.shared.state import Choice, say
from pages.shared.store import open_shared_store

GAPS = 3
STALE_DAYS = 7


def covered(choice: Choice) -> tuple[Coverage, ...]:
    """What is known of each channel, on the platforms chosen."""
    found = _covered(data.key_of(choice.store, choice.institution))
    return tuple(row for row in found if row.platform in choice.shown)


@st.cache_data(max_entries=32, show_spinner=False)
def _covered(key: Key) -> tuple[Coverage, ...]:
    with open_shared_store().reading() as connection:
        return tuple(coverage(connection, key[1]))


def summary(rows: tuple[Coverage, ...], language: Language) -> str:
    """In a sentence: up to when the data reach, and what stays behind."""
    newest = max(row.period.end for row in rows)
    behind = sorted({row.platform for row in rows if newest - row.period.end >= STALE_DAYS})
    upto = say(N_("The data reach up to {day}."), day=Period(newest - 1, newest).first)
    if not behind:
        return upto + " " + say(N_("Every source is less than a week behind the newest."))
    names = language.write([platform_name(key, language) for key in behind])
    return upto + " " + say(N_("A week or more behind: {names}."), names=names)


def show_freshness(rows: tuple[Coverage, ...], language: Language) -> None:
    st.subheader(say(N_("How far the data reach")))
    newest = max(row.period.end for row in rows)
    st.dataframe(
        freshness_frame(rows, newest, language), hide_index=True, alt=say(N_("How far the data reach"))
    )


def freshness_frame(rows: tuple[Coverage, ...], newest: int, language: Language) -> pd.DataFrame:
    """One row a channel and fact; `newest` is the day after the last one that anything is known of."""
    return pd.DataFrame([_row(row, newest, language) for row in rows])


def _row(row: Coverage, newest: int, language: Language) -> dict[str, str]:
    behind = newest - row.period.end
    return {
        say(N_("Platform")): platform_name(row.platform, language),
        say(N_("Account")): row.channel or "—",
        say(N_("What")): fact_name(row.fact),
        say(N_("First day")): language.date(row.period.first),
        say(N_("Last day")): language.date(row.period.last),
        say(N_("Behind the newest")): language.plural("{count} day", "{count} days", behind)
        if behind
        else "—",
        say(N_("Missing between")): gaps_in_words(row.missing, language),
    }


def gaps_in_words(gaps: tuple[Period, ...], language: Language) -> str:
    """The longest gaps by name, and how many more there are."""
    if not gaps:
        return "—"
    longest = sorted(sorted(gaps, key=lambda gap: -gap.days)[:GAPS])
    named = language.write([language.period(gap) for gap in longest])
    more = len(gaps) - len(longest)
    return named + (language.plural(" and {count} more", " and {count} more", more) if more else "")
