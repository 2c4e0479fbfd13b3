"""What moved a KPI from one period to another: its parts' contributions, which add up to the change.

The change of a sum is the sum of its parts' changes. A ratio R = N ÷ D is the mean of its parts' ratios r, weighted
by their shares w of the denominator, so a part moves it in two ways: its own ratio changed (`rate`), or it became
a larger or a smaller part of the whole (`mix`). Taking both at the midpoint shares their joint effect out evenly:

    rate = (w₀ + w₁)/2 · (r₁ − r₀)        mix = (w₁ − w₀) · ((r₀ + r₁)/2 − (R₀ + R₁)/2)

Source: the symmetric decomposition of T. L. Bennet, "The Theory of Measurement of Changes in Cost of Living",
Journal of the Royal Statistical Society 83 (1920).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

NOTHING: Final = 0.0


@dataclass(frozen=True)
class Part:
    """One part of a whole in one period. `denominator` is None where the KPI is a sum."""

    numerator: float
    denominator: float | None = None

    @property
    def ratio(self) -> float | None:
        """None where the part has nothing to divide by."""
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True)
class Contribution:
    """How much of the change one part explains, in the KPI's unit (of a share: 0.03 is 3 points).

    `amount` is `rate` + `mix`; of a sum all of it is rate. `before` and `after` are the part's own values, None where
    it had none.
    """

    part: str
    amount: float
    rate: float
    mix: float
    before: float | None
    after: float | None


def contributions(before: Mapping[str, Part], after: Mapping[str, Part]) -> list[Contribution]:
    """What each part of either period contributes to the change, the largest first, whichever way.

    The parts of one KPI are all sums or all ratios. The amounts add up to the change of the whole; there are none
    where a ratio has no cases in one of the periods, as nothing then says what it was.
    """
    parts = [*before, *(part for part in after if part not in before)]
    if all(part.denominator is None for part in (*before.values(), *after.values())):
        found = [_of_sum(part, before.get(part), after.get(part)) for part in parts]
    else:
        found = _of_ratio(parts, before, after)
    return sorted(found, key=lambda one: -abs(one.amount))


def _of_sum(name: str, before: Part | None, after: Part | None) -> Contribution:
    was, now = before.numerator if before else None, after.numerator if after else None
    change = (now or NOTHING) - (was or NOTHING)
    return Contribution(name, change, change, NOTHING, was, now)


def _of_ratio(parts: list[str], before: Mapping[str, Part], after: Mapping[str, Part]) -> list[Contribution]:
    whole_before, whole_after = whole(before), whole(after)
    if not whole_before.denominator or not whole_after.denominator:
        return []
    middle = ((whole_before.ratio or NOTHING) + (whole_after.ratio or NOTHING)) / 2
    found = []
    for name in parts:
        was, now = before.get(name), after.get(name)
        share_before = _share(was, whole_before.denominator)
        share_after = _share(now, whole_after.denominator)
        ratio_before, ratio_after = was.ratio if was else None, now.ratio if now else None
        # A part that is new, or gone, has no ratio of its own to have changed: all of it is mix.
        start = ratio_before if ratio_before is not None else ratio_after
        end = ratio_after if ratio_after is not None else ratio_before
        if start is None or end is None:
            continue
        rate = (share_before + share_after) / 2 * (end - start)
        mix = (share_after - share_before) * ((start + end) / 2 - middle)
        found.append(Contribution(name, rate + mix, rate, mix, ratio_before, ratio_after))
    return found


def whole(parts: Mapping[str, Part]) -> Part:
    """The parts of a ratio together."""
    return Part(
        sum(part.numerator for part in parts.values()),
        sum(part.denominator or NOTHING for part in parts.values()),
    )


def _share(part: Part | None, cases: float) -> float:
    return (part.denominator or NOTHING) / cases if part else NOTHING
