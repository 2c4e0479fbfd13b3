"""`response`: what the response page shows beside KPIs. Waits in classes, the week by hour, who waits, events, agents."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

import typer

from kpi.answers.event_effect import EventEffect, Figures, event_effects
from kpi.answers.heat_map import HourOfWeek, heat_map
from kpi.answers.open_turns import MOST, OpenTurns, open_turns
from kpi.answers.question import Question
from kpi.answers.staffing import HANDLING, LIMIT, SHARE, Plan, Staffing, staffing
from kpi.answers.wait_bins import WaitBin, WaitBins, wait_bins
from kpi.catalogue.kpis import Clock
from kpi.catalogue.units import Unit
from kpi.commands.app import App
from kpi.commands.operator import database
from kpi.commands.options import AsTableOrJson, First, Institution, Last, Platforms, TableOrJson
from kpi.commands.speech import language
from kpi.commands.tables import aligned
from kpi.periods import Period, date_of, parse_date
from kpi.rollup.buckets import MINUTE
from kpi.showing.charts.wait_bars import bin_name
from kpi.showing.charts.words import platform_name
from kpi.showing.language import Language
from kpi.showing.schedules import weekday_names
from kpi.store.institutions import InstitutionRow, institution_named
from kpi.words import N_

HOURS: Final = 24


app = App()


@app.command(
    help=N_(
        "Print how the waits are spread, the week by hour, who still waits, what events did, and agents needed."
    )
)
def response(
    institution: Institution,
    first: First,
    last: Last,
    platform: Platforms = None,
    clock: Annotated[Clock, typer.Option(help=N_("All seconds of a wait, or those in service hours."))] = (
        Clock.CALENDAR
    ),
    most: Annotated[int, typer.Option(min=0, help=N_("How many of those who wait longest."))] = MOST,
    handling: Annotated[float, typer.Option(help=N_("Minutes of work on each question."))] = HANDLING
    / MINUTE,
    within: Annotated[float, typer.Option(help=N_("Minutes in which an agent is to turn to it."))] = (
        LIMIT / MINUTE
    ),
    share: Annotated[float, typer.Option(help=N_("Of how many of the questions, 0 to 1."))] = SHARE,
    form: AsTableOrJson = TableOrJson.TABLE,
) -> None:
    """Print how the waits are spread, the week by hour, who still waits, what events did, and agents needed."""
    period = Period.of(parse_date(first), parse_date(last))
    plan = Plan(handling * MINUTE, within * MINUTE, share)
    with database().reading() as connection:
        row = institution_named(connection, institution)
        question = Question(row.id, period, tuple(platform or ()))
        waits = wait_bins(connection, question, clock)
        week = heat_map(connection, question)
        waiting = open_turns(connection, question, most=most)
        effects = event_effects(connection, question)
        staffed = staffing(connection, question, plan)
    if form is TableOrJson.JSON:
        found = {
            "waits": waits_record(waits),
            "week": [week_record(hour) for hour in week],
            "open": open_record(waiting),
            "events": [event_record(effect) for effect in effects],
            "staffing": staffing_record(staffed),
        }
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    speaker = language()
    parts = (
        _waits_table(waits, speaker),
        _week_table(week, speaker),
        _open_table(waiting, row, speaker),
        _events_table(effects, speaker),
        _agents_table(staffed, speaker),
    )
    typer.echo("\n\n".join(filter(None, parts)))


def waits_record(waits: WaitBins) -> dict[str, Any]:
    return {
        "clock": waits.clock.value,
        "opened": waits.opened,
        "answered": waits.answered,
        "still_open": waits.still_open,
        "without_service_hours": waits.unserved,
        "classes": _classes(waits.bins),
    }


def _classes(bins: Sequence[WaitBin]) -> list[dict[str, Any]]:
    return [{"above": one.above, "upto": one.upto, "turns": one.turns} for one in bins]


def week_record(hour: HourOfWeek) -> dict[str, Any]:
    """`weekday` 0 is Monday; waits are seconds."""
    return {
        "weekday": hour.weekday,
        "hour": hour.hour,
        "inbound_messages": hour.inbound,
        "turns_opened": hour.opened,
        "turns_answered": hour.answered,
        "answered_within_24h": hour.share_within_24h,
        "median": hour.median,
        "p90": hour.p90,
    }


def open_record(found: OpenTurns) -> dict[str, Any]:
    return {
        "at": None if found.cutoff is None else _instant(found.cutoff),
        "open": found.count,
        "classes": _classes(found.ages),
        "longest": [
            {
                "platform": turn.platform,
                "channel": turn.channel,
                "since": _instant(turn.since),
                "wait": turn.wait,
                "business_wait": turn.business_wait,
            }
            for turn in found.longest
        ],
    }


def _instant(epoch: int) -> str:
    return datetime.fromtimestamp(epoch, UTC).isoformat()


def event_record(effect: EventEffect) -> dict[str, Any]:
    back = effect.normal_from
    return {
        "title": effect.event.title,
        "platform": effect.event.platform,
        "first_day": effect.event.period.first.isoformat(),
        "last_day": effect.event.period.last.isoformat(),
        "during": _figures(effect.during),
        "usual": _figures(effect.usual),
        "recovery": effect.recovery.value,
        "normal_from": None if back is None else date_of(back).isoformat(),
    }


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "days": figures.days,
        "inbound_per_day": figures.inbound_per_day,
        "median": figures.median,
        "answered_within_24h": figures.share_24h,
    }


def staffing_record(found: Staffing) -> dict[str, Any]:
    return {
        "handling": found.plan.handling,
        "within": found.plan.limit,
        "share": found.plan.share,
        "days": found.days,
        "follows_service_hours": found.follows_hours,
        "while_closed": found.while_closed,
        "agent_hours": found.agent_hours,
        "hours": [
            {
                "weekday": hour.weekday,
                "hour": hour.hour,
                "open": hour.is_open,
                "arrivals": hour.arrivals,
                "agents": hour.agents,
                "in_time": hour.in_time,
            }
            for hour in found.hours
        ],
    }


def _waits_table(waits: WaitBins, speaker: Language) -> str:
    rows = [[bin_name(one, speaker), speaker.number(one.turns)] for one in waits.bins]
    rows.append([speaker.say(N_("no answer yet")), speaker.number(waits.still_open)])
    return aligned([speaker.say(N_("Wait")), speaker.say(N_("Questions"))], rows, right=(1,))


def _week_table(week: Sequence[HourOfWeek], speaker: Language) -> str:
    texts = [
        f"{speaker.number(hour.inbound)} / {speaker.value(hour.median, Unit.SECONDS)}" if hour.inbound else ""
        for hour in week
    ]
    head = speaker.say(N_("Hour: messages / median wait"))
    return _by_hour(head, texts, speaker)


def _agents_table(found: Staffing, speaker: Language) -> str:
    texts = [speaker.number(hour.agents) if hour.is_open else "" for hour in found.hours]
    return _by_hour(speaker.say(N_("Hour: agents needed")), texts, speaker)


def _by_hour(head: str, texts: Sequence[str], speaker: Language) -> str:
    rows = [
        [f"{hour}–{hour + 1}", *(texts[day * HOURS + hour] for day in range(len(texts) // HOURS))]
        for hour in range(HOURS)
    ]
    return aligned([head, *weekday_names(speaker, "abbreviated")], rows)


def _open_table(found: OpenTurns, row: InstitutionRow, speaker: Language) -> str:
    zone = ZoneInfo(row.timezone)
    headings = (N_("Platform"), N_("Channel"), N_("Since"), N_("Waits for"), N_("In service hours"))
    rows = [
        [
            platform_name(turn.platform, speaker),
            turn.channel,
            f"{datetime.fromtimestamp(turn.since, UTC).astimezone(zone):%Y-%m-%d %H:%M}",
            speaker.value(turn.wait, Unit.SECONDS),
            speaker.value(turn.business_wait, Unit.SECONDS),
        ]
        for turn in found.longest
    ]
    return aligned([speaker.say(heading) for heading in headings], rows, right=(3, 4))


def _events_table(effects: Sequence[EventEffect], speaker: Language) -> str:
    headings = (
        *(N_("Event"), N_("Period"), N_("Messages a day"), N_("Usual")),
        *(N_("Median wait"), N_("Usual"), N_("Back to normal")),
    )
    rows = [
        [
            effect.event.title,
            speaker.period(effect.event.period),
            speaker.number(effect.during.inbound_per_day, 1),
            speaker.number(effect.usual.inbound_per_day, 1),
            speaker.value(effect.during.median, Unit.SECONDS),
            speaker.value(effect.usual.median, Unit.SECONDS),
            "" if effect.normal_from is None else speaker.date(date_of(effect.normal_from)),
        ]
        for effect in effects
    ]
    return aligned([speaker.say(heading) for heading in headings], rows, right=(2, 3, 4, 5)) if rows else ""
