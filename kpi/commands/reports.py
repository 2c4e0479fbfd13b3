"""An import's report on the command line: as JSON, whose keys are a contract, and in words."""

from collections.abc import Iterator
from typing import Final

from kpi.importing.asking import asks, offers
from kpi.importing.report import ChangedKpi, Fault, Part, Report, Restated
from kpi.periods import date_of
from kpi.showing.language import Language
from kpi.showing.next_steps import at_command_line
from kpi.words import N_

FAULTS_SHOWN: Final = 5


def record(report: Report, speaker: Language) -> dict[str, object]:
    """A report as it stands in the JSON."""
    return {
        "file": report.file,
        "status": report.outcome.value,
        "layout": report.layout,
        "platform": report.platform,
        "fact": report.fact,
        "rows_read": report.rows_read,
        "rows_saved": report.rows_saved,
        "rows_skipped": report.rows_skipped,
        "skipped": [_fault(fault, speaker) for fault in report.faults],
        "first_day": report.first_day.isoformat() if report.first_day else None,
        "last_day": report.last_day.isoformat() if report.last_day else None,
        "reason": at_command_line(report.reason, speaker) if report.reason else None,
        "rows_ignored": report.rows_ignored,
        "rows_changed": report.rows_changed,
        "import_id": report.import_id,
        "channels": list(report.channels),
        "notes": [at_command_line(note, speaker) for note in report.notes],
        "parts": [_part(part) for part in report.parts],
        "asks": asks(report),
        "offers": list(offers(report)),
        "restated": [_restated(each) for each in report.restated],
        "changed_kpis": [_changed(each) for each in report.changed_kpis],
    }


def _fault(fault: Fault, speaker: Language) -> dict[str, object]:
    return {
        "row": fault.row,
        "column": fault.column,
        "value": fault.value,
        "reason": at_command_line(fault.reason, speaker),
    }


def _part(part: Part) -> dict[str, object]:
    """What one layout read of the file."""
    return {
        "layout": part.layout,
        "platform": part.platform,
        "fact": part.fact,
        "rows_read": part.rows_read,
        "rows_saved": part.rows_saved,
        "rows_skipped": part.rows_skipped,
        "rows_ignored": part.rows_ignored,
        "first_day": part.first_day.isoformat() if part.first_day else None,
        "last_day": part.last_day.isoformat() if part.last_day else None,
    }


def _restated(change: Restated) -> dict[str, object]:
    """A number that the file changed."""
    return {
        "row": change.row,
        "what": change.what,
        "column": change.column,
        "old": change.old,
        "new": change.new,
    }


def _changed(change: ChangedKpi) -> dict[str, object]:
    """A KPI that the file changed: values in the KPI's unit, null for none."""
    return {
        "kpi": change.kpi,
        "platform": change.platform,
        "month": f"{date_of(change.month):%Y-%m}",
        "before": change.before,
        "after": change.after,
    }


def counts(report: Report, speaker: Language) -> str:
    """Rows read, saved, skipped, ignored and changed, and the days that they are about."""
    sentence = speaker.plural(
        "{count} row read, {saved} saved, {skipped} skipped, {ignored} ignored, {changed} changed.",
        "{count} rows read, {saved} saved, {skipped} skipped, {ignored} ignored, {changed} changed.",
        report.rows_read,
        saved=report.rows_saved,
        skipped=report.rows_skipped,
        ignored=report.rows_ignored,
        changed=report.rows_changed,
    )
    if report.first_day and report.last_day:
        sentence += f" {report.first_day.isoformat()} – {report.last_day.isoformat()}."
    return sentence


def remarks(report: Report, speaker: Language) -> Iterator[str]:
    """The notes, how many KPIs changed, and the first rows that were skipped."""
    yield from (at_command_line(note, speaker) for note in report.notes)
    if report.changed_kpis:
        yield speaker.plural(
            "{count} value of a KPI changed; --json lists it.",
            "{count} values of KPIs changed; --json lists them.",
            len(report.changed_kpis),
        )
    yield from (fault_in_words(fault, speaker) for fault in report.faults[:FAULTS_SHOWN])
    if len(report.faults) > FAULTS_SHOWN:
        rest = len(report.faults) - FAULTS_SHOWN
        yield speaker.say(N_("… and {rest} more; --json lists them all."), rest=rest)


def fault_in_words(fault: Fault, speaker: Language) -> str:
    return speaker.say(
        N_("Row {row}, column “{column}”, “{value}”: {reason}"),
        row=str(fault.row),
        column=fault.column,
        value=fault.value,
        reason=at_command_line(fault.reason, speaker),
    )
