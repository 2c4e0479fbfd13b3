"""Snapshots: what was shown, as a ZIP of CSV files and a manifest that lets anybody check them.

The same filters over the same data give the same bytes: files stand in a fixed order with fixed times, nothing
asks the clock, and so the time of the export is not inside; the file system has it. Every row that was asked for
is there; the manifest says how many rows each file has, and its SHA-256.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Final

from kpi.catalogue.kpis import KPIS
from kpi.periods import Period, date_of
from kpi.showing.csv_files import LINE_END, CsvForm, CsvTable, form_for, write_csv
from kpi.showing.definitions_table import BETTER_WORDS
from kpi.showing.file_names import file_name, plain
from kpi.showing.formulas import formula_in_words
from kpi.showing.invented import invented
from kpi.showing.language import Language
from kpi.showing.snapshot_contents import Contents, Filters, Onlooker, Part, gather, nobody
from kpi.store.engine import Store
from kpi.store.institutions import ChannelRow, InstitutionRow
from kpi.version import VERSION
from kpi.words import N_, Message

FORMAT: Final = "vinculo-snapshot/1"
MANIFEST: Final = "manifest.json"
CHECKSUMS: Final = "SHA256SUMS"
NO_TIME: Final = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP can hold


FILES: Final = (Part.VALUES, Part.MONTHS, Part.DAYS, Part.MEASURES, Part.GOALS, Part.DEFINITIONS)
READ: Final = 0.7
"""Which share of the time goes into reading, as years of days have it; writing takes the rest."""


@dataclass(frozen=True)
class SnapshotFile:
    """One CSV file of a snapshot and its bytes."""

    table: CsvTable
    content: bytes

    @property
    def rows(self) -> int:
        """Rows under the headings."""
        return len(self.table.rows)

    @cached_property
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

    def members(self) -> list[tuple[str, bytes]]:
        """The files by name: the CSV files, the manifest, and the checksums of all of them for `sha256sum --check`."""
        manifest = json.dumps(self.manifest, ensure_ascii=False, indent=2).encode() + b"\n"
        digests = {file.table.name: file.sha256 for file in self.files}
        digests[MANIFEST] = hashlib.sha256(manifest).hexdigest()
        sums = "".join(f"{digest}  {name}\n" for name, digest in digests.items())
        files = [(file.table.name, file.content) for file in self.files]
        return [*files, (MANIFEST, manifest), (CHECKSUMS, sums.encode())]

    def packed(self) -> bytes:
        """The ZIP of its members."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, content in self.members():
                archive.writestr(_member(name), content, zipfile.ZIP_DEFLATED, compresslevel=6)
        return buffer.getvalue()


def make_snapshot(
    store: Store, institution: InstitutionRow, period: Period, platforms: Iterable[str], locale: str
) -> bytes:
    """The snapshot of one institution and period as a ZIP; no `platforms` means all of them.

    Raises:
        UnknownPlatform: one of `platforms` does not exist.
    """
    return collect(store, Filters.of(institution, period, platforms, locale)).packed()


def collect(store: Store, filters: Filters, onlooker: Onlooker = nobody) -> Snapshot:
    """The files of a snapshot, before they are packed."""
    contents = gather(store, filters, FILES, onlooker, READ)
    form = form_for(filters.locale)
    files = []
    for place, table in enumerate(contents.tables):
        onlooker(
            Message(N_("Writing {file}"), {"file": table.name}), READ + (0.95 - READ) * place / len(FILES)
        )
        files.append(SnapshotFile(table, write_csv(table, form)))
    onlooker(Message(N_("Packing the files")), 0.95)
    return Snapshot(
        taken_name("", contents.filters, ".zip"),
        filters.locale,
        tuple(files),
        _manifest(contents, form, files),
    )


def taken_name(kind: str, filters: Filters, suffix: str) -> str:
    """What a file is called that holds the numbers of `filters`; `kind` is what it is, where its suffix does not say."""
    period = filters.period
    where = (plain(filters.institution.name), str(period.first), str(period.last), *filters.platforms)
    return file_name(kind, *where, filters.locale, suffix=suffix)


def _manifest(contents: Contents, form: CsvForm, files: Iterable[SnapshotFile]) -> dict[str, Any]:
    filters = contents.filters
    institution, period, language = filters.institution, filters.period, filters.language
    return {
        "format": FORMAT,
        "program": {"name": "Vínculo", "version": VERSION},
        "institution": {
            "name": institution.name,
            "timezone": institution.timezone,
            "is_sample": institution.is_sample,
        },
        "data_version": institution.data_version,
        "period": {"first_day": str(period.first), "last_day": str(period.last), "days": period.days},
        "filters": {"platforms": list(filters.platforms), "all_platforms": not filters.platforms},
        "locale": filters.locale,
        "csv": _described(form),
        "data_until": [_reach(channel, contents) for channel in contents.channels],
        "files": [_listed(file) for file in files],
        "kpis": _definitions(language),
        "notes": [*invented(institution, language), *_notes(language)],
    }


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


def _reach(channel: ChannelRow, contents: Contents) -> dict[str, Any]:
    """How far a channel's data reach: the last day of each fact, and the cut-offs that open turns and cohorts have."""
    messages, visits = channel.message_cutoff, channel.visit_cutoff
    return {
        "platform": channel.platform,
        "channel": channel.handle,
        "last_days": {row.fact.value: str(row.period.last) for row in contents.covered_of(channel)},
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
