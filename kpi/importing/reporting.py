"""The report of an import, from what was read and what was saved of it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kpi.importing.channels import Placed
from kpi.importing.naming import How
from kpi.importing.records import Parsed
from kpi.importing.report import Fault, Outcome, Part, Report
from kpi.importing.save import Saved
from kpi.periods import date_if_known
from kpi.words import N_, Message

NOTHING_TO_SAVE: Final = N_(
    "The file was read as {layout}, but none of its {rows} rows could be saved. Look at the reasons given for them."
)
EMPTY: Final = N_("The file was read as {layout}, but it holds no rows of this account.")


def refused(name: str, layout: str | None, reason: Message, faults: Sequence[Fault] = ()) -> Report:
    """Of a file of which nothing was saved, and why; `layout` is the one that it was read with, if any was."""
    return Report(name, Outcome.REFUSED, layout=layout, reason=reason, faults=tuple(faults))


def saved_report(
    name: str,
    import_id: int,
    parsed: Parsed,
    placed: Placed,
    saved: Sequence[Saved],
    notes: tuple[Message, ...],
) -> Report:
    """Of an import of which `saved` was written, a part for each fact; `notes` come before what reading remarked.

    A line that is at fault in several tables of a workbook is skipped in each of them.
    """
    read = [fault for part in parsed.parts for fault in part.faults]
    late = [fault for each in saved for fault in each.faults]
    faults = tuple(sorted([*read, *late], key=lambda fault: fault.row))
    parts = tuple(_part(part) for part in parsed.parts)
    skipped = len({fault.row for fault in faults}) if len(parts) == 1 else len(read) + len(late)
    first_day, last_day = reach(parsed.parts)
    rows_read, ignored = sum(part.rows_read for part in parts), sum(part.rows_ignored for part in parts)
    return Report(
        name,
        Outcome.SAVED,
        layout=parsed.layout,
        platform=only_platform(parsed),
        fact=parsed.fact.value,
        rows_read=rows_read,
        rows_saved=rows_read - ignored - skipped,
        rows_skipped=skipped,
        rows_ignored=ignored,
        rows_changed=sum(each.rows_changed for each in saved),
        faults=faults,
        restated=tuple(change for each in saved for change in each.restated),
        first_day=date_if_known(first_day),
        last_day=date_if_known(last_day),
        notes=_without_repeats(
            [*notes, *placed.notes, *(note for part in parsed.parts for note in part.notes)]
        ),
        import_id=import_id,
        channels=placed.names,
        assumed=How.ASSUMED in placed.how.values(),
        parts=parts,
    )


def nothing_to_save(report: Report) -> Report:
    """The refusal in the place of a report that says that no row was saved."""
    template = NOTHING_TO_SAVE if report.rows_skipped else EMPTY
    reason = Message(template, {"layout": report.layout, "rows": report.rows_skipped})
    return replace(report, outcome=Outcome.REFUSED, reason=reason, notes=(), import_id=None, channels=())


def reach(parts: Sequence[Parsed]) -> tuple[int | None, int | None]:
    """The first and the last day of all parts together."""
    first = [part.first_day for part in parts if part.first_day is not None]
    last = [part.last_day for part in parts if part.last_day is not None]
    return min(first, default=None), max(last, default=None)


def only_platform(parsed: Parsed) -> str | None:
    """The platform that all parts are of, if they are of one."""
    platforms = {part.platform for part in parsed.parts}
    return platforms.pop() if len(platforms) == 1 else None


def _part(part: Parsed) -> Part:
    skipped = len(part.faults)
    return Part(
        part.layout,
        part.platform,
        part.fact.value,
        part.rows_read,
        part.rows_read - part.rows_ignored - skipped,
        skipped,
        part.rows_ignored,
        date_if_known(part.first_day),
        date_if_known(part.last_day),
    )


def _without_repeats(notes: Sequence[Message]) -> tuple[Message, ...]:
    return tuple(note for number, note in enumerate(notes) if note not in notes[:number])
