"""Two-way conversations without reply links: who mentions whom, and silence between."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi.importing.errors import LayoutKeyMissing, LayoutValueWrong
from kpi.importing.history import undo
from kpi.importing.layout import Layout, layout_from
from kpi.importing.records import MessageRecord
from kpi.importing.run import Options, Target, import_file
from kpi.importing.source import Source
from kpi.store.engine import Store
from kpi.store.institutions import institutions, remove_institution
from kpi.store.keys import Keys
from kpi.store.schema import metadata
from tests.kpi.importing.reading_support import parsed, refused

HOURS = 2
TOML = f"""
key = "care_archive"
vendor = "Archive"
title = {{ en = "Care archive", es = "Archivo de atención" }}
platform = "x"
fact = "message"
languages = ["en"]
kinds = ["csv"]
timezone = "UTC"
needed = ["author", "text"]

[conversation]
by = "mentions"
silence_hours = {HOURS}

[fields]
handle = {{ value = "@MiCaja" }}
message_id = ["id"]
author = ["user"]
text = ["body"]
sent_at = {{ columns = ["at"], formats = ["iso"] }}
"""
LAYOUT = layout_from(TOML, "mine.toml")
HEAD = "id,user,body,at"


def row(number: int, author: str, text: str, minute: int = 0) -> str:
    when = datetime.fromtimestamp(1_700_000_000 + 60 * minute, UTC)
    return f'{number},{author},"{text}",{when:%Y-%m-%d %H:%M:%S}'


def messages(*rows: str, layout: Layout = LAYOUT, **options: object) -> list[MessageRecord]:
    result = parsed("\n".join([HEAD, *rows, ""]), layout=layout, **options)
    return [record for record in result.records if isinstance(record, MessageRecord)]


def sides(*rows: str, layout: Layout = LAYOUT) -> list[tuple[str | None, bool]]:
    """(customer, outbound) of each message that is taken."""
    return [(each.conversation_id, each.outbound) for each in messages(*rows, layout=layout)]


def test_the_customer_is_the_other_side() -> None:
    assert sides(
        row(1, "Ana_R", "hola @micaja, mi tarjeta"),
        row(2, "MICAJA", "@ana_r dígame, @MiCaja le atiende"),
        row(3, "@micaja", "@MiCaja @Luis hola"),
    ) == [("ana_r", False), ("ana_r", True), ("luis", True)]


@pytest.mark.parametrize(
    ("author", "text"),
    [
        ("MiCaja", "Hoy abrimos hasta las ocho, @ana"),  # to everyone
        ("MiCaja", "Sin mención"),
        ("MiCaja", "@MiCaja a sí misma"),
        ("ana", "@luis ¿vienes?"),  # between others
        ("ana", "@MiCajaOficial hola"),
        ("ana", "escribid a info@micaja.es"),
        ("ana", "RT @MiCaja: Hoy abrimos"),
        ("ana", ""),
    ],
)
def test_what_is_between_others_is_left_out(author: str, text: str) -> None:
    assert sides(row(1, author, text), row(2, "eva", "@MiCaja hola")) == [("eva", False)]


def test_a_dot_ends_a_name_on_x_and_belongs_to_it_elsewhere() -> None:
    instagram = layout_from(TOML.replace('platform = "x"', 'platform = "instagram"'), "mine.toml")
    dotted = row(1, "ana", "@micaja.oficial hola"), row(2, "MiCaja", "@ana.ruiz: dígame")

    assert sides(*dotted) == [("ana", False), ("ana", True)]
    assert sides(*dotted, layout=instagram) == [("ana.ruiz", True)]


def test_a_named_channel_wins_over_the_layouts_account() -> None:
    (found,) = messages(row(1, "ana", "@Otra hola"), row(2, "ana", "@MiCaja hola"), channel=("x", "Otra"))
    assert (found.handle, found.message_id) == ("Otra", "1")


def test_without_an_account_the_file_is_refused() -> None:
    nameless = layout_from(TOML.replace('handle = { value = "@MiCaja" }\n', ""), "mine.toml")
    assert "which account is the institution's" in refused(
        f"{HEAD}\n{row(1, 'ana', '@MiCaja hola')}\n", layout=nameless
    )


def test_without_an_id_customer_time_and_direction_tell_messages_apart() -> None:
    nameless = layout_from(TOML.replace('message_id = ["id"]\n', ""), "mine.toml")
    found = messages(row(1, "ana", "@MiCaja a"), row(2, "eva", "@MiCaja b"), row(3, "ana", "@MiCaja c", 1),
                     row(4, "MiCaja", "@ana d"), layout=nameless)  # fmt: skip
    assert len({each.message_id for each in found}) == 4


def test_a_row_without_an_author_is_a_fault() -> None:
    result = parsed("\n".join([HEAD, *(row(i, "ana", "@MiCaja a", i) for i in range(9)), row(9, "", "b"), ""]),
                    layout=LAYOUT)  # fmt: skip
    assert [(fault.row, fault.column) for fault in result.faults] == [(11, "user")]


@pytest.mark.parametrize(
    ("old", "new", "error", "said"),
    [
        (f"silence_hours = {HOURS}\n", "", LayoutKeyMissing, "silence_hours"),
        (f"silence_hours = {HOURS}", "silence_hours = 0", LayoutValueWrong, "more than 0"),
        ('text = ["body"]\n', "", LayoutValueWrong, "text"),
        (
            'author = ["user"]',
            'author = ["user"]\nconversation_id = ["id"]',
            LayoutValueWrong,
            "leave it out",
        ),
        ('handle = { value = "@MiCaja" }', 'handle = ["to"]', LayoutValueWrong, "as a value"),
        ('platform = "x"\n', "", LayoutValueWrong, "platform"),
    ],
)
def test_a_layout_says_what_is_wrong_with_it(old: str, new: str, error: type[Exception], said: str) -> None:
    changed = TOML.replace(old, new).replace('needed = ["author", "text"]', 'needed = ["author"]')
    with pytest.raises(error, match=said):
        layout_from(changed, "mine.toml")


# An independent count: pairs of messages, no runs.


@dataclass(frozen=True)
class Sent:
    number: int
    customer: str
    outbound: bool
    minute: int

    @property
    def line(self) -> str:
        if self.outbound:
            return row(self.number, "MiCaja", f"@{self.customer} dígame", self.minute)
        return row(self.number, self.customer, "@MiCaja hola", self.minute)


def same_conversation(sent: Sequence[Sent]) -> set[frozenset[int]]:
    """The sets of messages that belong together: joined wherever two of a customer are near enough."""
    found = {each.number: {each.number} for each in sent}
    for one in sent:
        for other in sent:
            near = one.customer == other.customer and abs(one.minute - other.minute) <= 60 * HOURS
            if near and found[one.number] is not found[other.number]:
                found[one.number] |= found[other.number]
                for number in found[other.number]:
                    found[number] = found[one.number]
    return {frozenset(group) for group in found.values()}


def waits(sent: Sequence[Sent]) -> list[tuple[int, int | None]]:
    """(minute of the first unanswered message, minutes until its answer or None) of every turn."""
    by_number = {each.number: each for each in sent}
    turns: list[tuple[int, int | None]] = []
    for group in same_conversation(sent):
        asked: int | None = None
        for each in sorted((by_number[n] for n in group), key=lambda each: (each.minute, each.outbound)):
            if each.outbound and asked is not None:
                turns.append((asked, each.minute - asked))
                asked = None
            elif not each.outbound and asked is None:
                asked = each.minute
        if asked is not None:
            turns.append((asked, None))
    return sorted(turns, key=repr)


minutes = st.one_of(st.integers(0, 600), st.sampled_from([0, 119, 120, 121, 240, 241]))
talks = st.lists(
    st.tuples(st.sampled_from(["ana", "eva"]), st.booleans(), minutes), min_size=1, max_size=12, unique=True
).map(lambda found: [Sent(number, *each) for number, each in enumerate(found)])


def take(store: Store, sent: Sequence[Sent]) -> int | None:
    """Import some of the messages as a file of their own."""
    content = "\n".join([HEAD, *(each.line for each in sent), ""]).encode()
    report = import_file(store, Source("care.csv", content), Target("Caja"), Options(layout=LAYOUT))
    assert not report.faults
    return report.import_id


def taken(store: Store) -> tuple[set[frozenset[int]], list[tuple[int, int | None]]]:
    """(sets of messages in one conversation, turns as `waits` has them) in the store."""
    message, turn = metadata.tables["message"], metadata.tables["turn"]
    with store.reading() as connection:
        rows = connection.execute(message.select()).all()
        turns = connection.execute(turn.select()).all()
    groups: dict[int, set[int]] = {}
    for each in rows:
        groups.setdefault(each.conversation_key, set()).add(NUMBERS[each.message_key])
        assert each.conversation_key in {other.message_key for other in rows}
    found = [((each.opened_at - 1_700_000_000) // 60, each.wait) for each in turns]
    in_minutes = [(asked, None if wait is None else wait // 60) for asked, wait in found]
    return {frozenset(group) for group in groups.values()}, sorted(in_minutes, key=repr)


def empty(store: Store) -> None:
    with store.writing() as connection:
        for institution in institutions(connection):
            remove_institution(connection, institution.id)


NUMBERS = {Keys((bytes(range(32)),)).key_of(str(number)): number for number in range(12)}
relaxed = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=6)


@pytest.mark.both_stores
@settings(relaxed)
@given(sent=talks, seed=st.integers(0, 99))
def test_however_an_export_is_cut_the_conversations_are_the_same(
    store: Store, sent: list[Sent], seed: int
) -> None:
    """One file, or several that overlap, in any order: as an independent count has it; also after an undo."""
    random = Random(seed)
    expected = (same_conversation(sent), waits(sent))

    empty(store)
    take(store, random.sample(sent, len(sent)))
    assert taken(store) == expected

    empty(store)
    slices = [random.sample(sent, random.randint(1, len(sent))) for _ in range(random.randint(1, 4))]
    for part in [*slices, *([each] for each in random.sample(sent, len(sent)))]:
        take(store, part)
    assert taken(store) == expected

    empty(store)
    kept = random.sample(sent, random.randint(1, len(sent)))
    gone = take(store, sent) if random.random() < 0.5 else None
    take(store, [*kept, kept[0]])
    gone = gone or take(store, sent)
    assert taken(store) == expected
    assert gone is not None
    undo(store, gone)
    assert taken(store) == (same_conversation(kept), waits(kept))


@pytest.mark.both_stores
def test_another_silence_for_a_stored_message_is_a_contradiction(store: Store) -> None:
    file = "\n".join([HEAD, row(1, "ana", "@MiCaja hola"), ""]).encode()
    import_file(store, Source("a.csv", file), Target("Caja"), Options(layout=LAYOUT))
    other = layout_from(TOML.replace(f"silence_hours = {HOURS}", "silence_hours = 0.5"), "mine.toml")
    report = import_file(store, Source("b.csv", file + b"\n"), Target("Caja"), Options(layout=other))
    assert [(fault.row, fault.column) for fault in report.faults] == [(2, "body")]


def test_two_rows_of_one_id_for_two_customers_contradict_each_other(store: Store) -> None:
    rows = [row(i, "ana", "@MiCaja hola", i) for i in range(9)]
    file = "\n".join([HEAD, *rows, row(50, "MiCaja", "@ana sí"), row(50, "MiCaja", "@eva sí"), ""]).encode()
    report = import_file(store, Source("a.csv", file), Target("Caja"), Options(layout=LAYOUT))
    assert {fault.row for fault in report.faults} == {11, 12}


def test_no_text_and_no_name_is_stored(store: Store) -> None:
    file = "\n".join([HEAD, row(1, "Secretísimo", "@MiCaja palabra"), ""]).encode()
    import_file(store, Source("a.csv", file), Target("Caja"), Options(layout=LAYOUT))
    with store.reading() as connection:
        held = " ".join(
            str(value).casefold()
            for table in metadata.sorted_tables
            for found in connection.execute(table.select())
            for value in found
        )
    assert "secret" not in held
    assert "palabra" not in held
