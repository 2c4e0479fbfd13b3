"""Only a regular file of a sane size is read from a disk."""

import os
from pathlib import Path

import pytest

from kpi.importing.source import FileTooLarge, NoRegularFile, Source


def test_a_file_is_its_name_and_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_bytes(b"a,b\r\n\x00\xff")
    assert Source.read(path) == Source("posts.csv", b"a,b\r\n\x00\xff")


def test_a_pipe_that_nobody_writes_to_does_not_make_anybody_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(NoRegularFile, match="a pipe, a device"):
        Source.read(tmp_path / "pipe.csv")


def test_a_device_without_an_end_is_not_read() -> None:
    with pytest.raises(NoRegularFile):
        Source.read(Path("/dev/zero"))


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        Source.read(tmp_path)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "sparse.csv"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024 * 1024)
    with pytest.raises(FileTooLarge, match="has 51200 MB; no more than 400 MB are read"):
        Source.read(path)
