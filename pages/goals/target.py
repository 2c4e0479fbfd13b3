"""What somebody asked to edit."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """A KPI, a platform ("" for all together) and months, as the days of their first; none leaves them open."""

    kpi: str
    platform: str
    months: tuple[int, ...]
