"""From a file that nobody knows to a layout: what is suggested, what has to be said, what comes out."""

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kpi.catalogue.measures import Fact
from kpi.importing.confined.parent import look as confined_look
from kpi.importing.layout import layout_from
from kpi.importing.own_layouts import add_own_layout
from kpi.importing.records import MessageRecord, Refusal, TotalsRecord
from kpi.importing.run import Options, Target, import_file
from kpi.importing.source import Source
from kpi.importing.teaching.draft import Draft, lacks, layout_of, toml_of
from kpi.importing.teaching.forms import NUMBERS
from kpi.importing.teaching.suggest import best
from kpi.importing.teaching.tables import Looked, look
from kpi.importing.teaching.trial import try_out
from kpi.store.engine import Store
from kpi.store.institutions import create_institution
from tests.kpi.importing.reading_support import MADRID, day, parsed
from tests.support.desk import Desk

FORUM = (
    "Forum export;made by hand;\n"
    "Día;Nuevos;Volvieron\n"
    "03/10/2026;1.204;n/d\n"
    "04/10/2026;1.310;61\n"
    "31/10/2026;12;x9\n"
    "05/10/2026;15;4\n"
    "06/10/2026;15;4\n"
    "Total;2.556;65\n"
)
POINTS = next(form for form in NUMBERS if form.key == "points")
SOURCE = Source("foro.csv", FORUM.encode())


def looked(source: Source) -> Looked:
    found = look(source)
    assert isinstance(found, Looked), found
    return found


@pytest.fixture
def draft() -> Draft:
    (table,) = looked(SOURCE).tables
    return Draft(
        name="Foro por día",
        table=table,
        header=2,
        fact=Fact.CHANNEL_DAY,
        platform="community",
        columns={"day": "Día", "new_visitors": "Nuevos", "returning_visitors": "Volvieron"},
        dates={"day": "%d/%m/%Y"},
        numbers=POINTS,
        missing=("n/d",),
        ignored=("Día", ("Total",)),
    )


# Looking


def test_the_tables_of_a_file_with_their_likeliest_header() -> None:
    (table,) = looked(SOURCE).tables
    assert (table.form, table.alone, table.encoding) == ("csv", True, "")
    assert [line.number for line in table.headers][:2] == [1, 2]
    assert table.lines[1].cells == ("Día", "Nuevos", "Volvieron")
    assert len(table.below(2)) == 6


def test_a_semicolon_file_is_parted_by_semicolons_whatever_its_cells_hold() -> None:
    (table,) = looked(Source("a.csv", b'id;text\n1;"a, b, c, d"\n2;"e, f"\n')).tables
    assert table.lines[0].cells == ("id", "text")


def test_what_is_not_unicode_is_read_in_the_western_encoding() -> None:
    (table,) = looked(Source("a.csv", "Día,Interacción\n1,2\n".encode("cp1252"))).tables
    assert (table.encoding, table.lines[0].cells) == ("cp1252", ("Día", "Interacción"))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"only words\nand more\n"])
def test_what_holds_no_table_is_refused_in_a_sentence(content: bytes) -> None:
    found = look(Source("a.csv", content))
    assert isinstance(found, Refusal)
    assert len(str(found.reason)) > 20


def test_the_same_is_seen_in_a_process_of_its_own() -> None:
    assert confined_look(SOURCE) == look(SOURCE)


# Drafts


def test_a_draft_says_what_it_still_lacks(draft: Draft) -> None:
    assert lacks(draft) == {}
    bare = Draft("", draft.table, 2, Fact.CHANNEL_DAY, columns={"followers": "Nuevos"}, numbers=None)
    assert set(lacks(bare)) == {"day", "platform", "numbers", "name"}
    undated = Draft("a", draft.table, 2, Fact.CHANNEL_DAY, platform="web", columns={"day": "Día"})
    assert set(lacks(undated)) == {"day"}


def test_a_draft_of_mentions_asks_for_account_and_silence(draft: Draft) -> None:
    columns = {"author": "Día", "text": "Nuevos", "sent_at": "Volvieron"}
    talk = Draft(
        "a", draft.table, 2, Fact.MESSAGE, "x", columns=columns, dates={"sent_at": "iso"}, mentions=True
    )
    assert set(lacks(talk)) == {"handle", "silence"}
    whole = Draft(**{**vars(talk), "handle": "micaja", "silence_hours": 72.0})
    assert lacks(whole) == {}
    layout = layout_of(whole)
    assert layout.conversation is not None
    assert layout.conversation.silence_hours == 72
    assert '[conversation]\nby = "mentions"\nsilence_hours = 72\n' in toml_of(whole)


def test_the_toml_reads_the_file(draft: Draft) -> None:
    result = parsed(SOURCE.content, layout=layout_from(toml_of(draft), "foro.toml"))
    days = [record for record in result.records if isinstance(record, TotalsRecord)]
    assert [record.first_day for record in days] == [
        day(text) for text in ("2026-10-03", "2026-10-04", "2026-10-05", "2026-10-06")
    ]
    assert [fault.value for fault in result.faults] == ["x9"]
    assert result.rows_ignored == 1


def test_a_sheet_of_several_and_what_stands_above_are_kept(draft: Draft) -> None:
    table = draft.table
    other = type(table)("xlsx", "Hoja 2", "", False, "", False, table.lines)
    layout = layout_of(Draft(**{**vars(draft), "table": other}))
    assert (layout.kinds, layout.sheets, layout.preamble) == (["xlsx"], ["Hoja 2"], "lines")


def test_a_name_of_any_letters_gives_a_key(draft: Draft) -> None:
    assert draft.key == "foro_por_dia"
    assert Draft(**{**vars(draft), "name": '2026 "ñandú"\\'}).key == "own_2026_nandu"
    assert layout_of(Draft(**{**vars(draft), "name": 'a "b" \\ \x7f'})).title.en == 'a "b" \\ \x7f'


def test_words_of_choices_are_ours_afterwards() -> None:
    file = Source("c.csv", b"conv,when,who\n1,2026-10-01 10:00,Cliente\n1,2026-10-01 10:05,Agente\n")
    (table,) = looked(file).tables
    talk = Draft(
        "Chat", table, 1, Fact.MESSAGE, "web", "chat",
        columns={"conversation_id": "conv", "sent_at": "when", "direction": "who"},
        dates={"sent_at": "iso"},
        choices={"direction": {"Cliente": "in", "Agente": "out"}},
    )  # fmt: skip
    assert lacks(talk) == {}
    result = parsed(file.content, layout=layout_of(talk))
    messages = [record for record in result.records if isinstance(record, MessageRecord)]
    assert [(record.outbound, record.handle) for record in messages] == [
        (False, "chat"),
        (True, "chat"),
    ]


def taught(content: str, fact: Fact, **said: Any) -> list[Any]:
    """The records of a file whose first line names its columns, mapped by name and by what is said."""
    source = Source("a.csv", content.encode())
    (table,) = looked(source).tables
    columns = best(fact, table.lines[0].cells) | said.pop("columns", {})
    draft = Draft("A", table, 1, fact, columns=columns, **said)
    assert lacks(draft) == {}
    result = parsed(source.content, layout=layout_of(draft))
    assert not result.faults
    return list(result.records)


def test_posts_with_words_for_their_formats() -> None:
    posts = taught(
        "Id,Fecha,Tipo,Me gusta\n1,2026-10-01,Foto,10\n2,2026-10-02,Otra cosa,11\n",
        Fact.POST,
        platform="linkedin",
        columns={"post_id": "Id", "published_at": "Fecha", "format": "Tipo"},
        dates={"published_at": "iso"},
        choices={"format": {"Foto": "photo"}},
    )
    assert [(post.format, post.counters[2]) for post in posts] == [("photo", 10), ("other", 11)]


def test_visits_and_likes() -> None:
    visits = taught(
        "quien,cuando,que\nabc,2026-10-01 10:00,pasa\nabc,2026-10-05 10:00,gusta\n",
        Fact.VISIT,
        platform="facebook",
        columns={"visitor": "quien", "visited_at": "cuando", "kind": "que"},
        dates={"visited_at": "iso"},
        choices={"kind": {"pasa": "visit", "gusta": "like"}},
    )
    assert [visit.liked for visit in visits] == [False, True]


def test_goals_with_a_decimal_comma() -> None:
    goals = taught(
        "indicador;plataforma;mes;objetivo\nreply_time_median;facebook;2026-10;14400\n"
        "revisit_rate_30d;;2026-11;2,5 %\n",
        Fact.GOAL,
        numbers=next(form for form in NUMBERS if form.key == "comma"),
        percent=True,
    )
    assert [(goal.platform, goal.target) for goal in goals] == [("facebook", 14400), ("", 0.025)]


# Trials


def test_a_trial_shows_good_rows_and_faults_in_their_places(draft: Draft) -> None:
    trial = try_out(layout_of(draft), SOURCE, MADRID)
    assert (trial.good, trial.bad, trial.ignored, trial.reason) == (4, 1, 1, None)
    assert trial.columns == ("first_day", "last_day", "new_visitors", "returning_visitors")
    third = date(2026, 10, 3)
    assert trial.rows[0].cells == (third, third, 1204, None)
    assert [row.line for row in trial.rows if row.fault] == [5]
    assert [fault.value for fault in trial.at("Volvieron")] == ["x9"]


def test_a_trial_of_what_reads_nothing_says_so(draft: Draft) -> None:
    wrong = Draft(**{**vars(draft), "dates": {"day": "iso"}})
    trial = try_out(layout_of(wrong), SOURCE, MADRID)
    assert trial.reason is not None
    assert (trial.good, trial.bad) == (None, 5)
    assert {row.fault.column for row in trial.rows if row.fault} == {"Día"}


# The three ways to use it


def test_saved_downloaded_or_used_at_once_it_gives_the_same(
    draft: Draft, tmp_path: Path, new_store: object
) -> None:
    toml = tmp_path / "foro.toml"
    toml.write_text(toml_of(draft), encoding="utf-8")
    facts = []
    for way in ("saved", "file", "layout"):
        store: Store = new_store()  # type: ignore[operator]
        with store.writing() as connection:
            bank = create_institution(connection, "Caja")
            if way == "saved":
                add_own_layout(connection, bank, toml_of(draft), file="foro.toml")
        given = {"saved": None, "file": str(toml), "layout": layout_of(draft)}[way]
        report = import_file(store, SOURCE, Target("Caja"), Options(layout=given))
        assert (report.layout, report.rows_saved) == ("foro_por_dia", 4)
        facts.append(Desk(store, {}).facts())
    assert facts[0] == facts[1] == facts[2]
    assert len(facts[0]["channel_day"]) == 4


def test_the_zone_of_a_trial_is_the_institutions(draft: Draft) -> None:
    file = Source("p.csv", b"id,when\n1,2026-10-01 23:30\n")
    (table,) = looked(file).tables
    posts = Draft("P", table, 1, Fact.POST, "web", columns={"post_id": "id", "published_at": "when"},
                  dates={"published_at": "iso"}, timezone="UTC")  # fmt: skip
    madrid = ZoneInfo("Europe/Madrid")
    trial = try_out(layout_of(posts), file, madrid)
    assert trial.rows[0].cells[1] == datetime(2026, 10, 2, 1, 30, tzinfo=madrid)
    assert trial.notes
