"""Writes the sample bank: `python -m sample_data.make` (with `--to FOLDER` to somewhere else)."""

import argparse
import shutil
from collections.abc import Iterator
from pathlib import Path

from sample_data.goals import goals
from sample_data.messages import messages_on
from sample_data.posts import Post, posts_on
from sample_data.totals import ChannelDay, acquisition, channel_days_on, community_days
from sample_data.uptake import uptake
from sample_data.visits import visits_on
from sample_data.writers import ga4, meta, templates, tiktok, twcs, x
from sample_data.writers.cells import SampleFile
from sample_data.writers.declaration import declaration
from sample_data.writers.goals_file import goals_file

HERE = Path(__file__).parent
NETWORKS = ("facebook", "x", "instagram", "linkedin", "tiktok", "youtube")


def files() -> Iterator[SampleFile]:
    """All files of the sample bank, in the order in which they are imported."""
    posts = {platform: posts_on(platform) for platform in (*NETWORKS, "community")}
    totals = {platform: channel_days_on(platform, posts[platform]) for platform in NETWORKS}
    yield from _vendors(posts, totals)
    yield from _templates(posts, totals)
    yield goals_file(goals())


def _vendors(posts: dict[str, list[Post]], totals: dict[str, list[ChannelDay]]) -> Iterator[SampleFile]:
    yield from meta.facebook_files(posts["facebook"])
    yield from x.x_files(posts["x"], totals["x"])
    yield from twcs.twcs_files(messages_on("x"))
    yield from meta.instagram_files(posts["instagram"])
    yield from tiktok.viewers_files(totals["tiktok"])
    yield from ga4.acquisition_files(acquisition())


def _templates(posts: dict[str, list[Post]], totals: dict[str, list[ChannelDay]]) -> Iterator[SampleFile]:
    visits = {platform: visits_on(platform) for platform in ("facebook", "community")}
    for platform in ("linkedin", "tiktok", "youtube", "community"):
        yield templates.posts_file(platform, posts[platform])
    for platform in ("facebook", "instagram", "community"):
        yield from templates.messages_files(platform, messages_on(platform))
    for platform, seen in visits.items():
        yield from templates.visits_files(platform, seen)
    for platform in ("facebook", "linkedin", "youtube"):
        yield templates.days_file(platform, totals[platform])
    for platform in ("facebook", "instagram"):
        yield templates.tags_file(platform, posts[platform], meta.ids_of(platform, posts[platform]))
    community = community_days(posts["community"], visits["community"])
    yield templates.days_file("community", community)
    yield templates.uptake_file(uptake(community))
    yield templates.followers_file({platform: totals[platform] for platform in ("x", "instagram", "tiktok")})


def write(folder: Path) -> None:
    """Writes `exports/` and `bank.toml` into `folder`, in place of what was there."""
    made = list(files())
    shutil.rmtree(folder / "exports", ignore_errors=True)
    for file in made:
        path = folder / "exports" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.text.encode())
    (folder / "bank.toml").write_bytes(declaration(made).encode())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sample_data.make", description=__doc__)
    parser.add_argument("--to", type=Path, default=HERE, help="folder to write to")
    write(parser.parse_args().to)


if __name__ == "__main__":
    main()
