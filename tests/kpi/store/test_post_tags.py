"""Tags that people set: they count over the export's, stay when it comes again or goes, and can be taken back."""

from dataclasses import replace

import pytest

from kpi.answers.post_groups import Cut, post_groups
from kpi.answers.posts import Post, PostChoice, posts
from kpi.answers.question import Question
from kpi.importing.history import list_imports, undo
from kpi.importing.run import Options, Target, import_file
from kpi.importing.source import Source
from kpi.periods import Period, day_of, parse_date
from kpi.store.engine import Store
from kpi.store.institutions import create_institution, institution_named, institutions
from kpi.store.post_tags import (
    As,
    CampaignTooLong,
    PostTags,
    UnknownPost,
    UnknownPurposeOfPost,
    tag_posts,
    tags_of,
)

BANK = "Caja Ejemplo"
HEAD = "platform,channel,post_id,published_at,views,reactions,campaign,purpose\n"
FILE = HEAD + "x,caja,p1,2026-10-05,100,5,Otoño,education\nx,caja,p2,2026-10-06,100,7,,\n"
LATER = HEAD + "x,caja,p1,2026-10-05,150,9,Invierno,service\n"
OCTOBER = Period(day_of(parse_date("2026-10-01")), day_of(parse_date("2026-11-01")))


def take(store: Store, text: str) -> None:
    import_file(store, Source("posts.csv", text.encode()), Target(BANK), Options(layout="vinculo_posts"))


def choice_of(store: Store) -> PostChoice:
    with store.reading() as connection:
        return PostChoice(Question(institution_named(connection, BANK).id, OCTOBER))


def found(store: Store) -> dict[str, Post]:
    with store.reading() as connection:
        return {post.post_id: post for post in posts(connection, choice_of(store)).posts}


def told(store: Store) -> dict[str, tuple[str, str]]:
    return {key: (post.campaign, post.purpose) for key, post in found(store).items()}


def tag(store: Store, *names: str, **said: str | As | int) -> int:
    keys = [found(store)[name].key for name in names]
    with store.writing() as connection:
        return tag_posts(connection, institution_named(connection, BANK).id, keys, **said)  # type: ignore[arg-type]


@pytest.mark.both_stores
def test_what_a_person_says_counts_and_is_taken_back(store: Store) -> None:
    take(store, FILE)
    assert told(store) == {"p1": ("Otoño", "education"), "p2": ("", "")}
    assert tag(store, "p1", "p2", campaign=" Cuentas  claras ", by="ana", now=10) == 2
    assert told(store) == {"p1": ("Cuentas claras", "education"), "p2": ("Cuentas claras", "")}
    assert tag(store, "p1", purpose="", by="eva", now=20) == 1
    assert told(store)["p1"] == ("Cuentas claras", "")
    with store.reading() as connection:
        said = tags_of(connection, [post.key for post in found(store).values()])
        campaigns = {
            group.key: group.posts for group in post_groups(connection, choice_of(store), Cut.CAMPAIGN)
        }
        purposes = {
            group.key: group.posts for group in post_groups(connection, choice_of(store), Cut.PURPOSE)
        }
        tagged = posts(connection, replace(choice_of(store), campaign="Cuentas claras"))
        former = posts(connection, replace(choice_of(store), campaign="Otoño"))
    assert sorted(said.values(), key=lambda one: one.changed_at) == [
        PostTags("Cuentas claras", None, "ana", 10),
        PostTags("Cuentas claras", "", "eva", 20),
    ]
    assert (campaigns, purposes) == ({"Cuentas claras": 2}, {"": 2})
    assert (tagged.count, former.count) == (2, 0)
    assert tag(store, "p1", "p2", campaign=As.EXPORTED, purpose=As.EXPORTED) == 2
    assert told(store) == {"p1": ("Otoño", "education"), "p2": ("", "")}
    assert [post.tagged_by_hand for post in found(store).values()] == [False, False]


def test_it_stays_when_the_export_comes_again_and_when_it_goes(store: Store) -> None:
    take(store, FILE)
    tag(store, "p1", purpose="community")
    take(store, LATER)
    assert (told(store)["p1"], found(store)["p1"].views) == (("Invierno", "community"), 150)
    with store.reading() as connection:
        runs = [run.id for run in list_imports(connection, institution_named(connection, BANK).id)]
    for run in runs:
        undo(store, run)
    assert found(store) == {}
    take(store, FILE)
    assert told(store)["p1"] == ("Otoño", "community")


def test_what_changes_nothing_is_no_change(store: Store) -> None:
    take(store, FILE)
    tag(store, "p1", campaign="Otoño", by="ana", now=10)
    with store.reading() as connection:
        before = institutions(connection)[0].data_version
    assert tag(store, "p1", campaign="Otoño", by="eva", now=20) == 0
    assert tag(store, "p2", campaign=As.EXPORTED) == 0
    with store.reading() as connection:
        assert institutions(connection)[0].data_version == before
    assert tag(store, "p1", campaign="Pilar") == 1
    with store.reading() as connection:
        assert institutions(connection)[0].data_version == before + 1


def test_many_posts_are_tagged_at_once(store: Store) -> None:
    take(store, HEAD + "".join(f"x,caja,p{n},2026-10-05,100,5,,\n" for n in range(1201)))
    with store.reading() as connection:
        keys = [post.key for post in posts(connection, choice_of(store), most=2000).posts]
    with store.writing() as connection:
        assert tag_posts(connection, institution_named(connection, BANK).id, keys, campaign="Todo") == 1201
        assert len(tags_of(connection, keys)) == 1201


def test_what_cannot_be_said_is_refused(store: Store) -> None:
    take(store, FILE)
    with pytest.raises(UnknownPurposeOfPost, match="“sales” is no purpose"):
        tag(store, "p1", purpose="sales")
    with pytest.raises(CampaignTooLong):
        tag(store, "p1", campaign="x" * 121)
    key = found(store)["p1"].key
    with store.writing() as connection:
        other = create_institution(connection, "Otra Caja").id
        with pytest.raises(UnknownPost, match="p1 is not there"):
            tag_posts(connection, other, [key], campaign="Ajena")
    assert told(store)["p1"] == ("Otoño", "education")
