"""Why the server does not start: each says what is wrong and what to do."""

from kpi.errors import KpiError
from kpi.words import N_


class DoorsError(KpiError):
    """The family of what keeps the server from starting."""


class OpenToOthers(DoorsError):
    template = N_(
        "The server would listen on {address}, where others reach it, and nobody would have to sign in. Write an [auth] section into .streamlit/secrets.toml (docs/operating.md, “Sign-in”), or start it with --server.address 127.0.0.1."
    )


class SecretsUnreadable(DoorsError):
    template = N_(
        "{path} cannot be read: {cause}. Correct it, or remove it to run without sign-in on this machine alone."
    )


class AuthMisplaced(DoorsError):
    template = N_("[auth] in secrets.toml is not a section with settings. See docs/operating.md, “Sign-in”.")


class SettingMissing(DoorsError):
    template = N_("{name} is missing in .streamlit/secrets.toml. See docs/operating.md, “Sign-in”.")


class SecretTooShort(DoorsError):
    template = N_(
        "{name} in secrets.toml has {length} characters and needs {least} at least. Make one with: python -c 'import secrets; print(secrets.token_urlsafe(48))'"
    )


class ClientSecretTooShort(DoorsError):
    template = N_(
        "{name} in secrets.toml has {length} characters and needs {least} at least. Let the identity provider make a new one."
    )


class SecretIsAnExample(DoorsError):
    template = N_(
        "{name} in secrets.toml is an example or easily guessed. Put a secret of your own there: the cookie's from python -c 'import secrets; print(secrets.token_urlsafe(48))', the client's from the identity provider."
    )


class NotEncrypted(DoorsError):
    template = N_(
        "{name} in secrets.toml is {value}. It has to begin with https:// unless it is on this machine."
    )


class WrongRedirect(DoorsError):
    template = N_(
        "redirect_uri in secrets.toml is {value}. It has to be the address that people open, followed by /oauth2callback."
    )


class LifetimeTooLong(DoorsError):
    template = N_(
        "{name} in secrets.toml is {value}, and {most} is the most: groups are read at sign-in, so somebody who left one would keep its roles until then."
    )


class WrongLifetime(DoorsError):
    template = N_("{name} in secrets.toml is {value}. It has to be a number above 0.")
