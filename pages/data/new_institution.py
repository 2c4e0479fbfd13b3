"""One's own institution, in three fields."""

from typing import Final
from zoneinfo import available_timezones

import streamlit as st

from kpi.access.door import Access
from kpi.access.roles import Permission
from kpi.acts.institutions import make
from kpi.errors import KpiError
from kpi.words import N_
from pages.shared import choosing
from pages.shared.state import language, say

LIKELY: Final = "Europe/Madrid"
NO_COUNTRIES: Final = frozenset(
    {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
)  # regions, and places to test with
NO_PLACES: Final = ("Etc/", "SystemV/", "posix/", "right/")


def show_new_institution(access: Access, *, key: str = "new") -> None:
    """A form that makes an institution and turns the whole app to it; nothing for who may not."""
    if Permission.MAKE not in access.allowed(None):
        return
    with st.form(f"data.{key}.form", border=False):
        name = st.text_input(
            say(N_("Name of your institution")),
            placeholder=say(N_("For example: Caja Ejemplo")),
            key=f"data.{key}.name",
        )
        left, right = st.columns(2)
        zones = sorted(
            zone for zone in available_timezones() if "/" in zone and not zone.startswith(NO_PLACES)
        )
        countries = country_names()
        country = left.selectbox(
            say(N_("Country")),
            list(countries),
            index=list(countries).index("ES"),
            format_func=countries.__getitem__,
            key=f"data.{key}.country",
        )
        zone = right.selectbox(
            say(N_("Timezone")),
            zones,
            index=zones.index(_browser_zone(zones)),
            help=say(N_("Days begin and end on its clocks. It cannot be changed once there are data.")),
            key=f"data.{key}.zone",
        )
        made = st.form_submit_button(say(N_("Create it")), type="primary", key=f"data_{key}_create")
    if made:
        _create(access, name, country, zone)


def country_names() -> dict[str, str]:
    """ISO code to name, in the reader's language and its order."""
    territories = {str(code): str(name) for code, name in language().babel.territories.items()}
    codes = (code for code in territories if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES)
    return {code: territories[code] for code in sorted(codes, key=territories.__getitem__)}


def _browser_zone(zones: list[str]) -> str:
    """The browser's timezone, where it is one of ours."""
    zone = str(st.context.timezone or "")
    return zone if zone in zones else LIKELY


def _create(access: Access, name: str, country: str, zone: str) -> None:
    if not name.strip():
        st.error(say(N_("Write the name of your institution.")))
        return
    try:
        made = make(access, name, country=country, timezone=zone, language=language().locale)
    except KpiError as error:
        st.error(say(error.message))
        return
    choosing.change(institution=made.name, platforms=())
    st.rerun()
