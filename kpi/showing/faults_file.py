"""The rows that an import could not take, as a file for whoever corrects them."""

from collections.abc import Iterable

from kpi.importing.report import Fault
from kpi.showing.csv_files import form_for, write_rows
from kpi.showing.language import Language
from kpi.words import N_


def faults_csv(faults: Iterable[Fault], language: Language) -> bytes:
    """One row a fault: the line of the file, the column, what stands there, and why it cannot be taken."""
    headings = [language.say(name) for name in (N_("Row"), N_("Column"), N_("Value"), N_("Reason"))]
    rows = ((fault.row, fault.column, fault.value, language.say(fault.reason)) for fault in faults)
    return write_rows(headings, rows, form_for(language.locale))
