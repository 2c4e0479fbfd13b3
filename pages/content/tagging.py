"""Saying what posts belong to and what they are for: some of the page, or all that the filters leave."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from kpi.access.audit import Action, Entry
from kpi.access.roles import Permission
from kpi.answers.post_groups import Cut
from kpi.answers.posts import Post, PostChoice, Sort
from kpi.catalogue.purposes_of_posts import PURPOSES
from kpi.errors import KpiError
from kpi.periods import date_of
from kpi.showing.charts.words import platform_name
from kpi.showing.content import group_name
from kpi.store.post_tags import CAMPAIGN_LENGTH, As, PostKey, Said, tag_posts, tags_of
from kpi.words import N_
from pages.content.asked import groups_of, page_of
from pages.shared.allowed import offered
from pages.shared.html import show_html
from pages.shared.options import several
from pages.shared.sources import day_of_import
from pages.shared.state import Choice, language, say
from pages.shared.tables import table_html
from pages.shared.trouble import show_error

DONE: Final = "content.tags.done"
_TURN: Final = "content.tags.turn"  # a new number empties the form
SOME: Final = "some"
ALL: Final = "all"
IT_IS: Final = "="
EXPORTED: Final = "<"
NONE: Final = "-"
OWN_WORDS: Final[Mapping[str, str]] = {
    IT_IS: N_("Leave it as it is"),
    EXPORTED: N_("What the export says"),
    NONE: N_("None"),
}
MEANT: Final[Mapping[str, Said]] = {IT_IS: As.IT_IS, EXPORTED: As.EXPORTED, NONE: ""}


def show_tagging(choice: Choice, wanted: PostChoice, shown: Sequence[Post], count: int) -> None:
    """A closed form: which of the posts, which purpose, which campaign. Saving shows the page anew."""
    if done := st.session_state.pop(DONE, ""):
        st.success(done, icon=":material/check:")
    with st.expander(say(N_("Set purpose and campaign of these posts"))):
        if not offered(choice, Permission.TAGS):
            _show_who(choice, shown)
            return
        turn: int = st.session_state.setdefault(_TURN, 0)
        with st.form(f"content.tags.{turn}", border=False):
            which = _choose_posts(shown, count, turn)
            purpose = _choose_purpose(turn)
            campaign = _choose_campaign(choice, wanted, turn)
            saved = st.form_submit_button(say(N_("Save")), type="primary", key="content_tags_save")
        st.caption(
            say(
                N_(
                    "What you say here counts in place of the export and stays when the file is imported again; “{exported}” takes it back."
                ),
                exported=say(OWN_WORDS[EXPORTED]),
            )
        )
        _show_who(choice, shown)
    if saved:
        keys = _all_keys(choice, wanted, count) if which is None else which
        _save(choice, keys, campaign, purpose)


def _choose_posts(shown: Sequence[Post], count: int, turn: int) -> list[PostKey] | None:
    """The posts that were marked; None for all that the filters leave."""
    names = {
        SOME: say(N_("Those that I choose")),
        ALL: say(N_("All {count} that the filters leave"), count=count)
        if count > 1
        else say(N_("The one post that the filters leave")),
    }
    which = st.radio(
        say(N_("Which posts")),
        list(names),
        format_func=names.__getitem__,
        horizontal=True,
        key=f"content.tags.which.{turn}",
    )
    posts = {_key_text(post): _name(post) for post in shown}
    marked = several(
        say(N_("Posts on this page")),
        list(posts),
        format_func=posts.__getitem__,
        placeholder=say(N_("One post or several")),
        key=f"content.tags.posts.{turn}",
    )
    if which == ALL:
        return None
    return [post.key for post in shown if _key_text(post) in marked]


def _choose_purpose(turn: int) -> Said:
    names = {key: say(words) for key, words in (*OWN_WORDS.items(), *PURPOSES.items())}
    found: str = st.selectbox(
        say(N_("Purpose")),
        list(names),
        format_func=names.__getitem__,
        filter_mode=None,
        key=f"content.tags.purpose.{turn}",
    )
    return MEANT.get(found, found)


def _choose_campaign(choice: Choice, wanted: PostChoice, turn: int) -> Said:
    """One that posts of the period have, or a new one, which wins when it is typed."""
    there = [group.key for group in groups_of(choice, PostChoice(wanted.question), Cut.CAMPAIGN) if group.key]
    names = {key: say(words) for key, words in OWN_WORDS.items()} | {f"·{name}": name for name in there}
    left, right = st.columns(2)
    found: str = left.selectbox(
        say(N_("Campaign")),
        list(names),
        format_func=names.__getitem__,
        filter_mode=None,
        key=f"content.tags.campaign.{turn}",
    )
    new = right.text_input(
        say(N_("Or a new campaign")), max_chars=CAMPAIGN_LENGTH, key=f"content.tags.new.{turn}"
    )
    return new.strip() or MEANT.get(found, names[found])


def _all_keys(choice: Choice, wanted: PostChoice, count: int) -> list[PostKey]:
    return [post.key for post in page_of(choice, wanted, Sort.PUBLISHED, 0, count).posts]


def _save(choice: Choice, keys: Sequence[PostKey], campaign: Said, purpose: Said) -> None:
    if not keys:
        st.warning(say(N_("Choose at least one post.")))
        return
    if campaign is As.IT_IS and purpose is As.IT_IS:
        st.warning(say(N_("Choose a purpose or a campaign.")))
        return
    try:
        said = {
            name: value
            for name, value in (("purpose", purpose), ("campaign", campaign))
            if isinstance(value, str)
        }
        entry = Entry(Action.POSTS_TAGGED, "posts", len(keys), said)
        with choice.writing(Permission.TAGS, entry) as connection:
            changed = tag_posts(
                connection,
                choice.institution.id,
                keys,
                campaign=campaign,
                purpose=purpose,
                by=choice.access.by,
            )
    except KpiError as error:
        show_error(error)
        return
    st.session_state[DONE] = choice.language.plural(
        N_("{count} post was changed."), N_("{count} posts were changed."), changed
    )
    st.session_state[_TURN] += 1
    st.rerun()


def _show_who(choice: Choice, shown: Sequence[Post]) -> None:
    """What people have set of the posts on this page, who and when."""
    with choice.reading() as connection:
        found = tags_of(connection, [post.key for post in shown])
    rows = [(post, found[post.key]) for post in shown if post.key in found]
    if not rows:
        return
    title = say(N_("Who set it"))
    zone = choice.institution.timezone
    columns = {
        say(N_("Post")): [_name(post) for post, _ in rows],
        say(N_("Purpose")): [_told(tags.purpose, Cut.PURPOSE) for _, tags in rows],
        say(N_("Campaign")): [_told(tags.campaign, Cut.CAMPAIGN) for _, tags in rows],
        say(N_("When")): [choice.language.date(day_of_import(tags.changed_at, zone)) for _, tags in rows],
        say(N_("Who")): [tags.changed_by or "—" for _, tags in rows],
    }
    st.markdown(f"**{title}**")
    show_html(table_html(columns, title))


def _told(said: str | None, cut: Cut) -> str:
    return say(OWN_WORDS[EXPORTED]) if said is None else group_name(said, cut, language())


def _key_text(post: Post) -> str:
    return f"{post.channel_id}:{post.post_id}"


def _name(post: Post) -> str:
    """How the post's text begins, with its day and platform."""
    text = post.title or post.post_id
    return f"{text[:60]} · {language().date(date_of(post.day))} · {platform_name(post.platform, language())}"
