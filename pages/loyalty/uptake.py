"""Product uptake: customers in the community beside customers outside of it, and what that does not prove."""

import streamlit as st

from kpi.showing.charts.dots import Dot, cases_text, dots, interval_text
from kpi.showing.charts.two_groups import two_groups
from kpi.showing.charts.words import label, platform_name
from kpi.showing.language import Language
from kpi.showing.loyalty import refused_beside, uptake
from kpi.words import N_
from pages.loyalty.numbers import LIFT, UPTAKE, LoyaltyNumbers, uptake_left_out, uptake_together
from pages.shared.chart import show_chart
from pages.shared.sections import section
from pages.shared.state import Choice, say
from pages.shared.tables import closed_table

MEMBERS, OTHERS, _ = UPTAKE
SELECTION = N_(
    "This is no proof that the community sells. Members choose to join, and customers who were going to buy more may be the ones who do. Nor is it one person one case: a customer counts once in each month, so over several months the intervals are a little too narrow. Proof would need customers who are invited by lot."
)


def show_uptake(choice: Choice, found: LoyaltyNumbers) -> None:
    section(say(N_("Do members take up more products?")), "uptake", say(N_("Members and products")))
    known = [place for place, value in enumerate(found.months[MEMBERS]) if value.value is not None]
    if not known:
        _show_how_to_bring(choice)
        return
    language = choice.language
    now = found.now
    if now[LIFT].value is not None:
        st.markdown(uptake(now[MEMBERS], now[OTHERS], now[LIFT], language))
    else:
        st.markdown(
            say(N_("A month of customers counts in a period that holds it whole: there is none in this one."))
        )
    st.warning(say(SELECTION), icon=":material/balance:")
    names = (say(N_("Members")), say(N_("Other customers")))
    months = slice(known[0], None)
    members, others = found.months[MEMBERS][months], found.months[OTHERS][months]
    title = say(N_("Customers who took up a product, by month"))
    st.markdown(f"**{title}**")
    show_chart(two_groups(members, others, language, names=names, title=title), "loyalty.uptake.months")
    columns = {say(N_("Month")): [language.period(value.period) for value in members]}
    for name, row in zip(names, (members, others), strict=True):
        columns[name] = [
            " · ".join(filter(None, (language.value(v.value, v.unit), cases_text(v, language)))) for v in row
        ]
    columns[label(LIFT, language)] = [language.value(v.value, v.unit) for v in found.months[LIFT][months]]
    columns[say(N_("95% interval"))] = [interval_text(v, language) or "—" for v in found.months[LIFT][months]]
    closed_table(columns, language)
    _show_together(choice, names)
    for sentence in refused_beside(LIFT, "community", language):
        st.caption(sentence)


def _show_together(choice: Choice, names: tuple[str, str]) -> None:
    """All months shown, put together: with more cases, chance has less room."""
    language = choice.language
    together = uptake_together(choice)
    if together[LIFT].value is None:
        return
    st.subheader(say(N_("The months together")), anchor=False)
    st.markdown(uptake(together[MEMBERS], together[OTHERS], together[LIFT], language))
    rows = [Dot(names[0], together[MEMBERS]), Dot(names[1], together[OTHERS], quiet=True)]
    title = say(N_("Customers who took up a product in a month, {period}"), period=together[LIFT].period)
    show_chart(dots(rows, language, title=title), "loyalty.uptake.together")
    closed_table(_columns(rows, language), language)


def _columns(rows: list[Dot], language: Language) -> dict[str, list[str]]:
    return {
        say(N_("Who")): [row.name for row in rows],
        say(N_("Share")): [language.value(row.value.value, row.value.unit) for row in rows],
        say(N_("Cases (n)")): [cases_text(row.value, language) or "—" for row in rows],
        say(N_("95% interval")): [interval_text(row.value, language) or "—" for row in rows],
    }


def _show_how_to_bring(choice: Choice) -> None:
    """What is needed, where nobody has brought it; or where it is, if the filter only leaves it out."""
    if elsewhere := uptake_left_out(choice):
        names = [platform_name(key, choice.language) for key in elsewhere]
        st.info(
            say(
                N_("It is counted on {platforms}, which the filter in the sidebar leaves out."),
                platforms=names,
            )
        )
        return
    st.info(
        say(
            N_(
                "Not known yet. The bank’s own systems can count it: by month, how many customers are members of a community and how many are not, and how many of each took up a product. Only these four counts are imported, with the template for product uptake."
            )
        )
    )
    st.page_link("data/page.py", label=say(N_("Go to the data")), icon=":material/upload_file:")
