"""What pages have asked, remembered by what was asked, for all sessions of the server.

Streamlit's own cache reads a function's signature at every look-up and takes each argument apart, for longer than it
takes to find an answer; a page makes fifteen of them. Here the arguments are the key, as they are. What is found is
kept as bytes: Python's collector then has nothing to go through, and nobody can change what somebody else reads.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from inspect import signature
from pickle import HIGHEST_PROTOCOL, dumps, loads
from threading import Lock
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
Key = tuple[Hashable, ...]


class _Kept:
    """Bytes by key: the `most` that were used last. What is not there is made once, whoever else waits for it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[Key, bytes] = OrderedDict()
        self._making: dict[Key, Lock] = {}
        self._lock = Lock()

    def get(self, key: Key, make: Callable[[], bytes]) -> bytes:
        found = self._look(key)
        if found is not None:
            return found
        with self._lock:
            making = self._making.setdefault(key, Lock())
        try:
            with making:
                found = self._look(key)
                if found is None:
                    found = make()
                    self._keep(key, found)
        finally:
            with self._lock:
                self._making.pop(key, None)
        return found

    def clear(self) -> None:
        with self._lock:
            self._found.clear()

    def _look(self, key: Key) -> bytes | None:
        with self._lock:
            found = self._found.get(key)
            if found is not None:
                self._found.move_to_end(key)
        return found

    def _keep(self, key: Key, found: bytes) -> None:
        with self._lock:
            self._found[key] = found
            while len(self._found) > self._most:
                self._found.popitem(last=False)


_everything: Final[list[_Kept]] = []


def forget_everything() -> None:
    """As a server that has just started: for who changes rows without raising the data version, as tests do."""
    for kept in _everything:
        kept.clear()


def remembered(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Remember what a function gives for its arguments, the `most` answers that were used last.

    Arguments whose names begin with "_" are no part of the key. The others can be hashed, and come by place. An error
    is not remembered.
    """

    def of(function: Callable[P, R]) -> Callable[P, R]:
        keyed = [
            place for place, name in enumerate(signature(function).parameters) if not name.startswith("_")
        ]
        kept = _Kept(most)
        _everything.append(kept)

        @wraps(function)
        def ask(*args: P.args, **kwargs: P.kwargs) -> R:
            key = tuple(args[place] for place in keyed)
            found: R = loads(kept.get(key, lambda: dumps(function(*args, **kwargs), HIGHEST_PROTOCOL)))  # noqa: S301  (our own)
            return found

        return ask

    return of
