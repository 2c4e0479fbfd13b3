"""Who comes back: dot and interval for each platform or channel, and the public networks beside the private community."""

from collections.abc import Mapping

import streamlit as st

from kpi.answers.value import Value, pending_in
from kpi.platforms import Audience
from kpi.showing.charts.dots import Dot, cases_text, dots, interval_text
from kpi.showing.charts.words import label, platform_name, why_missing
from kpi.showing.loyalty import beside_reference, public_and_private, refused_beside
from kpi.words import N_
from pages.loyalty.chosen import WHO_IS, Asked
from pages.loyalty.numbers import LoyaltyNumbers, by_audience
from pages.shared.chart import show_chart
from pages.shared.sections import section
from pages.shared.state import Choice, say
from pages.shared.tables import closed_table

AUDIENCES: Mapping[Audience, str] = {
    Audience.PUBLIC: N_("Public networks"),
    Audience.PRIVATE: N_("Private communities"),
    Audience.EMPLOYEES: N_("Employees’ networks"),
}


def show_returning(choice: Choice, asked: Asked, found: LoyaltyNumbers) -> None:
    """A row for each platform or channel that recorded anybody."""
    section(say(N_("Who comes back")), "back")
    st.caption(_how_to_read(asked))
    if not found.returned:
        st.info(
            say(
                N_(
                    "No visits were imported for these days and platforms, so nobody can say who came back. The template for visits and Likes says what is needed."
                )
            )
        )
        return
    _show(choice, {_name(value, choice): value for value in found.returned}, "loyalty.returning")
    said = [beside_reference(value, choice.language) for value in found.returned]
    if "facebook" in choice.shown:
        drawn = all(value.reference for value in found.returned if value.platform == "facebook")
        said += refused_beside(asked.kpi, "facebook", choice.language, drawn=drawn)
    for sentence in filter(None, said):
        st.markdown(sentence)
    _show_pending(found)


def show_audiences(choice: Choice, asked: Asked) -> None:
    """The same definition for those whom everybody can see and for those who have a place of their own."""
    values = by_audience(choice, asked.kpi)
    if len(values) < 2:
        return
    section(say(N_("Public network and private community")), "audiences", say(N_("Public and private")))
    if Audience.PUBLIC in values and Audience.PRIVATE in values:
        st.markdown(public_and_private(values[Audience.PUBLIC], values[Audience.PRIVATE], choice.language))
    _show(
        choice,
        {say(AUDIENCES[audience]): value for audience, (value, _) in values.items()},
        "loyalty.audiences",
    )


def _how_to_read(asked: Asked) -> str:
    return " ".join(
        (
            say(WHO_IS[asked.who]),
            say(
                N_(
                    "The dot is the share, the line how far chance may have moved it (95%): the fewer people, the longer. An upright stroke is the goal."
                )
            ),
        )
    )


def _name(value: Value, choice: Choice) -> str:
    name = platform_name(value.platform, choice.language)
    return f"{name}, {value.channel}" if value.channel else name


def _show(choice: Choice, values: Mapping[str, Value], key: str) -> None:
    """The chart of some values of one KPI by name, and its table."""
    language = choice.language
    kpi = next(iter(values.values())).key
    chart = dots([Dot(name, value) for name, value in values.items()], language, title=label(kpi, language))
    show_chart(chart, key)
    shown = list(values.values())
    columns = {
        say(N_("Who")): list(values),
        label(kpi, language): [
            language.value(v.value, v.unit) if v.value is not None else why_missing(v, language)
            for v in shown
        ],
        say(N_("Came back")): [cases_text(v, language) or "—" for v in shown],
        say(N_("95% interval")): [interval_text(v, language) or "—" for v in shown],
        say(N_("Not over yet")): [language.number(v.pending) for v in shown],
    }
    closed_table(columns, language)


def _show_pending(found: LoyaltyNumbers) -> None:
    """How many do not count yet, because their days have not passed."""
    pending = pending_in(found.returned)
    if pending:
        st.caption(
            say(
                N_("{count} more do not count yet: their days had not passed where the data end."),
                count=pending,
            )
        )
