"""A pass is what Streamlit signed with this server's secret, for this server, and not too long ago."""

import hashlib
import json
import time
from typing import Any

import pytest
from itsdangerous import URLSafeTimedSerializer
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from doors.cookie import person_of, read_cookie
from doors.settings import HOUR, SignIn
from kpi.access.person import Person

USER = "_streamlit_user"
SETTINGS = SignIn("s" * 40, "https://kpi.bank.example", longest=12 * HOUR)
CLAIMS = {
    "iss": "https://id.bank.example",
    "sub": "4711",
    "name": "Ana Ruiz",
    "email": "ana@bank.example",
    "email_verified": True,
    "groups": ["analysts", "managers"],
    "origin": "https://kpi.bank.example",
    "is_logged_in": True,
    "provider": "default",
}
ANA = Person("https://id.bank.example", "4711", "ana@bank.example", "Ana Ruiz", ("analysts", "managers"))


def cookies(claims: dict[str, Any] = CLAIMS, secret: str = SETTINGS.cookie_secret) -> dict[str, str]:
    """The cookies that Streamlit itself would set."""
    made: dict[str, str] = {}
    set_cookie_with_chunks(
        lambda name, value: made.__setitem__(name, create_signed_value(secret, name, value).decode()),
        lambda name, value: create_signed_value(secret, name, value),
        USER,
        claims,
        cookie_attr_size=100,
    )
    return made


def test_a_cookie_of_streamlit_is_a_pass() -> None:
    found = read_cookie(cookies(), SETTINGS)
    assert found is not None
    assert found.person == ANA
    assert abs(found.given_at - time.time()) < 60


GROUPS = [hashlib.sha256(bytes([number])).hexdigest() for number in range(200)]  # nothing to compress


def test_a_long_one_comes_in_pieces() -> None:
    pieces = cookies({**CLAIMS, "groups": GROUPS})
    assert len(pieces) > 2
    found = read_cookie(pieces, SETTINGS)
    assert found is not None
    assert found.person.groups == tuple(GROUPS)
    without_one = {name: value for name, value in pieces.items() if name != f"{USER}_2"}
    assert read_cookie(without_one, SETTINGS) is None


@pytest.mark.parametrize("borrowed", [USER, f"{USER}_1", f"{USER}_3"])
def test_pieces_of_two_signings_in_are_none(borrowed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody kept of a session that was ended is no new one with a piece of another."""
    ended = cookies({**CLAIMS, "groups": GROUPS})
    later = time.time() + 60
    monkeypatch.setattr("time.time", lambda: later)
    goes_on = cookies({**CLAIMS, "groups": GROUPS})
    assert ended.keys() == goes_on.keys()
    assert read_cookie(goes_on, SETTINGS) is not None
    assert read_cookie({**ended, borrowed: goes_on[borrowed]}, SETTINGS) is None


@pytest.mark.parametrize(
    "presented",
    [
        pytest.param({}, id="none"),
        pytest.param({USER: ""}, id="empty"),
        pytest.param({USER: "1"}, id="anything"),
        pytest.param({USER: json.dumps(CLAIMS)}, id="unsigned"),
        pytest.param(cookies(secret="another secret of forty characters......"), id="another secret"),
        pytest.param({USER: cookies()[USER][::-1]}, id="turned round"),
        pytest.param({USER: "X" + cookies()[USER]}, id="content changed"),
        pytest.param(
            {
                USER: create_signed_value(
                    SETTINGS.cookie_secret, "_streamlit_user_tokens", json.dumps(CLAIMS)
                ).decode()
            },
            id="signed for another cookie",
        ),
        pytest.param(cookies({**CLAIMS, "origin": "https://elsewhere.example"}), id="another server"),
        pytest.param(cookies({**CLAIMS, "is_logged_in": False}), id="not logged in"),
        pytest.param(cookies({**CLAIMS, "sub": ""}), id="nobody"),
        pytest.param(cookies({**CLAIMS, "iss": None}), id="of nobody"),
        pytest.param(
            {USER: create_signed_value(SETTINGS.cookie_secret, USER, "[]").decode()}, id="no claims"
        ),
        pytest.param(
            {USER: create_signed_value(SETTINGS.cookie_secret, USER, "chunks-99").decode()}, id="no pieces"
        ),
        pytest.param({USER: "é" * 50}, id="letters that no header has"),
    ],
)
def test_anything_else_is_none(presented: dict[str, str]) -> None:
    assert read_cookie(presented, SETTINGS) is None


@pytest.mark.parametrize(("age", "counts"), [(12 * HOUR - 60, True), (12 * HOUR + 60, False), (-120, False)])
def test_it_counts_for_as_long_as_a_session_may_last(
    age: int, counts: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    then = time.time() - age
    monkeypatch.setattr("time.time", lambda: then)
    made = URLSafeTimedSerializer(SETTINGS.cookie_secret, salt=USER).dumps(json.dumps(CLAIMS))
    monkeypatch.undo()
    assert (read_cookie({USER: made}, SETTINGS) is not None) is counts


def test_two_signings_in_are_two_sessions_and_the_same_cookie_is_one() -> None:
    first, again = read_cookie(cookies(), SETTINGS), read_cookie(cookies({**CLAIMS, "nonce": "b"}), SETTINGS)
    assert first is not None
    assert again is not None
    assert first.key != again.key
    assert "ana" not in first.key


@pytest.mark.parametrize("verified", [False, None, "false", 1, "yes"])
def test_an_address_that_nobody_verified_is_left_out(verified: object) -> None:
    person = person_of({**CLAIMS, "email_verified": verified}, "groups")
    assert person is not None
    assert person.email == ""
    assert person.identity == ANA.identity


@pytest.mark.parametrize(
    ("claims", "claim", "groups"),
    [
        ({"groups": ["a", 7, "b"]}, "groups", ("a", "b")),
        ({"groups": "one"}, "groups", ("one",)),
        ({"groups": {"a": 1}}, "groups", ()),
        ({}, "groups", ()),
        ({"realm_access": {"roles": ["viewer"]}}, "realm_access.roles", ("viewer",)),
        ({"https://bank.example/groups": ["x"]}, "https://bank.example/groups", ("x",)),
    ],
)
def test_groups_come_from_the_claim_that_is_named(
    claims: dict[str, Any], claim: str, groups: tuple[str, ...]
) -> None:
    person = person_of({"iss": "i", "sub": "s", **claims}, claim)
    assert person == Person("i", "s", "", "s", groups)
