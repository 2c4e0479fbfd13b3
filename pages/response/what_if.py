"""What if: the agents that each hour of a typical week needs, so that the promise would be kept."""

from collections.abc import Callable, Hashable, Mapping
from typing import Final

import streamlit as st

from kpi.answers.staffing import HANDLING, Plan, StaffedHour, Staffing, promised
from kpi.catalogue.units import Quantity, Unit
from kpi.rollup.buckets import DAY, HOUR, MINUTE
from kpi.showing.charts.week_heat import agents, hour_name
from kpi.words import N_
from pages.response.asked import agents_for
from pages.response.numbers import ResponseNumbers
from pages.response.week import week_table
from pages.shared.drawn import Drawn, drawn, show_drawn
from pages.shared.options import listed
from pages.shared.remember import remembered
from pages.shared.sections import section
from pages.shared.state import Choice, say

HANDLINGS: Final = tuple(MINUTE * minutes for minutes in (2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 45, 60))
LIMITS: Final = (5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, DAY)
SHARES: Final = (0.5, 0.7, 0.8, 0.9, 0.95, 0.99)


@st.fragment
def show_what_if(choice: Choice, found: ResponseNumbers) -> None:
    """The plan, the sentence, the week of agents. Choosing another plan reruns only this part."""
    section(say(N_("How many agents keep the promise")), "agents", say(N_("Agents")))
    plan = _choose_plan(choice, promised(list(found.now.values())))
    staffed = agents_for(choice, plan)
    st.markdown(_finding(staffed, choice))
    show_drawn(_week_of_agents(choice.seen, plan, choice, staffed), "response.agents")
    st.caption(_assumptions(staffed))
    if not staffed.follows_hours:
        st.page_link("hours/page.py", label=say(N_("Set the service hours")), icon=":material/schedule:")


@remembered(64)
def _week_of_agents(seen: Hashable, plan: Plan, _choice: Choice, _staffed: Staffing) -> Drawn:  # noqa: ARG001  (key it)
    language = _choice.language

    def text(hour: StaffedHour) -> str:
        return language.number(hour.agents) if hour.is_open else "—"

    chart = agents(_staffed, language, title=say(N_("Agents needed in each hour of the typical week")))
    return drawn(chart, week_table(_staffed.hours, text, _choice), language)


def _choose_plan(choice: Choice, default: Plan) -> Plan:
    """Handling time, limit and share; they begin with what the goals promise."""
    language = choice.language

    def seconds(amount: float) -> str:
        return language.value(amount, Unit.SECONDS)

    def share(amount: float) -> str:
        return language.value(amount, Unit.SHARE, trim=True)

    with st.container(horizontal=True, key="response_plan"):
        handling = _pick(say(N_("Work on each question")), "aht", HANDLINGS, HANDLING, seconds)
        limit = _pick(say(N_("To be answered within")), "within", LIMITS, default.limit, seconds)
        wanted = _pick(say(N_("Share of the questions")), "share", SHARES, default.share, share)
    as_promised = (limit, wanted) == (default.limit, default.share)
    return Plan(handling, limit, wanted, default.promised_by if as_promised else None)


def _pick(
    words: str, name: str, offered: tuple[float, ...], default: float, text: Callable[[float], str]
) -> float:
    """One of the `offered` amounts or the default, kept in the address."""
    amounts: Mapping[str, float] = {f"{amount:g}": amount for amount in sorted({*offered, default})}
    names = {option: text(amount) for option, amount in amounts.items()}
    return amounts[listed("response", name, words, names, f"{default:g}")]


def _finding(staffed: Staffing, choice: Choice) -> str:
    plan, busiest = staffed.plan, staffed.busiest
    return choice.language.plural(
        N_(
            "To turn to {share} of the questions within {limit}, at {handling} of work each, the busiest hour ({hour}) needs **{count} agent**, and the whole week {hours} agent hours."
        ),
        N_(
            "To turn to {share} of the questions within {limit}, at {handling} of work each, the busiest hour ({hour}) needs **{count} agents**, and the whole week {hours} agent hours."
        ),
        busiest.agents,
        share=Quantity(plan.share, Unit.SHARE, trim=True),
        limit=Quantity(plan.limit, Unit.SECONDS),
        handling=Quantity(plan.handling, Unit.SECONDS),
        hour=hour_name(busiest, choice.language),
        hours=staffed.agent_hours,
    )


def _assumptions(staffed: Staffing) -> str:
    said = [
        say(
            N_(
                "Erlang C, hour by hour, from the mean of {days} days: questions come by chance (Poisson), nobody gives up, an agent works on one question at a time, work times vary (exponential). The work on a question is not in the data: choose yours, 6 minutes are only a beginning. Breaks, other work and what has piled up come on top."
            ),
            days=staffed.days,
        ),
        say(
            N_(
                "What comes while the desk is closed is answered in the next open hour, and waits from then on: this plan counts service hours."
            )
            if staffed.follows_hours
            else N_("Service hours are not known, so the desk is open round the clock here.")
        ),
    ]
    if staffed.is_beside_the_goal:
        said.append(
            say(
                N_(
                    "The goal counts by the calendar: {share} of the questions come while the desk is closed and wait until it opens, which no number of agents shortens."
                ),
                share=Quantity(staffed.while_closed or 0.0, Unit.SHARE),
            )
        )
    return " ".join(said)
