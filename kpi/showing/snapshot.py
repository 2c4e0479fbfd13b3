"""Snapshots: what was shown, as a ZIP of CSV files and a manifest that lets anybody check them.

The same filters over the same data give the same bytes: files stand in a fixed order with fixed times, nothing
asks the clock, and so the time of the export is not inside; the file system has it. Every row that was asked for
is there; the manifest says how many rows each file has, and its SHA-256.
"""

import hashlib
import io
import json
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection

from kpi.answers.coverage import Coverage, coverage
from kpi.answers.goals import current_goals
from kpi.answers.question import By, Question
from kpi.answers.value import Value
from kpi.answers.values import answer
from kpi.catalogue.kpis import KPIS
from kpi.catalogue.measures import MEASURES
from kpi.periods import Grain, Period, date_of, next_start, start_of
from kpi.platforms import PLATFORMS, platform_of
from kpi.showing.csv_files import LINE_END, CsvForm, CsvTable, form_for, write_csv
from kpi.showing.formulas import formula_in_words
from kpi.showing.language import Language
from kpi.showing.snapshot_tables import (
    BETTER_WORDS,
    GoalLine,
    definitions_table,
    goals_table,
    kpi_table,
    measures_table,
    series_table,
)
from kpi.store.engine import Store
from kpi.store.institutions import ChannelRow, InstitutionRow, channels, institution_named
from kpi.version import VERSION
from kpi.words import N_

FORMAT: Final = "vinculo-snapshot/1"
MANIFEST: Final = "manifest.json"
CHECKSUMS: Final = "SHA256SUMS"
NO_TIME: Final = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP can hold


@dataclass(frozen=True)
class SnapshotFile:
    """One CSV file of a snapshot and its bytes."""

    table: CsvTable
    content: bytes

    @property
    def rows(self) -> int:
        """Rows under the headings."""
        return len(self.table.rows)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Snapshot:
    """The files of a snapshot and its manifest, not yet packed. `name` is what the ZIP is called."""

    name: str
    locale: str
    files: tuple[SnapshotFile, ...]
    manifest: dict[str, Any]

    @property
    def rows(self) -> int:
        return sum(file.rows for file in self.files)

    def packed(self) -> bytes:
        """The ZIP: the CSV files, the manifest, and the checksums of all of them for `sha256sum --check`."""
        manifest = json.dumps(self.manifest, ensure_ascii=False, indent=2).encode() + b"\n"
        members = [(file.table.name, file.content) for file in self.files] + [(MANIFEST, manifest)]
        sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in members)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, content in (*members, (CHECKSUMS, sums.encode())):
                archive.writestr(_member(name), content, zipfile.ZIP_DEFLATED, compresslevel=6)
        return buffer.getvalue()


def make_snapshot(
    store: Store, institution: InstitutionRow, period: Period, platforms: Iterable[str], locale: str
) -> bytes:
    """The snapshot of one institution and period as a ZIP; no `platforms` means all of them.

    Raises:
        UnknownPlatform: one of `platforms` does not exist.
    """
    return collect(store, institution, period, platforms, locale).packed()


def collect(
    store: Store, institution: InstitutionRow, period: Period, platforms: Iterable[str], locale: str
) -> Snapshot:
    """The files of a snapshot, before they are packed: for a preview of exactly what will be inside."""
    chosen = _in_order(platforms)
    language, form = Language(locale), form_for(locale)
    with store.reading() as connection:
        institution = institution_named(connection, institution.name)  # as it is now, with its data version
        tables = tuple(_tables(connection, institution, period, chosen, language))
        covered = coverage(connection, institution.id)
        reach = [
            _reach(row, covered)
            for row in channels(connection, institution.id)
            if not chosen or row.platform in chosen
        ]
    files = tuple(SnapshotFile(table, write_csv(table, form)) for table in tables)
    manifest = {
        "format": FORMAT,
        "program": {"name": "Vínculo", "version": VERSION},
        "institution": {"name": institution.name, "timezone": institution.timezone},
        "data_version": institution.data_version,
        "period": {"first_day": str(period.first), "last_day": str(period.last), "days": period.days},
        "filters": {"platforms": list(chosen), "all_platforms": not chosen},
        "locale": locale,
        "csv": _described(form),
        "data_until": reach,
        "files": [_listed(file) for file in files],
        "kpis": _definitions(language),
        "notes": _notes(language),
    }
    return Snapshot(snapshot_name(institution.name, period, chosen, locale), locale, files, manifest)


def snapshot_name(institution: str, period: Period, platforms: Iterable[str], locale: str) -> str:
    """The name of the ZIP: plain letters, so that it survives every file system and mail program."""
    plain = unicodedata.normalize("NFKD", institution).encode("ascii", "ignore").decode().casefold()
    words = "".join(sign if sign.isalnum() else " " for sign in plain).split()
    parts = ["vinculo", "-".join(words), str(period.first), str(period.last), *_in_order(platforms), locale]
    return "_".join(part for part in parts if part) + ".zip"


def _in_order(platforms: Iterable[str]) -> tuple[str, ...]:
    """Platforms once each, in their own order: the order in which somebody chose them changes no byte."""
    chosen = {platform_of(name).key for name in platforms}
    return tuple(platform.key for platform in PLATFORMS if platform.key in chosen)


def _tables(
    connection: Connection,
    institution: InstitutionRow,
    period: Period,
    platforms: tuple[str, ...],
    language: Language,
) -> Iterator[CsvTable]:
    def ask(by: By, grain: Grain = Grain.TOTAL, *, measures: bool = False) -> Sequence[Value]:
        wanted: dict[str, Any] = {"measures": tuple(MEASURES)} if measures else {"kpis": tuple(KPIS)}
        question = Question(institution.id, period, platforms, by=by, grain=grain, **wanted)
        return answer(connection, question)

    yield kpi_table(
        "kpi_values.csv",
        N_("KPI values of the period, with goal and status: all platforms together, then each one"),
        [*ask(By.TOTAL), *ask(By.PLATFORM)],
        language,
    )
    yield kpi_table(
        "kpi_by_month.csv",
        N_("KPI values by month and platform, with goal and status"),
        ask(By.PLATFORM, Grain.MONTH),
        language,
    )
    yield series_table(
        "kpi_by_day.csv",
        N_("KPI values by day and platform"),
        ask(By.PLATFORM, Grain.DAY),
        language,
    )
    yield measures_table(
        "measures_by_day.csv",
        N_("Measures by day and platform: the sums that the KPIs are divided from"),
        ask(By.PLATFORM, Grain.DAY, measures=True),
        language,
    )
    yield goals_table(
        "goals.csv",
        N_("Goals of the months that the period touches, with the whole month's actual value and status"),
        _goal_lines(connection, institution, period, platforms),
        language,
    )
    yield definitions_table(
        "definitions.csv", N_("What every KPI, measure and reference means, and its formula"), language
    )


def _goal_lines(
    connection: Connection, institution: InstitutionRow, period: Period, platforms: tuple[str, ...]
) -> Iterator[GoalLine]:
    """The goals of the months touched, each beside its month's actual value."""
    months = Period(start_of(period.start, Grain.MONTH), next_start(period.end - 1, Grain.MONTH))
    actuals = {
        (value.key, value.platform or "", value.period.start): value
        for by in (By.TOTAL, By.PLATFORM)
        for value in answer(
            connection,
            Question(institution.id, months, platforms, kpis=tuple(KPIS), by=by, grain=Grain.MONTH),
        )
    }
    order = {key: position for position, key in enumerate(("", *(p.key for p in PLATFORMS)))}
    goals = [
        goal
        for goal in current_goals(connection, institution.id, months)
        if not platforms or not goal.platform or goal.platform in platforms
    ]
    for goal in sorted(goals, key=lambda g: (list(KPIS).index(g.kpi), order[g.platform], g.month)):
        # The total over chosen platforms is not what was promised for all of them.
        partial = bool(platforms) and not goal.platform
        actual = None if partial else actuals.get((goal.kpi, goal.platform, goal.month))
        yield GoalLine(institution.name, goal, actual)


def _described(form: CsvForm) -> dict[str, Any]:
    return {
        "separator": form.separator,
        "decimal": form.decimal,
        "encoding": "UTF-8",
        "byte_order_mark": form.mark,
        "line_end": LINE_END,
        "texts": "in double quotes; an apostrophe stands before what a spreadsheet would run as a formula",
        "missing": "an empty cell; zero is 0",
        "days": "YYYY-MM-DD",
    }


def _reach(channel: ChannelRow, covered: Iterable[Coverage]) -> dict[str, Any]:
    """How far a channel's data reach: the last day of each fact, and the cut-offs that open turns and cohorts have."""
    messages, visits = channel.message_cutoff, channel.visit_cutoff
    mine = (row for row in covered if (row.platform, row.channel) == (channel.platform, channel.handle))
    return {
        "platform": channel.platform,
        "channel": channel.handle,
        "last_days": {row.fact.value: str(row.period.last) for row in mine},
        "messages_cut_off": None if messages is None else datetime.fromtimestamp(messages, UTC).isoformat(),
        "visits_cut_off": None if visits is None else str(date_of(visits)),
    }


def _listed(file: SnapshotFile) -> dict[str, Any]:
    return {
        "name": file.table.name,
        "title": file.table.title,
        "rows": file.rows,
        "bytes": len(file.content),
        "sha256": file.sha256,
        "columns": [{"key": column.key, "heading": column.heading} for column in file.table.columns],
    }


def _definitions(language: Language) -> list[dict[str, Any]]:
    return [
        {
            "key": kpi.key,
            "label": language.say(kpi.label),
            "unit": kpi.unit.value,
            "better": language.say(BETTER_WORDS[kpi.better]),
            "formula": language.say(formula_in_words(kpi.formula)),
            "definition": language.say(kpi.definition),
            "source": kpi.source,
        }
        for kpi in KPIS.values()
    ]


def _notes(language: Language) -> list[str]:
    return [
        language.say(note)
        for note in (
            N_(
                "The same filters over the same data give the same bytes, so the time of the export is not inside."
            ),
            N_("Shares run from 0 to 1 and durations are in seconds, as the command line prints them."),
            N_("To check the files, unpack them and run `sha256sum --check SHA256SUMS`."),
        )
    ]


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, NO_TIME)
    member.create_system = 3  # the same on every machine
    member.external_attr = 0o644 << 16
    return member
