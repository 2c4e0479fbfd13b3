"""What a platform can be for, and the KPIs that tell how well it serves that."""

from dataclasses import dataclass
from typing import Final

from kpi.errors import KpiError
from kpi.words import N_


@dataclass(frozen=True)
class Purpose:
    """What an institution is on a platform for. `label` and `meaning` are translatable; `kpis` tell how well it does."""

    key: str
    label: str
    meaning: str
    kpis: tuple[str, ...]


PURPOSES: Final = {
    purpose.key: purpose
    for purpose in (
        Purpose(
            "community",
            N_("Community"),
            N_("Customers come back and talk to one another."),
            ("revisit_rate_30d", "returning_visitor_share", "conversation_rate"),
        ),
        Purpose(
            "care",
            N_("Customer care"),
            N_("Questions are answered, soon."),
            ("answered_within_24h", "reply_time_median", "response_rate"),
        ),
        Purpose(
            "professionals",
            N_("Professionals"),
            N_("Companies and future colleagues follow and react."),
            ("engagement_rate_views", "followers", "click_through_rate"),
        ),
        Purpose(
            "brand",
            N_("Brand"),
            N_("The institution is seen, and what it says is passed on."),
            ("engagement_rate_views", "followers", "amplification_rate"),
        ),
        Purpose(
            "young",
            N_("Young audiences"),
            N_("Those who are not customers yet follow, and come back."),
            ("followers", "engagement_rate_views", "returning_visitor_share"),
        ),
        Purpose(
            "self_service",
            N_("Self-service"),
            N_("Customers do on their own what they came for, and come back."),
            ("returning_visitor_share", "revisit_rate_30d"),
        ),
    )
}

KPIS_THAT_TELL: Final = tuple(dict.fromkeys(key for purpose in PURPOSES.values() for key in purpose.kpis))
"""Every KPI that tells how well any purpose is served."""


class UnknownPurpose(KpiError):
    template = N_("“{name}” is not a purpose. Use one of: {known}.")


def purpose_of(key: str) -> Purpose:
    """The purpose with that key.

    Raises:
        UnknownPurpose: there is none.
    """
    if key not in PURPOSES:
        raise UnknownPurpose(name=key, known=", ".join(PURPOSES))
    return PURPOSES[key]
