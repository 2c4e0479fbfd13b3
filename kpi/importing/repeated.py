"""Values that stand in a column again and again: each once, and which of them every row has."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Repeated(Sequence[Any]):
    """A column of few `different` values: row by row the place of its value among them."""

    different: Sequence[Any]
    which: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.which)

    def __iter__(self) -> Iterator[Any]:
        return map(self.different.__getitem__, self.which.tolist())

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> "Repeated": ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return Repeated(self.different, self.which[index])
        return self.different[int(self.which[index])]

    def then(self, change: Callable[[Any], Any]) -> "Repeated":
        """The column with something done to each value."""
        return Repeated([change(value) for value in self.different], self.which)

    def kept(self, which: npt.NDArray[np.bool_]) -> "Repeated":
        """The rows for which `which` is true."""
        return Repeated(self.different, self.which[which])
