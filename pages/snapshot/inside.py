"""What the files will hold, before any is made: the filters, and each table with its rows."""

import shlex
from collections.abc import Sequence

import streamlit as st

from kpi.periods import Period
from kpi.platforms import BY_KEY
from kpi.showing.language import Language
from kpi.showing.snapshot_contents import TITLES, Filters, Part, all_rows, row_counts
from kpi.words import N_, Message
from pages.shared import data
from pages.shared.data import Key
from pages.shared.html import show_html
from pages.shared.remember import remembered
from pages.shared.state import Choice, say
from pages.shared.store import open_shared_store
from pages.shared.tables import table_html
from pages.snapshot.offers import OFFERS, Offer


def show_inside(choice: Choice, filters: Filters) -> None:
    """The tables of the workbook and the CSV files, and how many rows each will have."""
    language = choice.language
    st.header(say(N_("What is inside")), anchor=False)
    key = data.key_of(choice)
    counts = _row_counts(key, filters.institution.name, filters.period, filters.platforms, filters)
    rows = {say(TITLES[part]): number for part, number in counts}
    columns = {
        say(N_("Table")): [*rows, say(N_("All together"))],
        say(N_("Rows")): [language.number(number, 0) for number in (*rows.values(), all_rows(counts))],
    }
    show_html(f'<div class="v-inside">{table_html(columns, say(N_("What is inside")))}</div>')
    st.caption(
        say(
            N_(
                "In the workbook, the days of a platform are rows and its KPIs columns. None is left out of any file, also where there is no value: it says why."
            )
        )
    )


@remembered(32)
def _row_counts(
    key: Key,  # noqa: ARG001  (with the next three, what the cache is keyed by)
    institution: str,  # noqa: ARG001
    period: Period,  # noqa: ARG001
    platforms: tuple[str, ...],  # noqa: ARG001
    _filters: Filters,
) -> list[tuple[Part, int]]:
    with open_shared_store().reading() as connection:
        return list(row_counts(connection, _filters).items())


def platforms_in_words(platforms: Sequence[str], language: Language) -> str:
    """The chosen platforms by name, or that it is all of them."""
    if not platforms:
        return language.say(N_("all platforms"))
    return language.write([Message(BY_KEY[key].label) for key in platforms])


def show_how_to_check(choice: Choice, filters: Filters) -> None:
    """How anybody can check the files, and how to get them without this page."""
    with st.expander(say(N_("How to check it, and how to get it without this page"))):
        st.markdown(
            say(
                N_(
                    "- `manifest.json` holds the filters, the definition and formula of every KPI, how far each channel's data reach, and for each file its rows and SHA-256.\n- `SHA256SUMS` checks all files at once: unpack the ZIP and run `sha256sum --check SHA256SUMS`.\n- Shares run from 0 to 1 and durations are in seconds, as in the command line, so that nothing is rounded away.\n- A text that a spreadsheet would run as a formula has an apostrophe before it. Numbers are never changed.\n- An empty cell is a missing value; zero is 0."
                )
            )
        )
        st.markdown(say(N_("The same files from a shell, for example every first of the month:")))
        lines = [same_on_the_command_line(offer, filters) for offer in OFFERS]
        st.code("\n".join(lines), language="bash", wrap_lines=True)
        st.caption(
            say(
                N_("Data version {version}."), version=choice.language.number(choice.institution.data_version)
            )
        )


def same_on_the_command_line(offer: Offer, filters: Filters) -> str:
    """The command that makes the same file."""
    command, *where = offer.command
    words = ["python", "-m", "kpi", command, "--institution", filters.institution.name]
    words += ["--from", str(filters.period.first), "--to", str(filters.period.last)]
    words += [word for key in filters.platforms for word in ("--platform", key)]
    return shlex.join([*words, "--locale", filters.locale, *where])
