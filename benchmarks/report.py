"""Figures for people, a line each, and for programs, as JSON."""

import os
import platform
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from benchmarks.promises import Figure

KEPT = {True: "kept", False: "NOT KEPT", None: ""}


def line(figure: Figure) -> str:
    """A line, and one below it for each baseline."""
    promise = figure.promise
    says, unit = (promise.says, promise.unit) if promise else (f"  {figure.says}", figure.unit)
    if figure.value is None:
        return f"{says:<56}not measured: {figure.note}"
    promised = f"{promise.text:>9}  {KEPT[figure.is_kept]}" if promise else ""
    lines = [f"{says:<56}{amount(figure.value):>9} {unit:<3}{promised}"]
    for one, ratio in zip(figure.baselines, figure.ratios, strict=True):
        lines.append(f"    {one.name:<52}{amount(one.value):>9} {unit:<3}{amount(ratio):>7} ×")
    return "\n".join([*lines, *([f"    ({figure.note})"] if figure.note else [])])


def amount(number: float) -> str:
    """A number with at least two of its digits."""
    places = 0 if abs(number) >= 100 else 1 if abs(number) >= 10 else 2
    return f"{number:,.{places}f}"


def document(size: str, rows: int, figures: Sequence[Figure]) -> dict[str, Any]:
    """Everything that was measured, and on what."""
    return {
        "size": size,
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {
            "processors": os.cpu_count(),
            "load": os.getloadavg()[0],
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
        },
        "rows": rows,
        "figures": [_row(figure) for figure in figures],
    }


def _row(figure: Figure) -> dict[str, Any]:
    promise = figure.promise
    return {
        "key": figure.key,
        "says": promise.says if promise else figure.says,
        "unit": promise.unit if promise else figure.unit,
        "value": figure.value,
        "baselines": [
            {"name": one.name, "value": one.value, "ratio": ratio}
            for one, ratio in zip(figure.baselines, figure.ratios, strict=False)
        ],
        "promise": promise.text if promise else None,
        "made_for": promise.full if promise else None,
        "kept": figure.is_kept,
        "note": figure.note,
    }
