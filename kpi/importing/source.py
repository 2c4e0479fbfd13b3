"""A file as it arrived: its name and its bytes."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """`name` is what people call the file (no folders), `content` is every byte of it."""

    name: str
    content: bytes

    @classmethod
    def read(cls, path: Path) -> "Source":
        """The file at `path`. Raises what `Path.read_bytes` raises."""
        return cls(path.name, path.read_bytes())
