"""What imports could not take, restated and changed in the KPIs, as files: of one import or of several."""

from collections.abc import Iterable

from kpi.catalogue.kpis import KPIS
from kpi.importing.report import Report
from kpi.periods import date_of
from kpi.platforms import Account
from kpi.showing.csv_files import Cell, form_for, write_rows
from kpi.showing.language import Language
from kpi.showing.next_steps import on_page
from kpi.words import N_


def faults_csv(reports: Iterable[Report], language: Language) -> bytes:
    """One row a fault: the file, its line, the column, what stands there, and why it cannot be taken."""
    rows = (
        (report.file, fault.row, fault.column, fault.value, on_page(fault.reason, language))
        for report in reports
        for fault in report.faults
    )
    return _written((N_("File"), N_("Row"), N_("Column"), N_("Value"), N_("Reason")), rows, language)


def restated_csv(reports: Iterable[Report], language: Language) -> bytes:
    """One row a number that a file changed: of what, from which value to which."""
    rows = (
        (report.file, each.row, each.what, each.column, each.old, each.new)
        for report in reports
        for each in report.restated
    )
    headings = (N_("File"), N_("Row"), N_("What"), N_("Column"), N_("Before"), N_("Now"))
    return _written(headings, rows, language)


def changed_kpis_csv(reports: Iterable[Report], language: Language) -> bytes:
    """One row a KPI, platform and month whose value a file changed; values keep every digit, in the unit named."""
    rows = (
        (
            report.file,
            language.say(KPIS[each.kpi].label),
            language.write(Account(each.platform)),
            f"{date_of(each.month):%Y-%m}",
            each.before,
            each.after,
            KPIS[each.kpi].unit.value,
            each.kpi,
        )
        for report in reports
        for each in report.changed_kpis
    )
    headings = (
        N_("File"), N_("KPI"), N_("Platform"), N_("Month"), N_("Before"), N_("Now"), N_("Unit"), N_("Key"),
    )  # fmt: skip
    return _written(headings, rows, language)


def _written(headings: Iterable[str], rows: Iterable[tuple[Cell, ...]], language: Language) -> bytes:
    return write_rows([language.say(name) for name in headings], rows, form_for(language.locale))
