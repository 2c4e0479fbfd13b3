"""How well a platform serves its purpose: the KPIs that tell it, against their goals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kpi.answers.value import KEPT, Status, Value
from kpi.catalogue.purposes import PURPOSES, Purpose


@dataclass(frozen=True)
class Serving:
    """A platform and its purpose: what is known of the KPIs that tell, and the verdict over those with a goal.

    Met: every goal is, or is on track. Missed: none is, and one is missed for certain. Close: in between. No data:
    nothing to judge by.
    """

    platform: str
    purpose: Purpose
    values: Sequence[Value]
    status: Status


def serving(platform: str, purpose: Purpose, of_platform: Mapping[str, Value]) -> Serving:
    """How `platform` serves `purpose`, given its values by KPI; those without a value and a goal are left out."""
    told = [
        value
        for key in purpose.kpis
        if (value := of_platform.get(key)) and (value.value is not None or value.goal is not None)
    ]
    return Serving(platform, purpose, told, verdict(value.status for value in told))


def servings(values: Iterable[Value], purposes: Mapping[str, str]) -> dict[str, Serving]:
    """How well each platform serves its purpose: `purposes` are keys by platform, `values` those of any KPIs by platform."""
    known: dict[str, dict[str, Value]] = {}
    for value in values:
        known.setdefault(value.platform or "", {})[value.key] = value
    return {
        platform: serving(platform, PURPOSES[purpose], known.get(platform, {}))
        for platform, purpose in purposes.items()
        if purpose
    }


def verdict(statuses: Iterable[Status | None]) -> Status:
    """One status for several: see `Serving`."""
    judged = [status for status in statuses if status not in (None, Status.NO_DATA)]
    if not judged:
        return Status.NO_DATA
    kept = [status in KEPT for status in judged]
    if all(kept):
        return Status.MET
    return Status.MISSED if not any(kept) and Status.MISSED in judged else Status.CLOSE
