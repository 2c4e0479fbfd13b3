"""Our own templates, for what no vendor's export of this bank holds. `docs/templates.md` describes them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import PurePosixPath

from sample_data.bank import FIRST, LAST, SORTED_SINCE, channel_on
from sample_data.clock import local, local_date
from sample_data.messages import Message
from sample_data.posts import Post
from sample_data.timeline import cut, months_named
from sample_data.totals import ChannelDay
from sample_data.uptake import Uptake
from sample_data.visits import Visit
from sample_data.writers.cells import Cell, SampleFile, minimal

POSTS = (
    "platform",
    "channel",
    "post_id",
    "published_at",
    "format",
    "title",
    "views",
    "reach",
    "reactions",
    "comments",
    "shares",
    "saves",
    "link_clicks",
    "campaign",
    "purpose",
)
TAGS = ("plataforma", "id_publicacion", "publicado_el", "campaña", "propósito")
UPTAKE = (
    "platform", "channel", "month", "member_customers", "member_takers", "non_member_customers",
    "non_member_takers",
)  # fmt: skip
MESSAGES = ("platform", "conversation_id", "message_id", "sent_at", "direction", "automated", "author")
VISITS = ("platform", "visitor", "visited_at", "kind")
DAYS = (
    "platform", "channel", "day", "followers", "new_followers", "lost_followers", "page_views", "page_reach",
    "page_engagements", "profile_visits", "new_visitors", "returning_visitors",
)  # fmt: skip


def posts_file(platform: str, posts: Sequence[Post]) -> SampleFile:
    """All posts of a platform in one file, local times. What the platform does not count stays empty."""
    handle = channel_on(platform).handle
    shared, saved = any(post.shares for post in posts), any(post.saves for post in posts)

    def row(post: Post) -> list[Cell]:
        return [
            platform, handle, f"{platform[:2]}-{post.number + 1:04}",
            local(post.published_at).strftime("%Y-%m-%d %H:%M"), post.format, post.text, post.views,
            post.reach, post.reactions, post.comments, post.shares if shared else None,
            post.saves if saved else None, post.link_clicks, post.campaign, post.purpose,
        ]  # fmt: skip

    return _file(platform, "publicaciones.csv", [POSTS, *map(row, posts)])


def tags_file(platform: str, posts: Sequence[Post], ids: Sequence[str]) -> SampleFile:
    """What the team adds to the posts of a vendor's export, since it sorts them: campaign and purpose."""
    rows: list[Sequence[Cell]] = [TAGS]
    rows += [
        (
            platform, ids[post.number], local(post.published_at).strftime("%Y-%m-%d %H:%M"), post.campaign,
            post.purpose,
        )
        for post in posts
        if post.day >= SORTED_SINCE
    ]  # fmt: skip
    channel = f"{platform}:{channel_on(platform).handle}"
    return SampleFile(PurePosixPath(platform, "etiquetas.csv"), minimal(rows, separator=";"), channel)


def uptake_file(rows: Sequence[Uptake]) -> SampleFile:
    """Who took up products, a row a month."""
    handle = channel_on("community").handle
    table: list[Sequence[Cell]] = [UPTAKE]
    table += [
        (
            "community",
            handle,
            f"{row.month:%Y-%m}",
            row.members,
            row.member_takers,
            row.others,
            row.other_takers,
        )
        for row in rows
    ]
    return _file("community", "contratacion.csv", table)


def messages_files(platform: str, messages: Sequence[Message], months_each: int = 12) -> Iterator[SampleFile]:
    """Messages in and out, with the automated ones among them; times with their offset."""

    def row(message: Message) -> list[Cell]:
        talk = f"{platform[:2]}-{message.conversation}"
        return [
            platform, talk, f"{talk}-{message.number}", local(message.sent_at).isoformat(),
            "out" if message.outbound else "in", int(message.automated),
            None if message.outbound else f"c{message.customer}",
        ]  # fmt: skip

    since = max(FIRST, channel_on(platform).since)
    for first, last in cut(since, LAST, months_each):
        chosen = [m for m in messages if first <= local_date(m.sent_at) <= last]
        yield _file(platform, f"mensajes_{months_named(first, last)}.csv", [MESSAGES, *map(row, chosen)])


def visits_files(platform: str, visits: Sequence[Visit]) -> Iterator[SampleFile]:
    """A year a file, times in UTC."""

    def row(visit: Visit) -> list[Cell]:
        when = datetime.fromtimestamp(visit.visited_at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return [platform, visit.visitor, when, "like" if visit.liked else "visit"]

    since = max(FIRST, channel_on(platform).since)
    for first, last in cut(since, LAST, 12):
        chosen = [visit for visit in visits if first <= visit.day <= last]
        yield _file(platform, f"visitas_{months_named(first, last)}.csv", [VISITS, *map(row, chosen)])


def days_file(platform: str, totals: Sequence[ChannelDay]) -> SampleFile:
    """A channel's days; those of its gap are not there."""
    handle = channel_on(platform).handle

    def row(total: ChannelDay) -> list[Cell]:
        return [
            platform, handle, total.day.isoformat(), total.followers, total.new_followers,
            total.lost_followers, total.page_views, total.page_reach, total.page_engagements,
            total.profile_visits, total.new_visitors, total.returning_visitors,
        ]  # fmt: skip

    return _file(platform, "dias.csv", [DAYS, *(row(t) for t in totals if not _in_gap(platform, t.day))])


def followers_file(totals: dict[str, Sequence[ChannelDay]]) -> SampleFile:
    """Followers of several platforms in one file: what the team notes down every morning."""
    rows: list[Sequence[Cell]] = [("plataforma", "canal", "día", "seguidores")]
    for platform, channel_totals in totals.items():
        handle = channel_on(platform).handle
        rows += [(platform, handle, total.day.isoformat(), total.followers) for total in channel_totals]
    return SampleFile(PurePosixPath("varias", "seguidores.csv"), minimal(rows, separator=";"))


def _in_gap(platform: str, day: date) -> bool:
    gap = channel_on(platform).gap
    return gap is not None and gap[0] <= day <= gap[1]


def _file(platform: str, name: str, rows: Sequence[Sequence[Cell]]) -> SampleFile:
    channel = f"{platform}:{channel_on(platform).handle}"
    return SampleFile(PurePosixPath(platform, name), minimal(rows), channel)
