"""Conversations from reply links: which messages are the account's, whatever is missing between them."""

import random

import pytest

from kpi.importing.discreet import shape
from kpi.importing.reading import UNCLAIMED
from kpi.importing.records import MessageRecord, Parsed
from tests.kpi.importing.reading_support import parsed, refused

HEAD = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id"
BANK = ("x", "MiBanco")


def tweet(
    number: int, author: str, inbound: bool, text: str = "", answers: str = "", answered_by: str = ""
) -> str:
    when = f"Wed Oct 11 06:{number % 60:02d}:00 +0000 2017"
    return f'{number},{author},{inbound},{when},"{text}","{answered_by}",{answers}'


def messages(*rows: str, channel: tuple[str, str] = BANK) -> list[MessageRecord]:
    return messages_of(parsed("\r\n".join([HEAD, *rows, ""]), channel=channel))


def messages_of(result: Parsed) -> list[MessageRecord]:
    return [record for record in result.records if isinstance(record, MessageRecord)]


def ids(found: list[MessageRecord]) -> list[str]:
    return [message.message_id for message in found]


def test_without_a_channel_the_file_names_who_answers_most() -> None:
    text = "\n".join(
        [
            HEAD,
            tweet(1, "77", True),
            tweet(2, "MiBanco", False),
            tweet(3, "Otro", False),
            tweet(4, "Otro", False),
        ]
    )
    assert refused(text).endswith("; most are by Otro, MiBanco.")


def test_a_conversation_that_the_account_answers_is_its_own() -> None:
    found = messages(
        tweet(1, "77", True, "hola", answered_by="2"),
        tweet(2, "MIBANCO", False, "dígame", answers="1"),
        tweet(3, "78", True, "@Otro hola", answered_by="4"),
        tweet(4, "Otro", False, "sí", answers="3"),
    )
    assert ids(found) == ["1", "2"]
    assert [message.outbound for message in found] == [False, True]


def test_a_mention_without_an_answer_is_its_own_and_stays_open() -> None:
    found = messages(
        tweet(1, "77", True, "hola @mibanco, ¿qué pasa?"), tweet(2, "78", True, "@MiBancoOficial hola")
    )
    assert ids(found) == ["1"]


def test_messages_that_the_file_does_not_hold_still_link() -> None:
    found = messages(
        tweet(1, "77", True, "primero", answered_by="99"),
        tweet(5, "MiBanco", False, "respuesta", answers="99"),
    )
    assert ids(found) == ["1", "5"]
    assert [message.reply_to for message in found] == [("99",), ("99",)]


def test_one_message_may_have_several_answers() -> None:
    [first, *_] = messages(
        tweet(1, "77", True, "@mibanco", answered_by="5,7"), tweet(5, "MiBanco", False, answers="1")
    )
    assert first.reply_to == ("5", "7")


def test_a_list_that_looks_like_a_number_is_one_where_its_answers_say_so() -> None:
    [first, *_] = messages(
        tweet(1, "77", True, "@mibanco", answered_by="119,236"),
        tweet(119, "MiBanco", False, answers="1"),
        tweet(119236, "78", True, "@mibanco", answers="40"),
    )
    assert first.reply_to == ("119", "236")


def test_a_number_that_looks_like_a_list_refuses_the_file() -> None:
    rows = (
        tweet(1, "77", True, "@mibanco", answered_by="119,236"),
        tweet(119236, "MiBanco", False, answers="1"),
        tweet(119, "78", True, "@mibanco"),
    )
    assert refused("\n".join([HEAD, *rows]), channel=BANK).startswith(
        "Row 2, column “response_tweet_id”: “999,999” is a number with signs in it"
    )


@pytest.mark.parametrize(
    "others",
    [
        [],
        [tweet(119, "MiBanco", False, answers="4"), tweet(119236, "MiBanco", False, answers="5")],
        [tweet(119, "MiBanco", False, answers="1"), tweet(119236, "MiBanco", False, answers="1")],
    ],
    ids=["neither is there", "both answer others", "both answer it"],
)
def test_where_nothing_tells_a_list_from_a_number_the_row_is_not_taken(others: list[str]) -> None:
    rows = (
        tweet(1, "77", True, "@mibanco", answered_by="119,236"),
        tweet(2, "78", True, "@mibanco"),
        *others,
    )
    result = parsed("\n".join([HEAD, *rows]), channel=BANK)
    assert [(fault.row, fault.column, fault.value) for fault in result.faults] == [
        (2, "response_tweet_id", "999,999")
    ]
    assert result.rows_read == len(result.records) + 1


def test_what_other_companies_answer_to_is_nobodys_fault_here() -> None:
    rows = (tweet(1, "77", True, "@otro", answered_by="119,236"), tweet(2, "78", True, "@mibanco"))
    result = parsed("\n".join([HEAD, *rows]), channel=BANK)
    assert (len(result.records), result.faults, result.rows_ignored) == (1, (), 1)


def test_a_file_that_says_only_who_answered_tells_by_who_is_there() -> None:
    head = HEAD.removesuffix(",in_response_to_tweet_id")
    rows = [
        f'{number},{author},{inbound},Wed Oct 11 06:00:00 +0000 2017,"{text}","{answers}"'
        for number, author, inbound, text, answers in [
            (1, "77", True, "@mibanco", "119,236"),
            (119, "MiBanco", False, "", ""),
        ]
    ]
    found = messages_of(parsed("\n".join([head, *rows]), channel=BANK))
    assert [each.reply_to for each in found] == [("119", "236"), ()]


@pytest.mark.parametrize("written", ["119,236", "5,7", "119.236", "119 236"])
def test_an_answer_to_several_is_a_number_with_signs(written: str) -> None:
    rows = (tweet(1, "77", True, "@mibanco"), tweet(5, "MiBanco", False, answers=f'"{written}"'))
    reason = refused("\n".join([HEAD, *rows]), channel=BANK)
    assert reason.startswith("Row 3, column “in_response_to_tweet_id”: ")
    assert "is a number with signs in it" in reason


@pytest.mark.parametrize("written", ["½", "١٢", "12½", "1٬234", "12a", "-7", "12/7"])
def test_an_identifier_in_other_signs_is_not_another_identifier(written: str) -> None:
    rows = [tweet(1, "77", True, "@mibanco"), *(tweet(n, "78", True, "@mibanco") for n in range(20, 40))]
    for row in (
        tweet(5, "MiBanco", False, answers=written),
        tweet(5, "MiBanco", False, answered_by=f"1,{written}"),
        tweet(5, "MiBanco", False).replace("5,", f"{written},", 1),
    ):
        result = parsed("\n".join([HEAD, *rows, row]), channel=BANK)
        assert [(fault.row, fault.value.split(",")[-1]) for fault in result.faults] == [(23, shape(written))]


def test_a_slice_says_how_many_messages_may_belong_to_answers_in_another_file() -> None:
    rows = (
        tweet(1, "77", True, "hola", answered_by="2"),
        tweet(4, "77", True, "¿oiga?", answers="1"),
        tweet(5, "78", True, "@mibanco"),
        tweet(6, "79", True, "@otro", answered_by="7"),
        tweet(7, "Otro", False, answers="6"),
    )
    result = parsed("\n".join([HEAD, *rows]), channel=BANK)
    assert ids(messages_of(result)) == ["5"]
    assert [note.values for note in result.notes if note.template == UNCLAIMED] == [{"rows": 2}]
    whole = parsed("\n".join([HEAD, *rows, tweet(2, "MiBanco", False, answers="1")]), channel=BANK)
    assert ids(messages_of(whole)) == ["1", "4", "5", "2"]
    assert UNCLAIMED not in {note.template for note in whole.notes}


def test_what_hangs_together_through_another_company_stays_together() -> None:
    found = messages(
        tweet(1, "77", True, "@mibanco @otro", answered_by="2"),
        tweet(2, "Otro", False, answers="1", answered_by="3"),
        tweet(3, "Otro", False, answers="2", answered_by="4"),
        tweet(4, "77", True, "gracias", answers="3"),
    )
    assert ids(found) == ["1", "4"]
    assert found[1].reply_to == ("3", "1")


def test_true_and_false_in_any_case_and_damaged_decimals() -> None:
    found = messages(
        "1,77,TRUE,Wed Oct 11 06:01:00 +0000 2017,@mibanco,2.0,",
        "2,MiBanco,False,Wed Oct 11 06:02:00 +0000 2017,sí,,1.0",
    )
    assert [message.reply_to for message in found] == [("2",), ("1",)]


def test_the_order_of_the_rows_does_not_matter() -> None:
    rows = [
        tweet(1, "77", True, "@mibanco", answered_by="2"),
        tweet(2, "Otro", False, answers="1", answered_by="3"),
        tweet(3, "Otro", False, answers="2", answered_by="4"),
        tweet(4, "77", True, "gracias", answers="3", answered_by="6"),
        tweet(6, "MiBanco", False, "de nada", answers="4"),
        tweet(8, "79", True, "@mibanco"),
    ]
    expected = {(message.message_id, message.reply_to, message.sent_at) for message in messages(*rows)}
    for seed in range(20):
        random.Random(seed).shuffle(rows)
        assert {
            (message.message_id, message.reply_to, message.sent_at) for message in messages(*rows)
        } == expected
