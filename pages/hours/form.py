"""The form that sets hours from a day on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import streamlit as st

from kpi.access.audit import Action, Entry
from kpi.access.roles import Permission
from kpi.errors import KpiError
from kpi.periods import date_of, day_of
from kpi.rollup.reschedule import save_schedules
from kpi.showing.schedules import holidays_text, hours_line, scope_name, weekday_names
from kpi.store.hours_text import dates_of_lines, lines_of_dates, times, weekday_hours_of
from kpi.store.institutions import ChannelRow
from kpi.store.public_holidays import holidays_place
from kpi.store.schedules import Schedule, Scope, latest
from kpi.words import N_
from pages.hours.versions import DONE
from pages.shared import data
from pages.shared.state import Choice, language, say

WORKDAYS: Final = 5
USUAL: Final = "09:00-18:00"
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


def show_form(choice: Choice, schedules: Sequence[Schedule], known: Sequence[ChannelRow]) -> None:
    """Choose whose hours, then type them; it begins with those that they have now."""
    st.header(say(N_("Set hours")), anchor=False)
    scopes = [
        Scope(),
        *(Scope(platform=platform) for platform in choice.here),
        *(Scope(channel.id) for channel in known),
    ]
    names = {scope: scope_name(scope, known, language()) for scope in scopes}
    scope = st.selectbox(
        say(N_("For")),
        scopes,
        format_func=names.__getitem__,
        key="hours.scope",
    )
    now = latest(schedules, scope)
    begun = f"{scope.channel_id}.{scope.platform}.{choice.institution.data_version}"
    with st.form(f"hours.form.{begun}"):
        typed = _fields(choice, now, begun)
        saved = st.form_submit_button(say(N_("Save these hours")), type="primary", key="hours_save")
    if saved:
        try:
            _save(choice, typed.schedule(scope), names[scope])
        except KpiError as error:
            st.error(say(error.message))


@dataclass(frozen=True)
class Typed:
    """What stands in the fields; `times` from Monday on."""

    since: date
    holidays: str
    times: tuple[str, ...]
    dates: str

    def schedule(self, scope: Scope) -> Schedule:
        """What was typed, read.

        Raises:
            KpiError: something of it cannot be.
        """
        country, subdivision = holidays_place(self.holidays)
        hours = [one for weekday, text in enumerate(self.times) for one in weekday_hours_of(weekday, text)]
        return Schedule(
            day_of(self.since), tuple(hours), scope, country, subdivision, dates_of_lines(self.dates)
        )


def _fields(choice: Choice, now: Schedule | None, begun: str) -> Typed:
    left, right = st.columns(2)
    first = choice.covered.start if choice.covered and now is None else data.today(choice.institution)
    since = left.date_input(
        say(N_("From this day on")),
        date_of(first),
        min_value=EARLIEST,
        max_value=LATEST,
        format="YYYY-MM-DD",
        help=say(N_("Days before it keep the hours that they had.")),
        key=f"hours.since.{begun}",
    )
    holidays = right.text_input(
        say(N_("Closed on the public holidays of")),
        holidays_text(now) if now else choice.institution.country,
        help=say(
            N_(
                "A country, or a region with holidays of its own: ES, ES-MD (Madrid), ES-CT (Catalonia), MX, CO, US-NY. Empty: open on holidays."
            )
        ),
        key=f"hours.holidays.{begun}",
    )
    by_weekday = tuple(
        column.text_input(name, _times_now(now, weekday), key=f"hours.day.{weekday}.{begun}")
        for weekday, (column, name) in enumerate(zip(st.columns(7), weekday_names(language()), strict=True))
    )
    st.caption(
        say(
            N_(
                "Times like 09:00-14:00, several with commas. Empty: closed. 22:00-06:00 goes over midnight; round the clock is 00:00-24:00."
            )
        )
    )
    dates = st.text_area(
        say(N_("Single dates, one a line")),
        lines_of_dates(now.days) if now else "",
        placeholder="2026-12-24\n2026-12-31 09:00-13:00",
        help=say(N_("A date alone is closed; with times it has these hours, also on a holiday.")),
        key=f"hours.dates.{begun}",
    )
    return Typed(since, holidays, by_weekday, dates)


def _times_now(now: Schedule | None, weekday: int) -> str:
    if now is None:
        return USUAL if weekday < WORKDAYS else ""
    return ", ".join(times(each.opens, each.closes) for each in now.hours if each.weekday == weekday)


def _save(choice: Choice, schedule: Schedule, name: str) -> None:
    entry = Entry(
        Action.HOURS_SET,
        name,
        details={"from": str(date_of(schedule.valid_from)), "hours": hours_line(schedule)},
    )
    with st.spinner(say(N_("Counting again…"))), choice.writing(Permission.HOURS, entry) as connection:
        save_schedules(connection, choice.institution.id, [schedule])
    st.session_state[DONE] = say(
        N_("The hours of {channel} hold from {day} on, and everything was counted again."),
        channel=name,
        day=date_of(schedule.valid_from),
    )
    st.rerun()
