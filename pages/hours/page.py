"""Service hours: when the institution answers, from which day on, and what the business times rest on."""

import streamlit as st

from kpi.access.roles import Permission
from kpi.store.institutions import channels
from kpi.store.schedules import read_schedules
from kpi.words import N_
from pages.hours.form import show_form
from pages.hours.versions import show_versions
from pages.shared.allowed import offered
from pages.shared.state import current, say


def show() -> None:
    choice = current()
    st.title(say(N_("Service hours")), anchor=False)
    st.markdown(
        say(
            N_(
                "When {institution} answers its customers. Reply times *in service hours* count only these hours; without them those KPIs are missing. Times are those of {timezone}."
            ),
            institution=choice.institution.name,
            timezone=choice.institution.timezone,
        )
    )
    with choice.reading() as connection:
        known = channels(connection, choice.institution.id)
        schedules = read_schedules(connection, choice.institution.id)
    show_versions(choice, schedules, known)
    if offered(choice, Permission.HOURS):
        show_form(choice, schedules, known)


show()
