"""KPIs: formulas over measures, each declared once; `docs/kpis.md` and the app's panels are generated from here.

A formula divides last: a ratio is a sum over a sum for the whole period, never a mean of daily ratios. The one
mean that is kept, `engagement_rate_followers`, is the industry's benchmark form and says so.
"""

from typing import Final

from kpi.catalogue.care_kpis import RESPONSE
from kpi.catalogue.content_kpis import AUDIENCE, BASKET, ENGAGEMENT
from kpi.catalogue.formulas import (
    Clock,
    Formula,
    Growth,
    Lift,
    MeanOverPosts,
    OldestOpen,
    Open,
    Percentile,
    Ratio,
    Returned,
    Stock,
    Sum,
    WithinPromise,
)
from kpi.catalogue.kpi import Better, Kpi, Theme
from kpi.catalogue.loyalty_kpis import REVISITS
from kpi.catalogue.uptake import UPTAKE

__all__ = [
    "AUDIENCE",
    "BASKET",
    "ENGAGEMENT",
    "GROWING",
    "KPIS",
    "RESPONSE",
    "REVISITS",
    "UPTAKE",
    "Better",
    "Clock",
    "Formula",
    "Growth",
    "Kpi",
    "Lift",
    "MeanOverPosts",
    "OldestOpen",
    "Open",
    "Percentile",
    "Ratio",
    "Returned",
    "Stock",
    "Sum",
    "Theme",
    "WithinPromise",
]

KPIS: Final = {kpi.key: kpi for kpi in (*ENGAGEMENT, *AUDIENCE, *RESPONSE, *REVISITS, *UPTAKE)}
GROWING: Final = (Growth, Lift)
"""Formulas whose shares may be below zero, or above everything: how much more there is of something."""
