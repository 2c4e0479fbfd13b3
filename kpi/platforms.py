"""The platforms that a channel can be on, declared once."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kpi.errors import UnknownPlatform
from kpi.words import N_


class Audience(StrEnum):
    """Who can see a channel."""

    PUBLIC = "public"
    PRIVATE = "private"
    EMPLOYEES = "employees"


@dataclass(frozen=True)
class Platform:
    """A network or an own space. `label` is a translatable name, `audience` what a new channel starts with."""

    key: str
    label: str
    audience: Audience = Audience.PUBLIC


PLATFORMS: Final = (
    Platform("facebook", N_("Facebook")),
    Platform("x", N_("X")),
    Platform("instagram", N_("Instagram")),
    Platform("linkedin", N_("LinkedIn")),
    Platform("tiktok", N_("TikTok")),
    Platform("youtube", N_("YouTube")),
    Platform("pinterest", N_("Pinterest")),
    Platform("blog", N_("Blog")),
    Platform("web", N_("Website")),
    Platform("community", N_("Community"), Audience.PRIVATE),
    Platform("employee_network", N_("Employee network"), Audience.EMPLOYEES),
)


@dataclass(frozen=True)
class Account:
    """A channel in a sentence: people read "Pinterest, caja", programs the key "pinterest:caja"."""

    platform: str
    handle: str = ""

    @classmethod
    def of(cls, name: str) -> "Account":
        """The account that the key `name` means."""
        platform, _, handle = name.partition(":")
        return cls(platform, handle)

    def __str__(self) -> str:
        return f"{self.platform}:{self.handle}" if self.handle else self.platform


BY_KEY: Final = {platform.key: platform for platform in PLATFORMS}


def platform_of(name: str) -> Platform:
    """The platform called `name`, in any case.

    Raises:
        UnknownPlatform: no platform has that key; the sentence lists those that exist.
    """
    found = BY_KEY.get(name.strip().casefold())
    if found is None:
        raise UnknownPlatform(name=name, known=", ".join(BY_KEY))
    return found
