"""Units of measures and KPIs, as they stand in the command line's JSON."""

from enum import StrEnum


class Unit(StrEnum):
    """`share` runs from 0 to 1; screens show it in per cent. `seconds` are shown as a duration."""

    COUNT = "count"
    SHARE = "share"
    SECONDS = "seconds"
    PER_POST = "per_post"
    DAYS = "days"
