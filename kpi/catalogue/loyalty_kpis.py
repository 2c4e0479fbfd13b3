"""KPIs of coming back."""

from typing import Final

from kpi.catalogue.formulas import Ratio, Returned
from kpi.catalogue.kpi import Better, Kpi, Theme
from kpi.catalogue.units import Unit
from kpi.words import N_

REVISITS: Final = (
    Kpi(
        "revisit_rate_1d",
        Theme.REVISITS,
        N_("Revisits within 1 day"),
        Unit.SHARE,
        Better.MORE,
        Returned("returned_1d", "cohort", 1),
        N_(
            "Of the visitors whose first Like (or first visit, where there are no Likes) falls in the period, those with a visit on the next day. Only days whose next day has passed count."
        ),
    ),
    Kpi(
        "revisit_rate_7d",
        Theme.REVISITS,
        N_("Revisits within 7 days"),
        Unit.SHARE,
        Better.MORE,
        Returned("returned_7d", "cohort", 7),
        N_(
            "Of the visitors whose first Like (or first visit, where there are no Likes) falls in the period, those with a visit on one of the 7 days after. Only days whose 7 days have passed count."
        ),
    ),
    Kpi(
        "revisit_rate_30d",
        Theme.REVISITS,
        N_("Revisits within 30 days"),
        Unit.SHARE,
        Better.MORE,
        Returned("returned_30d", "cohort", 30),
        N_(
            "Of the visitors whose first Like (or first visit, where there are no Likes) falls in the period, those with a visit on one of the 30 days after. Only days whose 30 days have passed count."
        ),
    ),
    Kpi(
        "revisit_rate_90d",
        Theme.REVISITS,
        N_("Revisits within 90 days"),
        Unit.SHARE,
        Better.MORE,
        Returned("returned_90d", "cohort", 90),
        N_(
            "Of the visitors whose first Like (or first visit, where there are no Likes) falls in the period, those with a visit on one of the 90 days after. Only days whose 90 days have passed count."
        ),
    ),
    Kpi(
        "revisit_rate_likers_1d",
        Theme.REVISITS,
        N_("Revisits within 1 day after a Like"),
        Unit.SHARE,
        Better.MORE,
        Returned("likers_returned_1d", "likers", 1),
        N_(
            "Of the visitors whose first recorded Like falls in the period, those with a visit on the next day. Only days whose next day has passed count."
        ),
    ),
    Kpi(
        "revisit_rate_likers_7d",
        Theme.REVISITS,
        N_("Revisits within 7 days after a Like"),
        Unit.SHARE,
        Better.MORE,
        Returned("likers_returned_7d", "likers", 7),
        N_(
            "Of the visitors whose first recorded Like falls in the period, those with a visit on one of the 7 days after. Only days whose 7 days have passed count."
        ),
    ),
    Kpi(
        "revisit_rate_likers_30d",
        Theme.REVISITS,
        N_("Revisits within 30 days after a Like"),
        Unit.SHARE,
        Better.MORE,
        Returned("likers_returned_30d", "likers", 30),
        N_(
            "Of the visitors whose first recorded Like falls in the period, those with a visit on one of the 30 days after. Only days whose 30 days have passed count."
        ),
    ),
    Kpi(
        "revisit_rate_likers_90d",
        Theme.REVISITS,
        N_("Revisits within 90 days after a Like"),
        Unit.SHARE,
        Better.MORE,
        Returned("likers_returned_90d", "likers", 90),
        N_(
            "Of the visitors whose first recorded Like falls in the period, those with a visit on one of the 90 days after. Only days whose 90 days have passed count."
        ),
    ),
    Kpi(
        "revisit_rate_first_visitors_1d",
        Theme.REVISITS,
        N_("Revisits within 1 day after a first visit"),
        Unit.SHARE,
        Better.MORE,
        Returned("first_visitors_returned_1d", "first_visitors", 1),
        N_(
            "Of the visitors whose first recorded visit falls in the period, those with a visit on the next day. Only days whose next day has passed count."
        ),
    ),
    Kpi(
        "revisit_rate_first_visitors_7d",
        Theme.REVISITS,
        N_("Revisits within 7 days after a first visit"),
        Unit.SHARE,
        Better.MORE,
        Returned("first_visitors_returned_7d", "first_visitors", 7),
        N_(
            "Of the visitors whose first recorded visit falls in the period, those with a visit on one of the 7 days after. Only days whose 7 days have passed count."
        ),
    ),
    Kpi(
        "revisit_rate_first_visitors_30d",
        Theme.REVISITS,
        N_("Revisits within 30 days after a first visit"),
        Unit.SHARE,
        Better.MORE,
        Returned("first_visitors_returned_30d", "first_visitors", 30),
        N_(
            "Of the visitors whose first recorded visit falls in the period, those with a visit on one of the 30 days after. Only days whose 30 days have passed count."
        ),
    ),
    Kpi(
        "revisit_rate_first_visitors_90d",
        Theme.REVISITS,
        N_("Revisits within 90 days after a first visit"),
        Unit.SHARE,
        Better.MORE,
        Returned("first_visitors_returned_90d", "first_visitors", 90),
        N_(
            "Of the visitors whose first recorded visit falls in the period, those with a visit on one of the 90 days after. Only days whose 90 days have passed count."
        ),
    ),
    Kpi(
        "returning_visitor_share",
        Theme.REVISITS,
        N_("Share of returning visitors"),
        Unit.SHARE,
        Better.MORE,
        Ratio(("returning_visitors",), ("new_visitors", "returning_visitors")),
        N_(
            "Returning visitors divided by new and returning ones, as the platform or the web analytics counts them."
        ),
    ),
)
