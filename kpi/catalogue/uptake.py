"""Who takes up products: customers who are members of a community, beside those who are not.

Members choose to join, and customers who were going to buy more may be the ones who do: the difference is seen, and
proves no effect. Only counts are kept, and nobody's name or account.
"""

from typing import Final

from kpi.catalogue.formulas import Lift, Ratio
from kpi.catalogue.kpi import Better, Kpi, Theme
from kpi.catalogue.measure import Fact, Measure
from kpi.catalogue.units import Unit
from kpi.words import N_

MONTHS_OF_CUSTOMERS: Final = (
    Measure(
        "member_customers",
        Fact.CHANNEL_SPAN,
        N_("Customers who are members"),
        N_(
            "Customers who are members of the community, counted once a month: over several months a person counts several times."
        ),
        people=True,
    ),
    Measure(
        "member_takers",
        Fact.CHANNEL_SPAN,
        N_("Members who took up a product"),
        N_("Of those customers, the ones who took up at least one product in the month."),
        people=True,
    ),
    Measure(
        "non_member_customers",
        Fact.CHANNEL_SPAN,
        N_("Customers who are not members"),
        N_(
            "Customers who are not members of the community, counted once a month: over several months a person counts several times."
        ),
        people=True,
    ),
    Measure(
        "non_member_takers",
        Fact.CHANNEL_SPAN,
        N_("Non-members who took up a product"),
        N_("Of the customers who are not members, the ones who took up at least one product in the month."),
        people=True,
    ),
)

UPTAKE: Final = (
    Kpi(
        "product_uptake_members",
        Theme.UPTAKE,
        N_("Product uptake of members"),
        Unit.SHARE,
        Better.MORE,
        Ratio(("member_takers",), ("member_customers",), interval=True),
        N_(
            "Of the customers who are members of the community, those who took up at least one product in the month. Over several months, each month of a customer counts."
        ),
    ),
    Kpi(
        "product_uptake_non_members",
        Theme.UPTAKE,
        N_("Product uptake of non-members"),
        Unit.SHARE,
        Better.MORE,
        Ratio(("non_member_takers",), ("non_member_customers",), interval=True),
        N_(
            "Of the customers who are not members of the community, those who took up at least one product in the month. Over several months, each month of a customer counts."
        ),
    ),
    Kpi(
        "product_uptake_lift",
        Theme.UPTAKE,
        N_("How much more members take up"),
        Unit.SHARE,
        Better.MORE,
        Lift("member_takers", "member_customers", "non_member_takers", "non_member_customers"),
        N_(
            "How much larger the members’ product uptake is than the non-members’. It is no proof that the community sells: members choose to join, and customers who buy more may be the ones who do."
        ),
    ),
)
