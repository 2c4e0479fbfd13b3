"""How far the data reach: a row a channel, a column a kind of data, and what is missing between."""

from typing import Final

import streamlit as st

from kpi.answers.coverage import FACTS, Coverage, coverage
from kpi.catalogue.measures import Fact
from kpi.periods import Period
from kpi.showing.charts.words import platform_name
from kpi.showing.language import Language
from kpi.words import N_
from pages.data.report_view import fact_name
from pages.shared import data
from pages.shared.data import Key
from pages.shared.html import show_html
from pages.shared.state import Choice, say
from pages.shared.store import open_shared_store
from pages.shared.tables import table_html

SHOWN: Final = 3
STALE_DAYS: Final = 7
QUIET_DAYS: Final = 7
"""Of posts, messages and visits a shorter stretch without an import may just as well have been quiet."""


def covered(choice: Choice) -> tuple[Coverage, ...]:
    """What is known of each channel, on the platforms chosen."""
    found = _covered(data.key_of(choice.store, choice.institution))
    return tuple(row for row in found if row.platform in choice.shown)


@st.cache_data(max_entries=32, show_spinner=False)
def _covered(key: Key) -> tuple[Coverage, ...]:
    with open_shared_store().reading() as connection:
        return tuple(coverage(connection, key[1]))


def newest(rows: tuple[Coverage, ...]) -> Period:
    """The last day that anything is known of."""
    end = max(row.period.end for row in rows)
    return Period(end - 1, end)


def summary(rows: tuple[Coverage, ...], language: Language) -> str:
    """In a sentence: up to when the data reach, and what stays behind."""
    last = newest(rows)
    behind = [
        say(
            N_("{platform} ({fact})"),
            platform=platform_name(row.platform, language),
            fact=fact_name(row.fact),
        )
        for row in rows
        if last.end - row.period.end >= STALE_DAYS
    ]
    upto = say(N_("The data reach up to {day}."), day=last.first)
    if not behind:
        return upto + " " + say(N_("Every source is less than a week behind the newest."))
    return upto + " " + say(N_("A week or more behind: {names}."), names=language.write(behind))


def show_freshness(rows: tuple[Coverage, ...], language: Language) -> None:
    st.header(say(N_("How far the data reach")), anchor=False)
    show_html(table_html(freshness_columns(rows, language), say(N_("How far the data reach"))))


def freshness_columns(rows: tuple[Coverage, ...], language: Language) -> dict[str, list[str]]:
    """One row a channel, with the last day of each kind of data and the gaps between."""
    by_channel: dict[tuple[str, str], dict[Fact, Coverage]] = {}
    for row in rows:
        by_channel.setdefault((row.platform, row.channel), {})[row.fact] = row
    present = [fact for fact in FACTS if any(fact in facts for facts in by_channel.values())]
    lines = [
        _row(platform, channel, facts, present, language) for (platform, channel), facts in by_channel.items()
    ]
    return {heading: [line[heading] for line in lines] for heading in lines[0]}


def _row(
    platform: str, channel: str, facts: dict[Fact, Coverage], present: list[Fact], language: Language
) -> dict[str, str]:
    last_days = {
        fact_name(fact).capitalize(): language.date(facts[fact].period.last) if fact in facts else "—"
        for fact in present
    }
    gaps = [
        f"{fact_name(fact)}: {named}"
        for fact in present
        if fact in facts and (named := gaps_in_words(facts[fact], language))
    ]
    return {
        say(N_("Platform")): platform_name(platform, language),
        say(N_("Account")): channel or "—",
        **last_days,
        say(N_("Missing between")): "; ".join(gaps) or "—",
    }


def gaps_in_words(row: Coverage, language: Language) -> str:
    """The longest gaps by name, and how many more there are; "" for none."""
    shortest = 1 if row.fact is Fact.CHANNEL_DAY else QUIET_DAYS
    gaps = [gap for gap in row.missing if gap.days >= shortest]
    if not gaps:
        return ""
    longest = sorted(sorted(gaps, key=lambda gap: -gap.days)[:SHOWN])
    named = language.write([language.period(gap) for gap in longest])
    more = len(gaps) - len(longest)
    return named + (language.plural(" and {count} more", " and {count} more", more) if more else "")
