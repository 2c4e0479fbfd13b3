"""Formats of posts as layouts write them, in words."""

from typing import Final

from kpi.words import N_

FORMATS: Final = {
    "photo": N_("photo"),
    "video": N_("video"),
    "reel": N_("reel"),
    "story": N_("story"),
    "link": N_("link"),
    "text": N_("text"),
    "carousel": N_("carousel"),
    "reply": N_("reply"),
    "other": N_("other"),
}
