"""What the events of the time on the charts did to answering, in sentences with numbers."""

import streamlit as st

from kpi.answers.event_effect import RULE, EventEffect, Figures, Recovery
from kpi.catalogue.units import Quantity, Unit
from kpi.periods import Grain, date_of
from kpi.showing.charts.words import platform_name
from kpi.words import N_
from pages.response.asked import effects_in
from pages.response.numbers import shown_period
from pages.shared.inert import inert
from pages.shared.sections import section
from pages.shared.state import Choice, say
from pages.shared.tables import closed_table


def show_events(choice: Choice, grain: Grain) -> None:
    """A card for each event, the latest first."""
    time = shown_period(choice.period, grain)
    effects = effects_in(choice, time)
    section(say(N_("What the events did")), "events", say(N_("Events")))
    if not effects:
        st.write(say(N_("No event is noted for {period} on these platforms."), period=time))
        _show_way()
        return
    for effect in reversed(effects):
        with st.container(border=True):
            _show(effect, choice)
    st.caption(say(RULE))
    _show_way()


def _show_way() -> None:
    """Where events are noted: more pages than this one mark them, so they have one of their own."""
    st.page_link("events/page.py", label=say(N_("Note or change events")), icon=":material/event:")


def _show(effect: EventEffect, choice: Choice) -> None:
    event, language = effect.event, choice.language
    where = platform_name(event.platform, language) if event.platform else say(N_("all platforms"))
    st.markdown(f"**{inert(event.title)}** · {language.period(event.period)} · {where}")
    if event.note:
        st.caption(inert(event.note))
    st.markdown(" ".join([*_sentences(effect), recovery_sentence(effect, choice)]))
    columns = (effect.during, effect.usual)
    closed_table(
        {
            say(N_("When")): [say(N_("During the event")), say(N_("Usual"))],
            say(N_("Days")): [language.number(each.days) for each in columns],
            say(N_("Messages a day")): [language.number(_rounded(each.inbound_per_day)) for each in columns],
            say(N_("Reply time, median")): [language.value(each.median, Unit.SECONDS) for each in columns],
            say(N_("Answered within 24 hours")): [
                language.value(each.share_24h, Unit.SHARE) for each in columns
            ],
        },
        language,
    )


def _sentences(effect: EventEffect) -> list[str]:
    during, usual = effect.during, effect.usual
    return [
        say(
            N_("Messages a day: {during}, usually {usual}."),
            during=_rounded(during.inbound_per_day),
            usual=_rounded(usual.inbound_per_day),
        ),
        *_compared(N_("Half were answered within {during}, usually {usual}."), during, usual, "median"),
        *_compared(N_("Within 24 hours: {during}, usually {usual}."), during, usual, "share_24h"),
    ]


def _rounded(a_day: float | None) -> float | None:
    return None if a_day is None else round(a_day, 1)


def _compared(template: str, during: Figures, usual: Figures, figure: str) -> list[str]:
    unit = Unit.SECONDS if figure == "median" else Unit.SHARE
    now, then = getattr(during, figure), getattr(usual, figure)
    if now is None or then is None:
        return []
    return [say(template, during=Quantity(now, unit), usual=Quantity(then, unit))]


def recovery_sentence(effect: EventEffect, choice: Choice) -> str:
    """When answering was normal again."""
    match effect.recovery:
        case Recovery.NEVER_LEFT:
            return say(N_("Waits stayed within the usual."))
        case Recovery.BACK if effect.normal_from is not None:
            after = effect.normal_from - effect.event.period.end
            if not after:
                return say(N_("Back to normal as soon as it was over."))
            return choice.language.plural(
                N_("Back to normal from {day} on, {count} day after it was over."),
                N_("Back to normal from {day} on, {count} days after it was over."),
                after,
                day=date_of(effect.normal_from),
            )
        case Recovery.NOT_YET:
            return say(N_("Not back to normal within twelve weeks, or by the end of the data."))
        case _:
            return say(N_("There are no waits before it to compare with."))
