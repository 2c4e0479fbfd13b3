"""Who an answer is about: the institution, its channels, and the scopes over which they are added up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, select

from kpi.answers.question import By, Question
from kpi.answers.rows import tuples
from kpi.errors import UnknownInstitution
from kpi.platforms import PLATFORMS, platform_of
from kpi.store.schema import metadata

ORDER = {platform.key: place for place, platform in enumerate(PLATFORMS)}
INSTITUTION, CHANNEL = metadata.tables["institution"], metadata.tables["channel"]
MESSAGES: Final = 3
"""Where a channel's cut-off of messages stands in its row."""
_WITH_CHANNELS: Final = (
    select(
        INSTITUTION.c.id,
        INSTITUTION.c.name,
        INSTITUTION.c.timezone,
        CHANNEL.c.id,
        CHANNEL.c.platform,
        CHANNEL.c.handle,
        CHANNEL.c.message_cutoff,
        CHANNEL.c.visit_cutoff,
        CHANNEL.c.audience,
    )
    .select_from(INSTITUTION.outerjoin(CHANNEL, CHANNEL.c.institution_id == INSTITUTION.c.id))
    .where(INSTITUTION.c.id.in_(bindparam("ids", expanding=True)))
)


@dataclass(frozen=True)
class Place:
    """A channel, with the last instant (epoch seconds) and day that its messages and visits cover.

    `timezone` is its institution's, and so is `messages_until`, the last instant with a message on any of its channels:
    whoever has no answer is taken to wait until then, on each channel alike.
    """

    id: int
    platform: str
    handle: str
    message_cutoff: int | None
    visit_cutoff: int | None
    audience: str
    institution_id: int
    timezone: ZoneInfo
    messages_until: int | None


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
    return subjects_of(connection, question, (question.institution_id,))[0]


def subjects_of(connection: Connection, question: Question, institution_ids: Sequence[int]) -> list[Subject]:
    """The same of several institutions, whichever the question names; in their order.

    Raises:
        UnknownInstitution: there is no institution of one of the ids.
        UnknownPlatform: a platform of the question does not exist.
    """
    asked = tuple(dict.fromkeys(platform_of(name).key for name in question.platforms))
    known = _read(connection, institution_ids)
    for institution_id in institution_ids:
        if institution_id not in known:
            names = connection.scalars(select(INSTITUTION.c.name).order_by(INSTITUTION.c.name))
            raise UnknownInstitution(name=institution_id, known=", ".join(names))
    return [_subject(question, asked, known[institution_id]) for institution_id in institution_ids]


def places_of(connection: Connection, institution_id: int) -> list[Place]:
    """The channels of an institution, by platform in the order of `PLATFORMS`, then by handle."""
    found = _read(connection, (institution_id,)).get(institution_id)
    return list(found.places) if found else []


@dataclass(frozen=True)
class _Known:
    """An institution with all of its channels."""

    id: int
    name: str
    timezone: ZoneInfo
    places: tuple[Place, ...]


def _read(connection: Connection, institution_ids: Sequence[int]) -> dict[int, _Known]:
    """The institutions that exist of these, with their channels, in one statement."""
    rows: dict[int, list[tuple[Any, ...]]] = {}
    for row in tuples(connection, _WITH_CHANNELS, ids=list(institution_ids)):
        rows.setdefault(row[0], []).append(row)
    return {institution_id: _known(of_one) for institution_id, of_one in rows.items()}


def _known(rows: Sequence[tuple[Any, ...]]) -> _Known:
    institution_id, name, timezone = rows[0][:3]
    zone = ZoneInfo(timezone)
    channels = [row[3:] for row in rows if row[3] is not None]
    until = max((channel[MESSAGES] for channel in channels if channel[MESSAGES] is not None), default=None)
    places = [Place(*channel, institution_id, zone, until) for channel in channels]  # type: ignore[call-arg]
    places.sort(key=lambda place: (ORDER[place.platform], place.handle, place.id))
    return _Known(institution_id, name, zone, tuple(places))


def _subject(question: Question, asked: Sequence[str], known: _Known) -> Subject:
    everything = known.places
    heard = [place for place in everything if not question.audiences or place.audience in question.audiences]
    platforms = sorted(asked or {place.platform for place in heard}, key=ORDER.__getitem__)
    places = [place for place in heard if place.platform in platforms]
    goal_platform = _goal_platform(asked, whole=len(places) == len(everything))
    scopes = _SCOPES[question.by](platforms, places, goal_platform)
    if len(heard) < len(everything):  # a goal is promised to all who follow a platform
        scopes = tuple(replace(scope, goal_platform=None) for scope in scopes)
    return Subject(known.id, known.name, known.timezone, scopes)


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
