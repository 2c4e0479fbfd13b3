"""Take a file in: read it, save what it says, bring the measures up to date. All of it, or nothing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection

from kpi.importing import now
from kpi.importing.channels import names_an_account, parse_channel
from kpi.importing.columnar import Columnar, accounts_in
from kpi.importing.confined.parent import cite, parse
from kpi.importing.layout import Layout, layout_named
from kpi.importing.options import DEFAULT, Options
from kpi.importing.own_layouts import own_layouts
from kpi.importing.parse import without_collecting
from kpi.importing.records import Parsed, Refusal
from kpi.importing.report import Outcome, Report
from kpi.importing.reporting import refused
from kpi.importing.save.ahead import ahead
from kpi.importing.source import Source
from kpi.importing.transaction import Cancelled, File, Target, already_imported, save_file
from kpi.importing.watch import Phase, Progress
from kpi.importing.watched import counting, days, saving
from kpi.rollup.run import increment
from kpi.store import pseudonyms, texts
from kpi.store.engine import Store
from kpi.store.institutions import find_institution, timezone_named
from kpi.store.keys import Keys

__all__ = ["Options", "Target", "import_file", "in_turn", "read_and_save"]


F = TypeVar("F")


def in_turn(files: Sequence[F], take: Callable[[F, bool], Report]) -> Iterator[tuple[int, Report]]:
    """Take several files, so that their order does not decide whose they are: those that name no account come last.

    Args:
        files: the files.
        take: imports one; told to be patient, it lets a file that names no account wait (`Outcome.WAITS`).

    Yields:
        the place of a file among `files`, and what became of it, as each is done.
    """
    waiting = []
    for place, file in enumerate(files):
        report = take(file, len(files) > 1)
        if report.outcome is Outcome.WAITS:
            waiting.append((place, file))
        else:
            yield place, report
    for place, file in waiting:
        yield place, take(file, False)


def import_file(store: Store, source: Source, target: Target, options: Options = DEFAULT) -> Report:
    """Take one file in, in one transaction; what it says replaces nothing but older numbers of the same things.

    Args:
        store: where to.
        source: the file.
        target: whose it is; an institution that is not there is made.
        options: how it is taken.

    Raises:
        ImportCancelled: `options.watch` ended it. Nothing is left behind.
        KpiError: the call is wrong (no such platform, timezone, layout), or the database cannot be written.
            A file that cannot be taken is no error but a report with outcome REFUSED.
    """
    report, _ = read_and_save(store, source, target, options)
    return report


def read_and_save(
    store: Store, source: Source, target: Target, options: Options
) -> tuple[Report, Parsed | None]:
    """`import_file`, and what the file said, where it was read and nothing of it was kept."""
    progress = Progress(source.name, options.watch)
    channel = parse_channel(target.channel) if target.channel else None
    file = File.of(source, channel)
    with store.reading() as connection:
        before = _before(connection, target, file, options.layout)
    if before.known is not None:
        return before.known, None
    parsed = _read(source, before, channel, options.year, progress)
    if isinstance(parsed, Refusal):
        return refused(source.name, parsed.layout, parsed.reason, parsed.faults), None
    if options.patient and channel is None and not names_an_account(accounts_in(parsed)):
        return Report(source.name, Outcome.WAITS, layout=parsed.layout), None
    onlooker = None if options.dry_run else options.onlooker
    said: Parsed | None = parsed
    try:
        with without_collecting(), store.writing() as connection:
            if onlooker:
                onlooker.before(connection, target.institution, parsed)
            with saving(connection, progress, *_rows(parsed)) as tell:
                ask = partial(cite, source, layout=before.layout, own=before.own, progress=progress)
                report, touched = save_file(
                    connection, file, parsed, target, before.timezone, options.by, tell, ask
                )
            if options.dry_run:
                raise Cancelled(replace(report, import_id=None))
            said = None
            del parsed  # a million records are not kept while they are counted
            with counting(connection, progress, days(touched)) as tell:
                increment(connection, touched, tell)
                if onlooker:
                    report = replace(report, changed_kpis=onlooker.after(connection))
    except Cancelled as cancelled:
        report = cancelled.report
    return report, said


def _read(
    source: Source, before: "_Before", channel: tuple[str, str] | None, year: int | None, progress: Progress
) -> Parsed | Refusal:
    zone = timezone_named(before.timezone)
    progress.step(Phase.READING, 0, len(source.content))
    parsed = parse(
        source,
        institution_timezone=zone,
        channel=channel,
        layout=before.layout,
        own=before.own,
        year=year,
        texts=before.texts,
        today=now.today(zone),
        progress=progress,
        ahead=partial(ahead, before.keys) if before.keys else None,
    )
    progress.step(Phase.READING, len(source.content), len(source.content))
    return parsed


def _rows(parsed: Parsed) -> tuple[int, bool]:
    """How many rows are to be saved, and whether their keys are known."""
    records = [part.records for part in parsed.parts]
    known = all(isinstance(each, Columnar) and each.has_keys for each in records)
    return sum(map(len, records)), known


@dataclass(frozen=True)
class _Before:
    """What the database says before the file is read: `known` is the report of an import that held the same bytes."""

    timezone: str
    layout: Layout | None
    own: tuple[Layout, ...]
    keys: Keys | None
    texts: bool
    known: Report | None


def _before(connection: Connection, target: Target, file: File, layout: str | Layout | None) -> _Before:
    institution = find_institution(connection, target.institution)
    own = own_layouts(connection, institution.id) if institution else ()
    return _Before(
        timezone=institution.timezone if institution else target.timezone,
        layout=layout_named(layout, own) if isinstance(layout, str) else layout,
        own=own,
        keys=pseudonyms.expected(connection),
        texts=bool(institution and texts.days_kept(connection, institution.id)),
        known=already_imported(connection, institution, file) if institution else None,
    )
