"""KPIs of answering: how fast, how many in time, how many are left."""

from typing import Final

from kpi.catalogue.formulas import Clock, OldestOpen, Open, Percentile, Ratio, WithinPromise
from kpi.catalogue.kpi import Better, Kpi, Theme
from kpi.catalogue.units import Unit
from kpi.words import N_

RESPONSE: Final = (
    Kpi(
        "reply_time_median",
        Theme.RESPONSE,
        N_("Reply time, median"),
        Unit.SECONDS,
        Better.LESS,
        Percentile(0.5, first=False),
        N_("Half of the answered turns opened in the period waited no longer than this."),
    ),
    Kpi(
        "reply_time_p90",
        Theme.RESPONSE,
        N_("Reply time, 90th percentile"),
        Unit.SECONDS,
        Better.LESS,
        Percentile(0.9, first=False),
        N_("Nine in ten of the answered turns opened in the period waited no longer than this."),
    ),
    Kpi(
        "reply_time_mean",
        Theme.RESPONSE,
        N_("Reply time, mean"),
        Unit.SECONDS,
        Better.LESS,
        Ratio(("turn_wait_seconds",), ("turns_answered",), "turns_answered"),
        N_("Waiting time of the answered turns opened in the period, divided by their number."),
    ),
    Kpi(
        "reply_time_median_business",
        Theme.RESPONSE,
        N_("Reply time in service hours, median"),
        Unit.SECONDS,
        Better.LESS,
        Percentile(0.5, first=False, clock=Clock.BUSINESS),
        N_(
            "Half of the answered turns opened in the period waited no longer than this. Only seconds inside the service hours of the channel's schedule count, and only turns that it covers."
        ),
    ),
    Kpi(
        "reply_time_p90_business",
        Theme.RESPONSE,
        N_("Reply time in service hours, 90th percentile"),
        Unit.SECONDS,
        Better.LESS,
        Percentile(0.9, first=False, clock=Clock.BUSINESS),
        N_(
            "Nine in ten of the answered turns opened in the period waited no longer than this. Only seconds inside the service hours of the channel's schedule count, and only turns that it covers."
        ),
    ),
    Kpi(
        "reply_time_mean_business",
        Theme.RESPONSE,
        N_("Reply time in service hours, mean"),
        Unit.SECONDS,
        Better.LESS,
        Ratio(
            ("business_wait_seconds",),
            ("business_turns_answered",),
            "business_turns_answered",
            served_of="turns_answered",
        ),
        N_(
            "Waiting time of the answered turns opened in the period, divided by their number. Only seconds inside the service hours of the channel's schedule count, and only turns that it covers."
        ),
    ),
    Kpi(
        "first_response_median",
        Theme.RESPONSE,
        N_("First response time, median"),
        Unit.SECONDS,
        Better.LESS,
        Percentile(0.5, first=True),
        N_(
            "Half of the conversations opened in the period and answered got their first answer within this time."
        ),
    ),
    Kpi(
        "first_response_p90",
        Theme.RESPONSE,
        N_("First response time, 90th percentile"),
        Unit.SECONDS,
        Better.LESS,
        Percentile(0.9, first=True),
        N_(
            "Nine in ten of the conversations opened in the period and answered got their first answer within this time."
        ),
    ),
    Kpi(
        "first_response_mean",
        Theme.RESPONSE,
        N_("First response time, mean"),
        Unit.SECONDS,
        Better.LESS,
        Ratio(("first_wait_seconds",), ("first_turns_answered",), "first_turns_answered"),
        N_("Waiting time of the answered first turns opened in the period, divided by their number."),
    ),
    Kpi(
        "first_response_median_business",
        Theme.RESPONSE,
        N_("First response time in service hours, median"),
        Unit.SECONDS,
        Better.LESS,
        Percentile(0.5, first=True, clock=Clock.BUSINESS),
        N_(
            "Half of the conversations opened in the period and answered got their first answer within this time. Only seconds inside the service hours of the channel's schedule count, and only conversations that it covers."
        ),
    ),
    Kpi(
        "first_response_p90_business",
        Theme.RESPONSE,
        N_("First response time in service hours, 90th percentile"),
        Unit.SECONDS,
        Better.LESS,
        Percentile(0.9, first=True, clock=Clock.BUSINESS),
        N_(
            "Nine in ten of the conversations opened in the period and answered got their first answer within this time. Only seconds inside the service hours of the channel's schedule count, and only conversations that it covers."
        ),
    ),
    Kpi(
        "first_response_mean_business",
        Theme.RESPONSE,
        N_("First response time in service hours, mean"),
        Unit.SECONDS,
        Better.LESS,
        Ratio(
            ("first_business_wait_seconds",),
            ("first_business_turns_answered",),
            "first_business_turns_answered",
            served_of="first_turns_answered",
        ),
        N_(
            "Waiting time of the answered first turns opened in the period, divided by their number. Only seconds inside the service hours of the channel's schedule count, and only conversations that it covers."
        ),
    ),
    Kpi(
        "answered_within_1h",
        Theme.RESPONSE,
        N_("Answered within 1 hour"),
        Unit.SHARE,
        Better.MORE,
        Ratio(("answered_1h",), ("due_1h",), "due_1h", interval=True),
        N_(
            "Turns answered within 1 hour, divided by the turns that are answered or have been open for longer than 1 hour."
        ),
    ),
    Kpi(
        "answered_within_24h",
        Theme.RESPONSE,
        N_("Answered within 24 hours"),
        Unit.SHARE,
        Better.MORE,
        Ratio(("answered_24h",), ("due_24h",), "due_24h", interval=True),
        N_(
            "Turns answered within 24 hours, divided by the turns that are answered or have been open for longer than 24 hours."
        ),
    ),
    Kpi(
        "answered_within_goal",
        Theme.RESPONSE,
        N_("Answered within the promised time"),
        Unit.SHARE,
        Better.MORE,
        WithinPromise(("reply_time_p90", "reply_time_median", "reply_time_mean")),
        N_(
            "Turns answered within the reply time that was promised, divided by the turns that are answered or have been open for longer than that. The promise is the goal of their month for the 90th percentile, else the median, else the mean: of their platform, else of the institution. Where the promise is no round number of hours, a wait within 1% of it may count on either side."
        ),
    ),
    Kpi(
        "response_rate",
        Theme.RESPONSE,
        N_("Response rate"),
        Unit.SHARE,
        Better.MORE,
        Ratio(("answered_7d",), ("due_7d",), "due_7d", interval=True),
        N_(
            "Turns answered within 7 days, divided by the turns that are answered or have been open for longer than 7 days."
        ),
    ),
    Kpi(
        "backlog",
        Theme.RESPONSE,
        N_("Backlog"),
        Unit.COUNT,
        Better.LESS,
        Open(),
        N_("Turns that are open at the end of the period."),
    ),
    Kpi(
        "backlog_oldest",
        Theme.RESPONSE,
        N_("Oldest open turn"),
        Unit.SECONDS,
        Better.LESS,
        OldestOpen(),
        N_(
            "How long the oldest turn that is open at the end of the period has waited by then, or by the"
            " institution's last message where that is earlier."
        ),
    ),
)
