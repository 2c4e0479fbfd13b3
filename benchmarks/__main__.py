"""What the app costs beside what it promises: `python -m benchmarks [--size 100k|1m|10m] [--only NAME…] [--json FILE]`.

Stores are generated, the same for a size every time, and kept in the folder that `--stores` names, if it does.
Each figure stands beside a baseline of the same run; both are processor time, unless they say otherwise. An import is
measured by the clock too.
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from benchmarks import browser, importing, load, questions, report, reruns
from benchmarks.generated import SMALLEST, Made, made
from benchmarks.promises import Figure
from benchmarks.setting import Setting

SIZES: Final = {"100k": SMALLEST, "1m": 1_000_000, "10m": 10_000_000}
PARTS: Final[Mapping[str, Callable[[Setting], Iterator[Figure]]]] = {
    "pages": reruns.measure,
    "load": load.measure,
    "answers": questions.measure,
    "import": importing.measure,
    "browser": browser.measure,
}


def main(words: Sequence[str] | None = None) -> None:
    asked = _asked(words)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stores = asked.stores or folder
        rows = asked.rows or SIZES[asked.size]
        setting = Setting(made(stores, rows), made(stores, min(rows, SMALLEST)), folder)
        figures = [*_of_store(setting.full)]
        for part in asked.only or PARTS:
            figures += _shown(PARTS[part](setting))
    if asked.json:
        found = report.document(asked.size if not asked.rows else str(rows), rows, figures)
        asked.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


def _asked(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="100k")
    parser.add_argument("--rows", type=int, help="messages, instead of a size")
    parser.add_argument("--only", nargs="+", choices=PARTS, help="these parts alone")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    parser.add_argument("--stores", type=Path, help="keep generated stores here, and use those that are")
    return parser.parse_args(words)


def _of_store(made: Made) -> Iterator[Figure]:
    return _shown(
        iter(
            [
                Figure.beside("store_counted", "the store counted from its facts", "s", made.counted),
                Figure.beside("store_size", "the store's file", "MB", made.megabytes),
            ]
        )
    )


def _shown(figures: Iterator[Figure]) -> Iterator[Figure]:
    for figure in figures:
        print(report.line(figure), flush=True)
        yield figure


if __name__ == "__main__":
    main()
