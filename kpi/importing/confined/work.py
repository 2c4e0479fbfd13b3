"""What the parent does while a child reads."""

from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

from kpi.importing.columnar import Columnar

Ahead = Callable[[Columnar[Any]], Iterator[None]]
"""Does something for records that have come, a little at each step."""


class Work:
    """What can be done while a child reads, a little at each step; true as long as there is any."""

    def __init__(self) -> None:
        self._left: deque[Iterator[None]] = deque()

    def __bool__(self) -> bool:
        return bool(self._left)

    def add(self, steps: Iterator[None]) -> None:
        self._left.append(steps)

    def step(self) -> bool:
        """Do a little; False when nothing was left to do."""
        while self._left:
            try:
                next(self._left[0])
            except StopIteration:
                self._left.popleft()
            else:
                return True
        return False
