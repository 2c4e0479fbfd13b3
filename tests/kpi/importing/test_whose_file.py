"""Whose a file is that names no account: the same in every order of the files, or a question."""

from collections.abc import Sequence
from itertools import permutations

import pytest
from sqlalchemy import select

from kpi.importing.asking import Asks, asks, offers
from kpi.importing.report import Outcome, Report
from kpi.importing.run import Options, Target, import_file, in_turn
from kpi.importing.source import Source
from kpi.store.engine import Store
from kpi.store.schema import metadata
from tests.support.desk import Desk, post

HEADER = "platform,channel,post_id,published_at,reactions\n"
BANK = Target("Banco")


def names(desk: Desk) -> list[tuple[str, ...]]:
    return desk.rows("channel", "handle")


@pytest.mark.parametrize("order", list(permutations(["none", "one", "one again"])))
def test_with_one_account_all_files_are_its_in_any_order(desk: Desk, order: tuple[str, ...]) -> None:
    files = {
        "none": [post(2, "p1", handle=None)],
        "one": [post(2, "p2", handle="caja")],
        "one again": [post(2, "p3", handle="@Caja")],
    }
    for name in order:
        assert desk.take(files[name], name=name).outcome is Outcome.SAVED
    assert [row[1].casefold() for row in desk.rows("channel", "platform", "handle")] == ["caja"]
    assert len(desk.rows("post")) == 3


@pytest.mark.parametrize("order", list(permutations(["none", "one", "two"])))
def test_with_two_accounts_the_file_that_makes_it_doubtful_asks(desk: Desk, order: tuple[str, ...]) -> None:
    files = {name: [post(2, name, handle=None if name == "none" else name)] for name in order}
    first, second, last = (desk.take(files[name], name=name) for name in order)
    assert (first.outcome, second.outcome, last.outcome) == (Outcome.SAVED, Outcome.SAVED, Outcome.REFUSED)
    assert asks(last) is Asks.CHANNEL
    named = [name for name in order if name != "none"]
    if order[-1] == "none":
        assert sorted(offers(last)) == ["facebook:one", "facebook:two"]
    else:
        assert offers(last) == (f"facebook:{order[-1]}", f"facebook:{named[0]}")
        assert "(none)" in str(last.reason)
    assert len(desk.rows("post")) == 2


def test_a_second_account_that_somebody_says_leaves_the_files_without_one_where_they_are(desk: Desk) -> None:
    desk.take([post(2, "p1", handle=None)])
    desk.take([post(2, "p2", handle="one")])
    second = [post(2, "p3", handle="two")]
    assert desk.take(second, name="second").outcome is Outcome.REFUSED
    assert desk.take(second, name="second", channel="facebook:two").outcome is Outcome.SAVED
    assert names(desk) == [("one",), ("two",)]
    third = desk.take([post(2, "p4", handle="three")])
    assert third.outcome is Outcome.SAVED, "it was said whose they are: nobody is asked again"


def test_two_accounts_of_one_file_do_not_decide_whose_an_earlier_one_is(desk: Desk) -> None:
    desk.take([post(2, "p1", handle=None)], name="earlier")
    report = desk.take([post(2, "p2", handle="one"), post(3, "p3", handle="two")])
    assert (asks(report), offers(report)) == (Asks.CHANNEL, ())
    assert "(earlier)" in str(report.reason)


def test_a_file_that_names_none_says_whose_it_was_taken_for(desk: Desk) -> None:
    first = desk.take([post(2, "p1", handle=None)])
    assert "none is known on facebook" in str(first.notes[-1])
    desk.take([post(2, "p2", handle="caja")])
    second = desk.take([post(2, "p3", handle=None)])
    assert str(second.notes[-1]) == (
        "The file names no account: it counts for “facebook:caja”, the only one on facebook."
    )
    assert second.assumed
    told = desk.take([post(2, "p4", handle="")], channel="facebook:")
    assert not told.notes


def handles_of_posts(store: Store) -> dict[str, str]:
    found, channel = metadata.tables["post"], metadata.tables["channel"]
    with store.reading() as connection:
        query = select(found.c.post_id, channel.c.handle).join_from(
            found, channel, channel.c.id == found.c.channel_id
        )
        return dict(map(tuple, connection.execute(query)))


def source(name: str, handle: str) -> Source:
    return Source(name, f"{HEADER}facebook,{handle},{name},2026-05-01,3\n".encode())


def take_in_turn(store: Store, sources: Sequence[Source]) -> dict[str, Report]:
    """As the command line takes several files."""

    def take(one: Source, patient: bool) -> Report:
        return import_file(store, one, BANK, Options(patient=patient))

    return {sources[place].name: report for place, report in in_turn(sources, take)}


@pytest.mark.parametrize("order", list(permutations(["none", "one"])))
def test_of_several_files_at_once_those_that_name_an_account_come_first(
    store: Store, order: tuple[str, ...]
) -> None:
    sources = [source(name, "" if name == "none" else name) for name in order]
    assert set(take_in_turn(store, sources)) == set(order)
    assert handles_of_posts(store) == {"none": "one", "one": "one"}


@pytest.mark.parametrize("order", list(permutations(["none", "one", "two"])))
def test_of_several_files_at_once_only_the_nameless_asks(store: Store, order: tuple[str, ...]) -> None:
    sources = [source(name, "" if name == "none" else name) for name in order]
    reports = take_in_turn(store, sources)
    assert asks(reports["none"]) is Asks.CHANNEL
    assert handles_of_posts(store) == {"one": "one", "two": "two"}


def test_undoing_the_import_that_named_a_channel_takes_the_name_back(desk: Desk) -> None:
    desk.take([post(2, "p1", handle=None)])
    stranger = desk.take([post(2, "p2", handle="stranger")])
    assert names(desk) == [("stranger",)]
    desk.undo(stranger)
    assert names(desk) == [("",)]
    assert desk.rows("post", "post_id") == [("p1",)]
    desk.take([post(2, "p3", handle="caja")])
    assert names(desk) == [("caja",)]


def test_a_name_that_another_import_says_too_stays_until_that_is_undone(desk: Desk) -> None:
    desk.take([post(2, "p1", handle=None)])
    first, second = (desk.take([post(2, each, handle="caja")]) for each in ("p2", "p3"))
    desk.undo(first)
    assert names(desk) == [("caja",)]
    desk.undo(second)
    assert names(desk) == [("",)]


def test_a_name_that_the_institution_gave_itself_is_nobody_elses_to_take(sample_store: Store) -> None:
    """The sample bank's channels were described before any file came."""
    with sample_store.reading() as connection:
        how = metadata.tables["import_channel"]
        assert "named" not in set(connection.execute(select(how.c.how)).scalars())
