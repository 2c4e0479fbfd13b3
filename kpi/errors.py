"""What a caller did wrong, as small named errors.

Bad *data* is never an exception: it is collected as faults with row, column, value and reason (see
`kpi.importing.report`). An error here means a wrong call; its sentence says what, where and what to do.
"""

from kpi.words import N_, Message


class KpiError(Exception):
    """The family that the command line and the pages turn into one clear sentence."""

    template: str = ""

    def __init__(self, **values: object) -> None:
        self.message = Message(self.template, values)
        super().__init__(str(self.message))


class UnknownInstitution(KpiError):
    template = N_("There is no institution called “{name}”. Known: {known}.")


class UnknownPlatform(KpiError):
    template = N_("“{name}” is not a platform. Use one of: {known}.")


class UnknownKpi(KpiError):
    template = N_(
        "“{name}” is neither a KPI nor a measure. The nearest are {near}; docs/kpis.md lists all of them."
    )


class MeasureNotKpi(UnknownKpi):
    template = N_("“{name}” is a measure, not a KPI. Ask for it with --measure.")


class KpiNotMeasure(UnknownKpi):
    template = N_("“{name}” is a KPI, not a measure. Ask for it with --kpi.")


class InvalidDate(KpiError):
    template = N_("“{value}” is not a date. Write it as year-month-day, for example 2026-10-31.")


class DateOutOfRange(KpiError):
    template = N_("{value} lies outside the years {first} to {last}. Check the year.")


class PeriodEndsBeforeItBegins(KpiError):
    template = N_("The period ends ({end}) before it begins ({start}). Swap the two dates.")
