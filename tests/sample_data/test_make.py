"""The repository's files are those that the script makes, byte for byte, and they stay small."""

import tomllib
from pathlib import Path

import sample_data

REPOSITORY = Path(sample_data.__file__).parent
MEGABYTE = 1_000_000


def contents(folder: Path) -> dict[str, bytes]:
    files = [folder / "bank.toml", *(path for path in (folder / "exports").rglob("*") if path.is_file())]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_making_it_again_gives_the_same_bytes(made_again: Path) -> None:
    again, kept = contents(made_again), contents(REPOSITORY)

    assert sorted(again) == sorted(kept)
    assert [name for name in kept if kept[name] != again[name]] == []


def test_the_declaration_names_every_file_once(made_again: Path) -> None:
    bank = tomllib.loads((made_again / "bank.toml").read_text(encoding="utf-8"))

    named = [file["path"] for file in bank["files"]]

    assert sorted([*named, "bank.toml"]) == sorted(contents(made_again))


def test_every_file_is_for_a_declared_channel(made_again: Path) -> None:
    bank = tomllib.loads((made_again / "bank.toml").read_text(encoding="utf-8"))

    declared = {f"{channel['platform']}:{channel['handle']}" for channel in bank["channels"]}

    assert {file["channel"] for file in bank["files"] if "channel" in file} == declared


def test_it_is_small_enough_for_the_repository_and_a_first_start() -> None:
    files = contents(REPOSITORY)

    assert sum(map(len, files.values())) < 7 * MEGABYTE
    assert sum(content.count(b"\n") for content in files.values()) < 85_000
