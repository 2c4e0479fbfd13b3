"""64-bit keys for what outsiders name with text: messages, conversations, authors, visitors.

A key is BLAKE2b cut to a signed 64-bit integer, so that the large tables hold integers only and no customer's
name. Among 10 million names the chance of any collision is below 3 in a million (n² / 2^65).
"""

import hashlib
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt


def key_of(*parts: str) -> int:
    """The key of a name made of `parts`; the same parts always give the same key."""
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def keys_of(names: Iterable[str], *before: str) -> npt.NDArray[np.int64]:
    """`key_of(*before, name)` of many names."""
    start = "".join(f"{part}\x1f" for part in before).encode()
    blake2b = hashlib.blake2b
    digests = b"".join([blake2b(start + name.encode(), digest_size=8).digest() for name in names])
    return np.frombuffer(digests, ">i8").astype(np.int64)
