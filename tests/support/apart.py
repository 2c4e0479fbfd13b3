"""Coroutines in a thread of their own: where a browser is driven, the test's thread has a loop already."""

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio


def run_apart(function: Callable[..., Awaitable[Any]], *args: object) -> None:
    with ThreadPoolExecutor(1) as thread:
        thread.submit(anyio.run, function, *args).result()
