"""References: published figures, each with source, year, country and the definition it was computed with.

A reference is drawn only beside a KPI of the same definition, so each names the KPIs that it may stand beside.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from kpi.words import N_


@dataclass(frozen=True)
class Reference:
    """A published figure. `value` is in the KPI's unit; `platform` "" means any. Texts are translatable."""

    key: str
    kpis: tuple[str, ...]
    platform: str
    value: float
    label: str
    source: str
    year: int
    country: str
    definition: str


REFERENCES: Final = (
    Reference(
        key="like_return_2",
        kpis=("revisit_rate_30d",),
        platform="facebook",
        value=0.02,
        label=N_("2 % come back after a Like"),
        source="Juan Liedo (Ibermática), «El reto del Social Media Banking»",
        year=2012,
        country="ES",
        definition=N_(
            "Share of the people who click Like on a Facebook page and ever visit it again. The source states no window; it stands beside the 30-day figure."
        ),
    ),
)


@cache
def references_for(kpi: str, platform: str) -> tuple[Reference, ...]:
    """The references that may stand beside `kpi` on `platform`."""
    return tuple(r for r in REFERENCES if kpi in r.kpis and r.platform in ("", platform))
