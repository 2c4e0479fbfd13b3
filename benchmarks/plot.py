"""Cost against size as a picture: `python -m benchmarks.plot FILE… > docs/cost-by-size.svg`, from files of `--json`.

Both axes are logarithmic, so that what grows with the data climbs and what does not lies flat.
"""

import json
import math
import sys
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any, Final

WIDTH, HEIGHT = 720, 380
LEFT, RIGHT, TOP, BOTTOM = 70, 250, 20, 40
LINES: Final = {
    "overview": ("a rerun of Overview", "#0b6e69"),
    "answers_one": ("all KPIs, 3 years, one bank", "#8a4fbe"),
    "import_cpu": ("an import of so many (1 M at most)", "#c2571a"),
    "import_more_cpu": ("100 k more", "#a61e4d"),
    "store_counted": ("everything counted anew", "#495057"),
}
"""The figures that are drawn: what they are called, and their colour."""
MILLISECONDS: Final = {"ms": 1.0, "s": 1000.0}
TICKS: Final = {1: "1 ms", 10: "10 ms", 100: "100 ms", 1_000: "1 s", 10_000: "10 s", 100_000: "100 s"}
SIZES: Final = {100_000: "100 k", 1_000_000: "1 M", 10_000_000: "10 M"}

Point = tuple[float, float]


def main(paths: Sequence[str]) -> None:
    print(drawn([json.loads(Path(path).read_text("utf-8")) for path in paths]))


def drawn(documents: Sequence[dict[str, Any]]) -> str:
    """The picture as SVG, from one document for each size."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">'
    title = "<title>Processor time against the messages and visits in the store, both logarithmic</title>"
    ground = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
    return "\n".join([head, title, ground, *_axes(), *_lines(documents), "</svg>"])


def points(documents: Sequence[dict[str, Any]], key: str) -> list[Point]:
    """Size and milliseconds of a figure, the smallest size first; sizes at which it was not measured are left out."""
    found = [
        (document["rows"], figure["value"] * MILLISECONDS[figure["unit"]])
        for document in documents
        for figure in document["figures"]
        if figure["key"] == key and figure["value"]
    ]
    return sorted(found)


def _axes() -> Iterator[str]:
    right, low = WIDTH - RIGHT, HEIGHT - BOTTOM
    for tick, name in TICKS.items():
        y = _y(tick)
        yield f'<path d="M{LEFT} {y:.1f}H{right}" stroke="#e3e6e8"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#495057">{name}</text>'
    for size, name in SIZES.items():
        yield f'<text x="{_x(size):.1f}" y="{low + 20}" text-anchor="middle" fill="#495057">{name}</text>'


def _lines(documents: Sequence[dict[str, Any]]) -> Iterator[str]:
    labels: list[float] = []
    for key, (name, colour) in LINES.items():
        line = [(_x(size), _y(cost)) for size, cost in points(documents, key)]
        if not line:
            continue
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in line)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in line)
        place = _free(line[-1][1], labels)
        yield f'<text x="{line[-1][0] + 10:.1f}" y="{place + 4:.1f}" fill="{colour}">{escape(name)}</text>'


def _free(wanted: float, taken: list[float], apart: float = 15) -> float:
    """The nearest height at or below the wanted one where no other label stands."""
    while any(abs(wanted - other) < apart for other in taken):
        wanted += 1
    taken.append(wanted)
    return wanted


def _x(size: float) -> float:
    share = (math.log10(size) - 5) / 2
    return LEFT + 20 + share * (WIDTH - RIGHT - LEFT - 20)


def _y(milliseconds: float) -> float:
    share = math.log10(milliseconds) / 5
    return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP)


if __name__ == "__main__":
    main(sys.argv[1:])
