"""Where the secrets of pseudonyms lie: in a file beside the database, or in the environment; never in the database.

A file has a secret a line, 32 bytes as 64 hexadecimal digits. It is made when the first one is needed, whole and for
its owner alone. Secrets that were replaced stay in it, since names find their keys through all of them.
"""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy.engine import URL

from kpi.errors import KpiError
from kpi.store.keys import fingerprint
from kpi.system_errors import cause_of
from kpi.words import N_, Message

VARIABLE: Final = "KPI_PSEUDONYM_KEY"
FILE_VARIABLE: Final = "KPI_PSEUDONYM_KEY_FILE"
DEFAULT_FILE: Final = Path("data/vinculo.key")
"""Beside no file of a database: with PostgreSQL."""

SIZE: Final = 32
NO_HEX: Final = N_("it holds other signs than 0 to 9 and a to f")
WRONG_SIZE: Final = N_("a key in it does not have {bytes} bytes")


class KeyUnreadable(KpiError):
    template = N_(
        "{place} holds no key for pseudonyms ({cause}). A key is 32 bytes, written as 64 hexadecimal digits, one key a line. Nothing was changed."
    )


class KeyUnwritable(KpiError):
    template = N_(
        "The key for pseudonyms cannot be written to {place} ({cause}). Make the folder writable for this user, name another file in KPI_PSEUDONYM_KEY_FILE, or give the key in KPI_PSEUDONYM_KEY. Nothing was changed."
    )


class KeyOnlyInEnvironment(KpiError):
    template = N_(
        "KPI_PSEUDONYM_KEY holds the keys for pseudonyms, and a new one cannot be added to it from here. Put a new key behind the others, separated by a blank, and try again. Nothing was changed."
    )


@dataclass(frozen=True)
class KeyRing:
    """Where secrets are looked for: the text of KPI_PSEUDONYM_KEY, or else a file."""

    file: Path
    given: str | None = None

    @classmethod
    def of(cls, url: URL) -> "KeyRing":
        """The ring of the database at `url`, as the environment says."""
        chosen = os.environ.get(FILE_VARIABLE)
        return cls(Path(chosen) if chosen else _beside(url), os.environ.get(VARIABLE) or None)

    @property
    def place(self) -> str:
        """As a sentence names it."""
        return VARIABLE if self.given else str(self.file)

    def secrets(self) -> dict[str, bytes]:
        """The secrets that are there, by their fingerprints, in their order.

        Raises:
            KeyUnreadable: the place holds something else, or may not be read.
        """
        try:
            lines = (self.given or self.file.read_text("ascii")).replace(",", " ").split()
            found = [bytes.fromhex(line) for line in lines]
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise KeyUnreadable(place=self.place, cause=cause_of(error)) from None
        except ValueError:  # what stands there is not for a sentence: it may be a key with a slip in it
            raise KeyUnreadable(place=self.place, cause=Message(NO_HEX)) from None
        if not found or any(len(secret) != SIZE for secret in found):
            raise KeyUnreadable(place=self.place, cause=Message(WRONG_SIZE, {"bytes": SIZE}))
        return {fingerprint(secret): secret for secret in found}

    def unused(self, used: Container[str] = ()) -> bytes:
        """The last secret, where its fingerprint is not among those `used`; else one that is made, and added.

        Two processes that come at once to an empty place get the same.

        Raises:
            KeyUnreadable, KeyUnwritable: see there.
            KeyOnlyInEnvironment: one has to be made, and there is no file to write to.
        """
        there = self.secrets()
        if there and list(there)[-1] not in used:
            return list(there.values())[-1]
        if self.given:
            raise KeyOnlyInEnvironment
        made = secrets.token_bytes(SIZE)
        try:
            self._write([*there.values(), made], new=not there)
        except FileExistsError:  # somebody else was first
            return self.unused(used)
        return made

    def _write(self, all_secrets: list[bytes], *, new: bool) -> None:
        """The whole file at once: it is never seen half written, nor by anybody else."""
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=self.file.parent, prefix=".key-")  # mode 0600
            try:
                with os.fdopen(descriptor, "w") as written:
                    written.writelines(f"{secret.hex()}\n" for secret in all_secrets)
                    written.flush()
                    os.fsync(written.fileno())
                if new:
                    os.link(name, self.file)  # fails where one lies already
                else:
                    Path(name).replace(self.file)
            finally:
                with contextlib.suppress(FileNotFoundError):
                    Path(name).unlink()
        except FileExistsError:
            raise
        except OSError as error:
            raise KeyUnwritable(place=self.place, cause=cause_of(error)) from None


def _beside(url: URL) -> Path:
    database = url.database
    in_a_file = url.get_backend_name() == "sqlite" and database and not database.startswith((":", "file:"))
    return Path(str(database)).with_suffix(".key") if in_a_file else DEFAULT_FILE
