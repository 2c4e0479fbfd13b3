"""64-bit keys for what outsiders name with text: messages, conversations, authors, visitors.

A key is a keyed BLAKE2b cut to a signed 64-bit integer, so that the large tables hold integers only, and nobody who
has the database alone can try names out. Among 10 million names the chance of any collision is below 3 in a million
(n² / 2^65). The secrets lie outside the database (`kpi.store.key_ring`); which of them a database uses it remembers
itself (`kpi.store.pseudonyms`).
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
WIDTH: Final = 8
PLAIN: Final = b""
"""The secret of releases that had none: BLAKE2b with an empty key is the hash without one."""


@dataclass(frozen=True)
class Keys:
    """How names become keys: hashed with the first secret, the 8 bytes that come of it with the next, and so on.

    So keys that were made with older secrets can be brought up to date without their names, and a name that is
    read again still finds its key.
    """

    secrets: tuple[bytes, ...]

    def key_of(self, *parts: str) -> int:
        """The key of a name made of `parts`; the same parts always give the same key."""
        *before, name = parts
        return int(self.keys_of([name], *before)[0])

    def keys_of(self, names: Iterable[str], *before: str) -> Ints:
        """`key_of(*before, name)` of many names."""
        first, *later = self.secrets
        start = _hash(first)
        start.update("".join(f"{part}\x1f" for part in before).encode())
        return rehashed(_integers(_digests(start, (name.encode() for name in names))), later)


NONE: Final = Keys(())
"""For facts that name nobody: no name becomes a key."""


def rehashed(keys: Ints, secrets: Iterable[bytes], purpose: bytes = b"") -> Ints:
    """Keys made from keys, with one secret after the other. Each `purpose` gives others, which lead to no other's."""
    return reduce(lambda found, secret: _again(found, _hash(secret, purpose)), secrets, keys)


def fingerprint(secret: bytes) -> str:
    """What tells one secret from another and lets nobody find it; of the empty one "", which is no secret."""
    return _hash(secret, b"fingerprint").hexdigest() if secret else ""


def _hash(secret: bytes, purpose: bytes = b"") -> Any:
    return hashlib.blake2b(digest_size=WIDTH, key=secret, person=purpose)


def _again(keys: Ints, start: Any) -> Ints:
    raw = keys.astype(">i8").tobytes()
    return _integers(_digests(start, (raw[at : at + WIDTH] for at in range(0, len(raw), WIDTH))))


def _digests(start: Any, texts: Iterable[bytes]) -> bytes:
    """The hashes of many texts. A copy of a hash that has read its key costs half of one that reads it again."""
    found = []
    for text in texts:
        one = start.copy()
        one.update(text)
        found.append(one.digest())
    return b"".join(found)


def _integers(digests: bytes) -> Ints:
    return np.frombuffer(digests, ">i8").astype(np.int64)
