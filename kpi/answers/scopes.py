"""Who an answer is about: the institution, its channels, and the scopes over which they are added up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from kpi.answers.question import By, Question
from kpi.errors import UnknownInstitution
from kpi.platforms import PLATFORMS, platform_of
from kpi.store.schema import metadata

ORDER = {platform.key: place for place, platform in enumerate(PLATFORMS)}


@dataclass(frozen=True)
class Place:
    """A channel, with the last instant (epoch seconds) and day that its messages and visits cover."""

    id: int
    platform: str
    handle: str
    message_cutoff: int | None
    visit_cutoff: int | None
    audience: str = "public"


@dataclass(frozen=True)
class Scope:
    """The channels behind one line of an answer.

    `goal_platform` is the platform whose goals and references may stand beside it: "" for the institution as
    a whole, None where a scope is only a part for which nobody promised anything.
    """

    platform: str | None
    channel: str | None
    places: tuple[Place, ...]
    goal_platform: str | None


@dataclass(frozen=True)
class Subject:
    """The institution of a question and its scopes, in the order of the answer."""

    institution_id: int
    name: str
    timezone: ZoneInfo
    scopes: tuple[Scope, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(place for scope in self.scopes for place in scope.places)


def subject_of(connection: Connection, question: Question) -> Subject:
    """The institution and scopes that `question` asks about.

    Raises:
        UnknownInstitution: there is no institution of that id.
        UnknownPlatform: a platform of the question does not exist.
    """
    name, timezone = _institution(connection, question.institution_id)
    everything = places_of(connection, question.institution_id)
    heard = [place for place in everything if not question.audiences or place.audience in question.audiences]
    asked = tuple(dict.fromkeys(platform_of(name).key for name in question.platforms))
    platforms = sorted(asked or {place.platform for place in heard}, key=ORDER.__getitem__)
    places = [place for place in heard if place.platform in platforms]
    goal_platform = _goal_platform(asked, whole=len(places) == len(everything))
    scopes = _SCOPES[question.by](platforms, places, goal_platform)
    if len(heard) < len(everything):  # a goal is promised to all who follow a platform
        scopes = tuple(replace(scope, goal_platform=None) for scope in scopes)
    return Subject(question.institution_id, name, ZoneInfo(timezone), scopes)


def places_of(connection: Connection, institution_id: int) -> list[Place]:
    """The channels of an institution, by platform in the order of `PLATFORMS`, then by handle."""
    table = metadata.tables["channel"]
    columns = (
        table.c.id,
        table.c.platform,
        table.c.handle,
        table.c.message_cutoff,
        table.c.visit_cutoff,
        table.c.audience,
    )
    rows = connection.execute(select(*columns).where(table.c.institution_id == institution_id))
    places = [Place(*row) for row in rows]
    return sorted(places, key=lambda place: (ORDER[place.platform], place.handle, place.id))


def _institution(connection: Connection, institution_id: int) -> tuple[str, str]:
    table = metadata.tables["institution"]
    found = connection.execute(
        select(table.c.name, table.c.timezone).where(table.c.id == institution_id)
    ).one_or_none()
    if found is None:
        known = connection.scalars(select(table.c.name).order_by(table.c.name))
        raise UnknownInstitution(name=institution_id, known=", ".join(known))
    return found.name, found.timezone


def _goal_platform(asked: Sequence[str], *, whole: bool) -> str | None:
    """Whose goals a total is measured by: those of the one platform asked for, or of the whole institution."""
    if len(asked) == 1:
        return asked[0]
    return "" if whole else None


def _in_total(
    _platforms: Sequence[str], places: Sequence[Place], goal_platform: str | None
) -> tuple[Scope, ...]:
    return (Scope(None, None, tuple(places), goal_platform),)


def _by_platform(platforms: Sequence[str], places: Sequence[Place], _goal: str | None) -> tuple[Scope, ...]:
    return tuple(
        Scope(key, None, tuple(place for place in places if place.platform == key), key) for key in platforms
    )


def _by_channel(_platforms: Sequence[str], places: Sequence[Place], _goal: str | None) -> tuple[Scope, ...]:
    shared = [place.platform for place in places]
    return tuple(
        Scope(
            place.platform,
            place.handle,
            (place,),
            place.platform if shared.count(place.platform) == 1 else None,
        )
        for place in places
    )


_SCOPES = {By.TOTAL: _in_total, By.PLATFORM: _by_platform, By.CHANNEL: _by_channel}
