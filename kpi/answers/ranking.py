"""Platforms in the order of one KPI, or of the share of their goals that they keep, with the place that each had before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kpi.answers.value import KEPT, SHORT, Status, Value
from kpi.catalogue.kpis import KPIS, Better

GOALS: Final = "goals"
"""What is ranked by in place of a KPI: the share of the goals that are kept."""
JUDGED: Final = (*KEPT, *SHORT)

ByKpi = Mapping[str, Mapping[str, Value]]
"""Values by KPI, then by platform."""


@dataclass(frozen=True)
class Ranked:
    """A platform, its place, the best being 1, and the one before; equal platforms share a place.

    `score` is a KPI's value, or the share of goals kept; `share` is the score beside the largest, as long as a bar.
    `before` None: it was not ranked then. `goals` counts its goals by their status.
    """

    platform: str
    score: float
    share: float
    place: int
    before: int | None
    goals: Mapping[Status, int]

    @property
    def moved(self) -> int | None:
        """Places won since then."""
        return None if self.before is None else self.before - self.place

    @property
    def met(self) -> int:
        return kept(self.goals)

    @property
    def judged(self) -> int:
        return sum(self.goals.values())


def ranking(now: ByKpi, before: ByKpi, by: str, platforms: Sequence[str]) -> list[Ranked]:
    """The platforms that have a score now, the best first; the place before is among those that are ranked now."""
    scores, former = _scores(now, by, platforms), _scores(before, by, platforms)
    sign = 1 if by != GOALS and KPIS[by].better is Better.LESS else -1
    earlier = [former[platform] for platform in scores if platform in former]
    largest = max(map(abs, scores.values()), default=0.0) or 1.0
    found = [
        Ranked(
            platform,
            score,
            abs(score) / largest,
            _place(score, scores.values(), sign),
            _place(former[platform], earlier, sign) if platform in former else None,
            _goals(now, platform),
        )
        for platform, score in scores.items()
    ]
    return sorted(found, key=lambda one: one.place)


def _place(score: float, among: Iterable[float], sign: int) -> int:
    return 1 + sum(other * sign < score * sign for other in among)


def _scores(values: ByKpi, by: str, platforms: Sequence[str]) -> dict[str, float]:
    """What each platform is ranked by; without one it is left out."""
    if by != GOALS:
        row = values.get(by, {})
        known = {platform: row[platform].value for platform in platforms if platform in row}
        return {platform: value for platform, value in known.items() if value is not None}
    goals = {platform: _goals(values, platform) for platform in platforms}
    return {
        platform: kept(counts) / sum(counts.values())
        for platform, counts in goals.items()
        if sum(counts.values())
    }


def kept(counts: Mapping[Status, int]) -> int:
    """How many goals were met, or are on track."""
    return sum(counts[status] for status in KEPT)


def _goals(values: ByKpi, platform: str) -> dict[Status, int]:
    """How many goals of the platform have which verdict; those without one are left out."""
    found = [row[platform] for row in values.values() if platform in row]
    return {status: sum(v.goal is not None and v.status is status for v in found) for status in JUDGED}
