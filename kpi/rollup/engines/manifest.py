"""What an export of facts says of itself, so that an old or a broken one is refused."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Final

from kpi.errors import KpiError
from kpi.rollup.engines.texts import FACTS
from kpi.store.institutions import InstitutionRow
from kpi.words import N_

FILE: Final = "manifest.json"


class NoExport(KpiError):
    template = N_(
        "{place} holds no facts of this program. Write them with: python -m kpi export-facts --out FOLDER"
    )


class ExportStale(KpiError):
    template = N_(
        "The facts of {name} have changed since they were written to {place}. Write them again with: python -m kpi export-facts --out FOLDER"
    )


class ExportWithout(KpiError):
    template = N_(
        "{place} holds no facts of {name}, only of {known}. Write them with: python -m kpi export-facts --out FOLDER"
    )


class ExportOfOtherVersion(KpiError):
    template = N_(
        "Another version of this program wrote the facts in {place}. Write them again with: python -m kpi export-facts --out FOLDER"
    )


class ExportIncomplete(KpiError):
    template = N_(
        "{place} has {found} rows of {table} and should have {expected}. Copy it again, whole, or write it again."
    )


@dataclass(frozen=True)
class Manifest:
    """The columns and the rows of each table, and the `data_version` of each institution when it was written."""

    columns: Mapping[str, list[str]]
    rows: Mapping[str, int]
    versions: Mapping[str, int]

    @classmethod
    def read(cls, text: str, place: str) -> "Manifest":
        """What a manifest says.

        Raises:
            NoExport: it is none.
        """
        try:
            found = json.loads(text)
            return cls(found["columns"], found["rows"], found["versions"])
        except (ValueError, KeyError, TypeError):
            raise NoExport(place=place) from None

    def write(self) -> str:
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"

    def check(self, institutions: Iterable[InstitutionRow], place: str) -> None:
        """Make sure that these are the present facts of these institutions.

        Raises:
            ExportOfOtherVersion: a table or a column is missing.
            ExportWithout: an institution is missing.
            ExportStale: an institution's facts have changed since.
        """
        if any(set(needed) - set(self.columns.get(table, ())) for table, needed in FACTS.items()):
            raise ExportOfOtherVersion(place=place)
        for institution in institutions:
            version = self.versions.get(institution.name)
            if version is None:
                raise ExportWithout(place=place, name=institution.name, known=", ".join(self.versions) or "–")
            if version != institution.data_version:
                raise ExportStale(place=place, name=institution.name)
