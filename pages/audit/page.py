"""Audit: who did what in the institution, and what was refused; nobody can change it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import streamlit as st

from kpi.access.audit import LABELS, Action, AuditRow, Wanted
from kpi.access.roles import Permission
from kpi.acts import audit
from kpi.showing.audit_words import action, asked_for, audit_csv, details, place, thing, who
from kpi.showing.language import Language
from kpi.store.institutions import InstitutionRow
from kpi.words import N_
from pages.shared.allowed import offered
from pages.shared.html import show_html
from pages.shared.options import several
from pages.shared.state import Choice, current, say
from pages.shared.tables import table_html
from pages.shared.taking import offer_file

SHOWN: Final = 100  # so many entries stand on the page; the file has all


def show() -> None:
    choice = current()
    st.title(say(N_("Audit: who did what")), anchor=False)
    if not offered(choice, Permission.AUDIT):
        return
    st.markdown(
        say(
            N_(
                "Everything that was changed, taken away or refused in **{institution}**, with who did it. An entry can neither be changed nor deleted, not even when the institution is removed. No customer is in it."
            ),
            institution=choice.institution.name,
        )
    )
    institution, wanted = _choose(choice)
    number = audit.count(choice.access, institution, wanted)
    rows = audit.entries(choice.access, institution, wanted, most=SHOWN)
    _show_counted(number, choice.language)
    if rows:
        _show(rows, choice, everywhere=institution is None)
        _offer(choice, institution, wanted, number)


def _choose(choice: Choice) -> tuple[InstitutionRow | None, Wanted]:
    """What is to be seen: of this institution, or of the whole server for who administers it."""
    everywhere = Permission.AUDIT in choice.access.allowed(None) and st.toggle(
        say(N_("Everything on this server: all institutions, and what belongs to none")),
        key="audit.everywhere",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        actions = several(
            say(N_("What was done")),
            list(Action),
            format_func={one: say(LABELS[one]) for one in Action}.__getitem__,
            placeholder=say(N_("Everything")),
            key="audit.actions",
            width=320,
        )
        name = st.text_input(
            say(N_("Who")), placeholder=say(N_("Part of an address")), key="audit.who", width=240
        )
        days = st.date_input(say(N_("From, to")), value=[], format="DD/MM/YYYY", key="audit.days", width=240)
    since, until = _instants(days, ZoneInfo(choice.institution.timezone))
    return (
        None if everywhere else choice.institution,
        Wanted(actions=tuple(actions), who=name, since=since, until=until),
    )


def _instants(days: Any, timezone: ZoneInfo) -> tuple[int | None, int | None]:
    """The instants between which the chosen days lie, on the institution's clocks; None without a choice."""
    if not days:
        return None, None
    first, last = days[0], days[-1]
    return _midnight(first, timezone), _midnight(last + timedelta(days=1), timezone)


def _midnight(day: date, timezone: ZoneInfo) -> int:
    return int(datetime.combine(day, time(), timezone).astimezone(UTC).timestamp())


def _show_counted(number: int, language: Language) -> None:
    if not number:
        st.info(say(N_("Nothing of this kind was written down.")), icon=":material/info:")
        return
    said = language.plural(N_("{number} entry"), N_("{number} entries"), number, number=number)
    more = say(N_("the newest {shown} of them stand here, the file has all"), shown=SHOWN)
    st.markdown(f"**{said}**" + (f", {more}" if number > SHOWN else ""))


def _show(rows: Sequence[AuditRow], choice: Choice, *, everywhere: bool) -> None:
    columns = audit_columns(
        rows, choice.language, ZoneInfo(choice.institution.timezone), everywhere=everywhere
    )
    with st.container(key="audit_table"):
        show_html(table_html(columns, say(N_("What was done, newest first")), cards=True))
    st.caption(say(N_("Times are those of {timezone}."), timezone=choice.institution.timezone))


def audit_columns(
    rows: Sequence[AuditRow], language: Language, timezone: ZoneInfo, *, everywhere: bool
) -> dict[str, list[str]]:
    """The entries in words, by column; with the institution where there are several."""
    instants = [datetime.fromtimestamp(row.at, timezone) for row in rows]
    return {
        say(N_("When")): [f"{language.date(when.date())}, {when:%H:%M}" for when in instants],
        say(N_("Who")): [who(row) for row in rows],
        say(N_("What was done")): [action(row, language) for row in rows],
        say(N_("To what")): [thing(row, language) or "—" for row in rows],
        **({say(N_("Institution")): [row.institution or "—" for row in rows]} if everywhere else {}),
        say(N_("Rows")): [
            "—" if row.entry.rows is None else language.number(row.entry.rows, 0) for row in rows
        ],
        say(N_("Details")): [details(row, language) or "—" for row in rows],
        say(N_("From where")): [place(row, language) for row in rows],
    }


def _offer(choice: Choice, institution: InstitutionRow | None, wanted: Wanted, number: int) -> None:
    """All of the entries as a file; that somebody takes it stands in the next one."""

    def made() -> bytes:
        return audit_csv(audit.entries(choice.access, institution, wanted), choice.language)

    asked = asked_for(institution, wanted)
    offer_file(
        say(N_("Download as CSV")),
        made,
        f"{say(N_('audit'))}.csv",
        what="audit",
        rows=number,
        details=asked,
        key="audit_download",
    )


show()
