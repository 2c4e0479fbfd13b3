"""The server does not start where its doors would not hold, and says what to do in one sentence."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from doors import settings
from doors.errors import (
    AuthMisplaced,
    ClientSecretTooShort,
    DoorsError,
    LifetimeTooLong,
    NotEncrypted,
    SecretIsAnExample,
    SecretTooShort,
    SettingMissing,
    WrongLifetime,
    WrongRedirect,
)
from doors.start import check_auth, is_loopback
from tests.support.identity import CLIENT_SECRET, COOKIE_SECRET
from tests.support.templates import ROOT
from visiting.server import START_SECONDS, free_port

GOOD: dict[str, Any] = {
    "redirect_uri": "https://kpi.bank.test/oauth2callback",
    "cookie_secret": COOKIE_SECRET,
    "client_id": "vinculo",
    "client_secret": CLIENT_SECRET,
    "server_metadata_url": "https://id.bank.test/.well-known/openid-configuration",
}


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in GOOD.items() if key != name}


def test_a_section_that_holds_is_taken() -> None:
    check_auth(GOOD)
    check_auth({**GOOD, "redirect_uri": "http://localhost:8501/oauth2callback"})
    assert settings.read(GOOD, {}).origin == "https://kpi.bank.test"


WEAK: list[tuple[Mapping[str, Any], type[DoorsError]]] = [
    *((without(name), SettingMissing) for name in GOOD),
    *(({**GOOD, name: " "}, SettingMissing) for name in GOOD),
    ({**GOOD, "cookie_secret": COOKIE_SECRET[:31]}, SecretTooShort),
    ({**GOOD, "cookie_secret": "xxx"}, SecretTooShort),
    ({**GOOD, "cookie_secret": "a" * 64}, SecretIsAnExample),
    ({**GOOD, "cookie_secret": "abcabcabc" * 8}, SecretIsAnExample),
    ({**GOOD, "cookie_secret": "replace-this-with-a-strong-secret-of-your-own"}, SecretIsAnExample),
    ({**GOOD, "cookie_secret": "CHANGE_ME_TO_A_LONG_RANDOM_SECRET_KEY"}, SecretIsAnExample),
    ({**GOOD, "client_secret": "short"}, ClientSecretTooShort),
    ({**GOOD, "client_secret": "your-client-secret-goes-here"}, SecretIsAnExample),
    ({**GOOD, "redirect_uri": "http://kpi.bank.test/oauth2callback"}, NotEncrypted),
    ({**GOOD, "redirect_uri": "https://kpi.bank.test/"}, WrongRedirect),
    ({**GOOD, "redirect_uri": "/oauth2callback"}, WrongRedirect),
    ({**GOOD, "server_metadata_url": "http://id.bank.test/openid-configuration"}, NotEncrypted),
    ({**GOOD, "keycloak": {"client_id": "a"}}, SettingMissing),
]


@pytest.mark.parametrize(("auth", "error"), WEAK)
def test_a_weak_section_is_refused_and_no_secret_is_said(
    auth: Mapping[str, Any], error: type[DoorsError]
) -> None:
    with pytest.raises(error) as said:
        check_auth(auth)
    for name in ("cookie_secret", "client_secret"):
        secret = str(auth.get(name, "")).strip()
        assert not secret or secret not in str(said.value)


@pytest.mark.parametrize("name", ["hours", "idle_minutes"])
@pytest.mark.parametrize("value", [0, -1, "12", True, float("nan")])
def test_a_lifetime_is_a_number_above_zero(name: str, value: object) -> None:
    with pytest.raises(WrongLifetime):
        settings.read(GOOD, {name: value})
    assert settings.read(GOOD, {"hours": 8, "idle_minutes": 0.5}).idle == 30


def test_a_session_ends_within_a_day_so_that_who_left_a_group_is_out() -> None:
    assert settings.read(GOOD, {"hours": 24}).longest == 24 * 3600
    with pytest.raises(LifetimeTooLong, match="24 is the most"):
        settings.read(GOOD, {"hours": 24.5})


def test_what_is_no_section_is_no_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "sections", lambda: {"auth": 1})
    settings.sign_in.cache_clear()
    with pytest.raises(AuthMisplaced):
        settings.sign_in()


def test_providers_have_names_when_there_are_several() -> None:
    one = {key: GOOD[key] for key in ("client_id", "client_secret", "server_metadata_url")}
    shared = {key: GOOD[key] for key in ("redirect_uri", "cookie_secret")}
    assert settings.read(GOOD, {}).providers == ("default",)
    assert settings.read({**shared, "keycloak": one, "entra": one}, {}).providers == ("keycloak", "entra")
    assert settings.read({**GOOD, "client_kwargs": {"scope": "openid"}}, {}).providers == ("default",)


@pytest.mark.parametrize(
    ("address", "alone"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("10.0.0.4", False),
        ("", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.nip.io", False),
    ],
)
def test_which_addresses_only_this_machine_reaches(address: str, alone: bool) -> None:
    assert is_loopback(address) is alone


def outcome(folder: Path, *options: str, **environment: str) -> tuple[int, str]:
    """Start the real program; its exit code and everything that it said."""
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(free_port()),
        *options,
    ]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "KPI_DATABASE_URL": f"sqlite:///{folder / 'v.sqlite'}", **environment},
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("options", "environment"),
    [
        (("--server.address", ""), {}),
        ((), {"STREAMLIT_SERVER_ADDRESS": "0.0.0.0"}),
    ],
    ids=["empty", "environment"],
)
def test_the_program_listens_to_nobody_else_without_sign_in(
    options: tuple[str, ...], environment: dict[str, str], tmp_path: Path
) -> None:
    code, said = outcome(tmp_path, *options, **environment)
    assert code != 0
    assert "Vínculo does not start. The server would listen on" in said
    assert "Traceback" not in said
    assert not (tmp_path / "v.sqlite").exists()


@pytest.mark.parametrize(
    ("secrets", "words"),
    [
        (
            '[auth]\nredirect_uri = "https://kpi.bank.test/oauth2callback"\n',
            "cookie_secret [auth] is missing",
        ),
        ('[auth]\ncookie_secret = "canary-4f1\n', "cannot be read"),
    ],
    ids=["missing", "unreadable"],
)
def test_the_program_does_not_run_open_because_its_secrets_are_wrong(
    secrets: str, words: str, tmp_path: Path
) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text(secrets)
    code, said = outcome(tmp_path, "--secrets.files", str(file))
    assert code != 0
    assert words in said
    assert "Traceback" not in said
    assert "canary" not in said
