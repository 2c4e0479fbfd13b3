"""Measures of visits, and of cohorts by the day on which they begin."""

from typing import Final

from kpi.catalogue.measure import Fact, Measure
from kpi.words import N_

VISITS: Final = (
    Measure("visits", Fact.VISIT, N_("Visits"), N_("Visits recorded that day.")),
    Measure(
        "cohort",
        Fact.VISIT,
        N_("New likers or first visitors"),
        N_(
            "Visitors whose first recorded Like falls on that day, or whose first visit does, where the channel has no Likes."
        ),
        people=True,
    ),
    Measure(
        "returned_1d",
        Fact.VISIT,
        N_("Returned within 1 day"),
        N_("Of the day's cohort, those with a visit on the next day."),
        people=True,
    ),
    Measure(
        "returned_7d",
        Fact.VISIT,
        N_("Returned within 7 days"),
        N_("Of the day's cohort, those with a visit on one of the 7 days after."),
        people=True,
    ),
    Measure(
        "returned_30d",
        Fact.VISIT,
        N_("Returned within 30 days"),
        N_("Of the day's cohort, those with a visit on one of the 30 days after."),
        people=True,
    ),
    Measure(
        "returned_90d",
        Fact.VISIT,
        N_("Returned within 90 days"),
        N_("Of the day's cohort, those with a visit on one of the 90 days after."),
        people=True,
    ),
    Measure(
        "likers",
        Fact.VISIT,
        N_("New likers"),
        N_("Visitors whose first recorded Like falls on that day."),
        people=True,
    ),
    Measure(
        "likers_returned_1d",
        Fact.VISIT,
        N_("Likers who returned within 1 day"),
        N_("Of the day's likers, those with a visit on the next day."),
        people=True,
    ),
    Measure(
        "likers_returned_7d",
        Fact.VISIT,
        N_("Likers who returned within 7 days"),
        N_("Of the day's likers, those with a visit on one of the 7 days after."),
        people=True,
    ),
    Measure(
        "likers_returned_30d",
        Fact.VISIT,
        N_("Likers who returned within 30 days"),
        N_("Of the day's likers, those with a visit on one of the 30 days after."),
        people=True,
    ),
    Measure(
        "likers_returned_90d",
        Fact.VISIT,
        N_("Likers who returned within 90 days"),
        N_("Of the day's likers, those with a visit on one of the 90 days after."),
        people=True,
    ),
    Measure(
        "first_visitors",
        Fact.VISIT,
        N_("First visitors"),
        N_("Visitors whose first recorded visit falls on that day, whether or not the channel has Likes."),
        people=True,
    ),
    Measure(
        "first_visitors_returned_1d",
        Fact.VISIT,
        N_("First visitors who returned within 1 day"),
        N_("Of the day's first visitors, those with a visit on the next day."),
        people=True,
    ),
    Measure(
        "first_visitors_returned_7d",
        Fact.VISIT,
        N_("First visitors who returned within 7 days"),
        N_("Of the day's first visitors, those with a visit on one of the 7 days after."),
        people=True,
    ),
    Measure(
        "first_visitors_returned_30d",
        Fact.VISIT,
        N_("First visitors who returned within 30 days"),
        N_("Of the day's first visitors, those with a visit on one of the 30 days after."),
        people=True,
    ),
    Measure(
        "first_visitors_returned_90d",
        Fact.VISIT,
        N_("First visitors who returned within 90 days"),
        N_("Of the day's first visitors, those with a visit on one of the 90 days after."),
        people=True,
    ),
)
