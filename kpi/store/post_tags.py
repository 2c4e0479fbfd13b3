"""Tags of posts that people set: campaign and purpose, over what the exports say and kept when these come again."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select

from kpi.catalogue.purposes_of_posts import PURPOSES
from kpi.errors import KpiError
from kpi.store.institutions import CHANNEL, bump_version
from kpi.store.schema import metadata
from kpi.words import N_

POST: Final = metadata.tables["post"]
TAG: Final = metadata.tables["post_tag"]
CAMPAIGN_LENGTH: Final = 120
AT_ONCE: Final = 500
"""Posts in one statement: databases take only so many values."""

PostKey = tuple[int, str]
"""A channel's id and the identifier of a post on it."""


class UnknownPurposeOfPost(KpiError):
    template = N_("“{name}” is no purpose of posts. Use one of: {known}.")


class UnknownPost(KpiError):
    template = N_("The post {post} is not there any more. Look at the posts again, then change them.")


class CampaignTooLong(KpiError):
    template = N_("The name of a campaign has at most {most} letters. Shorten “{beginning}…”.")


class As(Enum):
    """What a tag may be given in place of a text."""

    IT_IS = "it is"  # left alone
    EXPORTED = "exported"  # what the export says counts again


Said = str | As
"""A tag's new text ("" is none), or what to do with it."""


@dataclass(frozen=True)
class PostTags:
    """What a person has said of a post. None: as the export has it. `changed_at` is in epoch seconds."""

    campaign: str | None
    purpose: str | None
    changed_by: str
    changed_at: int


def tag_posts(
    connection: Connection,
    institution_id: int,
    posts: Iterable[PostKey],
    *,
    campaign: Said = As.IT_IS,
    purpose: Said = As.IT_IS,
    by: str = "",
    now: int | None = None,
) -> int:
    """Say what posts belong to and what they are for; what the exports say of them stays as it is.

    Returns:
        Of how many posts anything changed.

    Raises:
        UnknownPurposeOfPost, CampaignTooLong: it cannot be said.
        UnknownPost: the institution has no such post.
    """
    said = {"campaign": _campaign(campaign), "purpose": _purpose(purpose)}
    keys = sorted(set(posts))
    when = int(time.time()) if now is None else now
    changed = 0
    for some in _pieces(keys):
        _check(connection, institution_id, some)
        known = {
            (row.channel_id, row.post_id): row
            for row in connection.execute(select(TAG).where(_are(TAG, some)))
        }
        rows = [row for key in some if (row := _changed(key, known.get(key), said))]
        if rows:
            connection.execute(
                delete(TAG).where(_are(TAG, [(row["channel_id"], row["post_id"]) for row in rows]))
            )
            connection.execute(insert(TAG), [row | {"changed_by": by, "changed_at": when} for row in rows])
        changed += len(rows)
    if changed:
        bump_version(connection, institution_id)
    return changed


def tags_of(connection: Connection, posts: Iterable[PostKey]) -> dict[PostKey, PostTags]:
    """What people have said of some posts; those of which nobody ever did are left out."""
    found = {}
    for some in _pieces(sorted(set(posts))):
        for row in connection.execute(select(TAG).where(_are(TAG, some))):
            tags = PostTags(row.campaign, row.purpose, row.changed_by, row.changed_at)
            found[(row.channel_id, row.post_id)] = tags
    return found


def _campaign(said: Said) -> Said:
    if isinstance(said, As):
        return said
    name = " ".join(said.split())
    if len(name) > CAMPAIGN_LENGTH:
        raise CampaignTooLong(most=CAMPAIGN_LENGTH, beginning=name[:20])
    return name


def _purpose(said: Said) -> Said:
    if isinstance(said, str) and said and said not in PURPOSES:
        raise UnknownPurposeOfPost(name=said, known=", ".join(PURPOSES))
    return said


def _pieces(keys: Sequence[PostKey]) -> Iterator[Sequence[PostKey]]:
    return (keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE))


def _are(table: Any, keys: Sequence[PostKey]) -> ColumnElement[bool]:
    """The table's row is one of these, channel by channel."""
    by_channel: dict[int, list[str]] = {}
    for channel_id, post_id in keys:
        by_channel.setdefault(channel_id, []).append(post_id)
    here = (
        and_(table.c.channel_id == channel, table.c.post_id.in_(ids)) for channel, ids in by_channel.items()
    )
    return or_(*here)


def _check(connection: Connection, institution_id: int, keys: Sequence[PostKey]) -> None:
    query = (
        select(POST.c.channel_id, POST.c.post_id)
        .join(CHANNEL, CHANNEL.c.id == POST.c.channel_id)
        .where(CHANNEL.c.institution_id == institution_id, _are(POST, keys))
    )
    missing = set(keys) - {(channel, post) for channel, post in connection.execute(query)}
    if missing:
        raise UnknownPost(post=min(missing)[1])


def _changed(key: PostKey, known: Any, said: Mapping[str, Said]) -> dict[str, Any] | None:
    """The post's row as it is to be; None where that says what is there."""
    now = {name: getattr(known, name, None) for name in said}
    new = {name: now[name] if value is As.IT_IS else _stored(value) for name, value in said.items()}
    if new == now:
        return None
    return {"channel_id": key[0], "post_id": key[1], **new}


def _stored(said: Said) -> str | None:
    return said if isinstance(said, str) else None
