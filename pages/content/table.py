"""The table of posts, with a bar in each cell of a number, as long as it is beside the page's largest."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from kpi.answers.post_groups import Cut
from kpi.answers.posts import Post
from kpi.catalogue.units import Unit
from kpi.periods import date_of
from kpi.showing.charts.words import platform_name
from kpi.showing.content import group_name
from kpi.words import N_
from pages.shared.html import escape
from pages.shared.state import Choice, say

LETTERS: Final = 60
BAR: Final = "background:linear-gradient(to right,color-mix(in srgb,var(--v-actual) 22%,transparent) {width}%,transparent 0) left/calc(100% - 6px) 1.7em no-repeat"
WRAPPED: Final = "white-space:normal;min-width:9rem;overflow-wrap:anywhere"
HEADS: Final = (
    N_("Post"),
    N_("Engagements"),
    N_("Engagement rate"),
    N_("Views"),
    N_("Reach"),
    N_("Published"),
    N_("Platform"),
    N_("Format"),
)


def posts_html(posts: Sequence[Post], choice: Choice) -> str:
    """The table's markup."""
    title = escape(say(N_("The posts")))
    heads = "".join(f'<th scope="col">{escape(say(head))}</th>' for head in HEADS)
    most = [
        max((number or 0 for number in column), default=0)
        for column in zip(*map(_numbers, posts), strict=True)
    ]
    rows = "".join(_row(post, most, choice) for post in posts)
    return (
        f'<div class="v-scroll" tabindex="0" role="region" aria-label="{title}"><table class="v-table">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _numbers(post: Post) -> tuple[float | None, ...]:
    return post.engagements, post.rate, post.views, post.reach


def _row(post: Post, most: Sequence[float], choice: Choice) -> str:
    language = choice.language
    texts = [
        _published(post, choice).replace(" ", "\N{NO-BREAK SPACE}"),
        platform_name(post.platform, language),
        group_name(post.format, Cut.FORMAT, language),
    ]
    units = (Unit.COUNT, Unit.SHARE, Unit.COUNT, Unit.COUNT)
    cells = [
        _bar(language.value(number, unit), (number or 0) / top if top else 0.0)
        for number, unit, top in zip(_numbers(post), units, most, strict=True)
    ]
    cells += [f'<td class="v-word">{escape(text)}</td>' for text in texts]
    return f'<tr><th scope="row" style="{WRAPPED}">{_named(post, choice)}</th>{"".join(cells)}</tr>'


def _bar(text: str, share: float) -> str:
    return f'<td style="{BAR.format(width=round(share * 100))}">{escape(text)}</td>'


def _named(post: Post, choice: Choice) -> str:
    """How the post's text begins, or its identifier; its link, where the export gave one; campaign and purpose."""
    text = post.title or post.post_id
    name = escape(_beginning(text))
    if urlsplit(post.permalink).scheme in ("http", "https"):
        name = f'<a href="{escape(post.permalink)}" target="_blank" rel="noopener noreferrer">{name}</a>'
    tags = [post.campaign, group_name(post.purpose, Cut.PURPOSE, choice.language) if post.purpose else ""]
    if post.tagged_by_hand:
        tags.append(say(N_("set by hand")))
    told = " · ".join(filter(None, tags))
    return f'{name}<br><small class="v-muted">{escape(told)}</small>' if told else name


def _beginning(text: str) -> str:
    """The first letters of a text, up to the end of a word where one ends late enough."""
    if len(text) <= LETTERS:
        return text
    cut = text[:LETTERS]
    words = cut.rpartition(" ")[0]
    return f"{(words if len(words) > LETTERS // 2 else cut).rstrip(' .,:;')}…"


def _published(post: Post, choice: Choice) -> str:
    """Day and time on the institution's clocks; the day alone where the export has no time."""
    day = choice.language.date(date_of(post.day))
    if post.published_at is None:
        return day
    local = datetime.fromtimestamp(post.published_at, UTC).astimezone(ZoneInfo(choice.institution.timezone))
    return f"{day}, {local:%H:%M}"
