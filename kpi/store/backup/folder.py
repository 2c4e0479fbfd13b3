"""Where backups lie: the folder `backups` beside the database, and which of them is the newest."""

from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.engine import URL

NAME: Final = "backups"
DEFAULT_HOME: Final = Path("data")
"""Where the folder lies for a database that is no file of this machine."""

SUFFIXES: Final = {"sqlite": ".sqlite", "postgresql": ".dump"}


def sqlite_file(url: URL) -> Path | None:
    """The file of a SQLite database; None for one in memory, and for other kinds."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    name = url.database.removeprefix("file:")
    return Path(name) if name and url.query.get("mode") != "memory" else None


def backup_folder(url: URL) -> Path:
    """The folder for backups of the database at `url`; it need not exist."""
    file = sqlite_file(url)
    return (DEFAULT_HOME if file is None else file.parent) / NAME


def newest_backup(url: URL) -> tuple[Path, Path | None]:
    """The folder for backups, and of those in it the one that was written last."""
    folder = backup_folder(url)
    pattern = f"*{SUFFIXES.get(url.get_backend_name(), '')}"
    try:
        written = [(path.stat().st_mtime, path) for path in folder.glob(pattern) if path.is_file()]
    except OSError:
        written = []
    return folder, max(written, default=(0.0, None))[1]


def usual_name(url: URL, now: datetime) -> Path:
    """Where a backup goes that nobody named: the database's name and the moment."""
    file = sqlite_file(url)
    stem = url.database or NAME if file is None else file.stem
    suffix = SUFFIXES.get(url.get_backend_name(), "")
    return backup_folder(url) / f"{stem}-{now:%Y-%m-%d-%H%M%S}{suffix}"
