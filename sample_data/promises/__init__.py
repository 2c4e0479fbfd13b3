"""What the sample bank promised: KPI, platform, levels, who keeps it and why.

Shares are from 0 to 1, times in seconds. A level holds from its month on; those of followers go in a straight
line from one month to the next.
"""

from typing import Final

from sample_data.promises.bank_wide import ALL_PLATFORMS
from sample_data.promises.networks import FACEBOOK, INSTAGRAM, LINKEDIN, TIKTOK, YOUTUBE, X
from sample_data.promises.own_spaces import OWN_SPACES

PROMISES: Final = (
    *ALL_PLATFORMS,
    *FACEBOOK,
    *X,
    *INSTAGRAM,
    *LINKEDIN,
    *TIKTOK,
    *YOUTUBE,
    *OWN_SPACES,
)
