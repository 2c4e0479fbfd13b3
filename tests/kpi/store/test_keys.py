"""Names become keys that nobody finds again without the secret, and old keys become new ones without names."""

from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.store.keys import PLAIN, Keys, fingerprint, rehashed

ONE, OTHER = bytes(32), bytes([7]) * 32
names = st.lists(st.text(max_size=20), max_size=20)


def test_a_key_is_a_keyed_hash_of_eight_bytes() -> None:
    expected = blake2b("conversation\x1fñ".encode(), digest_size=8, key=ONE).digest()
    assert Keys((ONE,)).key_of("conversation", "ñ") == int.from_bytes(expected, "big", signed=True)


def test_without_a_secret_it_is_the_hash_of_older_versions() -> None:
    expected = blake2b(b"ana", digest_size=8).digest()
    assert Keys((PLAIN,)).key_of("ana") == int.from_bytes(expected, "big", signed=True)


@given(names)
def test_keys_that_are_hashed_again_are_those_of_both_secrets(some: list[str]) -> None:
    again = rehashed(Keys((PLAIN, ONE)).keys_of(some, "visit"), [OTHER])
    assert again.tolist() == Keys((PLAIN, ONE, OTHER)).keys_of(some, "visit").tolist()


@pytest.mark.parametrize("others", [(OTHER,), (PLAIN,), (PLAIN, ONE), (ONE, OTHER)])
def test_other_secrets_give_other_keys(others: tuple[bytes, ...]) -> None:
    assert Keys(others).key_of("ana") != Keys((ONE,)).key_of("ana")


def test_a_fingerprint_tells_secrets_apart_and_is_none_of_their_keys() -> None:
    assert fingerprint(ONE) != fingerprint(OTHER)
    assert fingerprint(PLAIN) == ""
    assert int(fingerprint(ONE), 16) != Keys((ONE,)).key_of("") % 2**64
    assert rehashed(Keys((ONE,)).keys_of(["ana"]), [ONE], b"forgotten") != rehashed(
        Keys((ONE,)).keys_of(["ana"]), [ONE]
    )
