"""How the sample bank answers: hours, speed and what stays unanswered, channel by channel.

X got two more people and a Saturday shift in May 2026. Facebook has had the same small team all along.
"""

from datetime import date
from typing import Final

from sample_data.bank import FIRST
from sample_data.story import Care, Hours, Schedule
from sample_data.timeline import Steps, Trend

OFFICE: Final = Hours(weekdays=(8, 20))
WITH_SATURDAY: Final = Hours(weekdays=(8, 20), saturday=(9, 14))

CARE: Final = {
    "x": Care(
        a_day=Trend({"2024-11-01": 5.6, "2026-10-31": 6.4}),
        weekend=0.55,
        hours=Steps({"2024-11-01": OFFICE, "2026-05-04": WITH_SATURDAY}),
        wait=Steps({"2024-11-01": 52, "2025-09-01": 64, "2026-05-04": 24, "2026-08-01": 19}),
        spread=0.9,
        never=0.004,
        again=0.38,
    ),
    "facebook": Care(
        a_day=Trend({"2024-11-01": 5.5, "2026-10-31": 5.3}),
        weekend=0.42,
        hours=Steps({"2024-11-01": OFFICE}),
        wait=Trend({"2024-11-01": 95, "2025-06-01": 110, "2026-02-01": 180}),
        spread=0.7,
        never=0.008,
        again=0.30,
        robot=0.8,
    ),
    "instagram": Care(
        a_day=Trend({"2024-11-01": 1.6, "2026-10-31": 3.2}),
        weekend=0.5,
        hours=Steps({"2024-11-01": OFFICE}),
        wait=Trend({"2024-11-01": 84, "2026-10-31": 66}),
        spread=0.75,
        never=0.010,
        again=0.22,
        robot=0.5,
    ),
    "community": Care(
        a_day=Trend({"2025-02-03": 1.0, "2026-10-31": 4.4}),
        weekend=0.6,
        hours=Steps({"2025-02-03": OFFICE}),
        wait=Trend({"2025-02-03": 95, "2026-02-01": 75}),
        spread=0.8,
        never=0.006,
        again=0.34,
        robot=0.15,
    ),
}

# What the application is told of these hours; a test holds the two together.
SCHEDULES: Final = (
    Schedule("", FIRST, OFFICE),
    Schedule("x", date(2026, 5, 4), WITH_SATURDAY, opened=(date(2026, 8, 15),)),
)

# When people write: by hour of the day, from midnight on.
WRITING_HOURS: Final = (
    3, 2, 1, 1, 1, 2, 5, 14, 34, 52, 58, 56, 50, 44, 38, 36, 38, 42, 46, 46, 44, 40, 26, 11,
)  # fmt: skip
