"""How far the data reach: a row for each account and kind of data, with what is missing between."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from kpi.answers.coverage import FACTS, Coverage
from kpi.answers.freshness import Freshness, freshness
from kpi.catalogue.measures import Fact
from kpi.periods import Period, date_of
from kpi.platforms import Account
from kpi.showing.charts.words import platform_name
from kpi.showing.language import Language
from kpi.words import N_
from pages.data.report_view import fact_name
from pages.shared.about import NAMED
from pages.shared.html import show_html
from pages.shared.state import say
from pages.shared.tables import table_html

SHOWN: Final = 3


def summary(rows: tuple[Coverage, ...], language: Language) -> str:
    """In a sentence or two: up to when the data reach, what stays behind, and where days are missing between."""
    found = freshness(rows)
    if found is None:
        return ""
    broken = [row for row in rows if row.missing]
    said = [say(N_("The data reach up to {day}."), day=found.newest.first)]
    said.append(
        say(N_("A week or more behind: {names}."), names=_named(found.behind, rows, language))
        if found.behind
        else say(N_("Every source is less than a week behind the newest."))
    )
    if broken:
        said.append(say(N_("Days are missing between in: {names}."), names=_named(broken, rows, language)))
    return " ".join(said)


def _named(some: Sequence[Coverage], rows: Sequence[Coverage], language: Language) -> str:
    """The sources by name where they are few; else how many of all there are."""
    if len(some) <= NAMED:
        return language.write([_name(row, language) for row in some])
    return say(N_("{some} of {all} sources"), some=len(some), all=len(rows))


def show_freshness(rows: tuple[Coverage, ...], language: Language) -> None:
    title = say(N_("How far the data reach"))
    st.header(title, anchor=False)
    show_html(table_html(freshness_columns(rows, language), title, cards=True))
    st.caption(
        say(
            N_(
                "The last day of each kind of data; ▲ is a week or more behind the newest. Where days are missing between, the charts have a gap; a day on which nothing was posted or asked is not missing, as long as an import covers it."
            )
        )
    )


def freshness_columns(rows: tuple[Coverage, ...], language: Language) -> dict[str, list[str]]:
    """One row for each account: the last day of each kind of data, marked where it stays behind, and the gaps."""
    found = freshness(rows)
    accounts: dict[Account, dict[Fact, Coverage]] = {}
    for row in rows:
        accounts.setdefault(Account(row.platform, row.channel), {})[row.fact] = row
    present = [fact for fact in FACTS if any(fact in facts for facts in accounts.values())]
    return {
        say(N_("Account")): [language.write(account) for account in accounts],
        **{
            fact_name(fact).capitalize(): [
                _last_day(facts[fact], found, language) if fact in facts else "—"
                for facts in accounts.values()
            ]
            for fact in present
        },
        say(N_("Missing between")): [
            "; ".join(
                f"{fact_name(fact)}: {gaps}"
                for fact in present
                if fact in facts and (gaps := gaps_in_words(facts[fact], language))
            )
            or "—"
            for facts in accounts.values()
        ],
    }


def _last_day(row: Coverage, found: Freshness | None, language: Language) -> str:
    return ("▲ " if found is not None and found.is_behind(row) else "") + _unbroken(
        language.date(row.period.last)
    )


def gaps_in_words(row: Coverage, language: Language) -> str:
    """The longest gaps as dates with their days, and how many more there are; "" for none."""
    longest = sorted(sorted(row.missing, key=lambda gap: -gap.days)[:SHOWN])
    named = "; ".join(_gap(gap, language) for gap in longest)
    more = len(row.missing) - len(longest)
    return named + (language.plural(" and {count} more", " and {count} more", more) if more else "")


def _gap(gap: Period, language: Language) -> str:
    days = language.plural("{number} day", "{number} days", gap.days, number=gap.days)
    return f"{language.period(gap)} ({days})" if gap.days > 1 else language.date(date_of(gap.start))


def _unbroken(text: str) -> str:
    """A date that is not broken over lines in a narrow column."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _name(row: Coverage, language: Language) -> str:
    return say(
        N_("{platform} ({fact})"),
        platform=platform_name(row.platform, language),
        fact=fact_name(row.fact),
    )
