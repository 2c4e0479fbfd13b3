"""A line as small as a word, as SVG: the way here, the goal as a thin dashed line, the last value as a dot.

Its colours are classes (`line`, `goal`, `dot`), so that the page's style paints it in light and in dark.
"""

from collections.abc import Sequence
from typing import Final

WIDTH: Final = 120
HEIGHT: Final = 32
PAD: Final = 3


def sparkline(numbers: Sequence[float | None], goal: float | None = None) -> str:
    """The SVG of `numbers` in time order; None leaves a gap, and a number between two gaps is a point.

    Empty when fewer than two are known.

    It is decoration: the tile says the same in words, so screen readers skip it.
    """
    known = [x for x in numbers if x is not None]
    if len(known) < 2:
        return ""
    everything = known if goal is None else [*known, goal]
    low, high = min(everything), max(everything)
    points = [
        None if y is None else (_across(i, len(numbers)), _up(y, low, high)) for i, y in enumerate(numbers)
    ]
    goal_at = None if goal is None else _up(goal, low, high)
    parts = [f'<path class="goal" d="M0 {goal_at:g}H{WIDTH}"/>'] if goal_at is not None else []
    parts.append(f'<path class="line" d="{_path(points)}"/>')
    last = next(point for point in reversed(points) if point)
    # A stroke of no length with round ends stays a circle however the picture is stretched.
    parts.append(f'<path class="dot" d="M{last[0]:g} {last[1]:g}h0"/>')
    # Size and lines of its own: it may stand there before the stylesheet does.
    return (
        f'<svg class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'fill="none" stroke="currentColor" preserveAspectRatio="none" aria-hidden="true">'
        + "".join(parts)
        + "</svg>"
    )


def _across(place: int, count: int) -> float:
    return round(PAD + place * (WIDTH - 2 * PAD) / max(1, count - 1), 1)


def _up(y: float, low: float, high: float) -> float:
    share = 0.5 if high == low else (y - low) / (high - low)
    return round(HEIGHT - PAD - share * (HEIGHT - 2 * PAD), 1)


def _path(points: Sequence[tuple[float, float] | None]) -> str:
    commands = []
    pen_down = False
    for place, point in enumerate(points):
        if point:
            commands.append(f"{'L' if pen_down else 'M'}{point[0]:g} {point[1]:g}")
            if not pen_down and (place + 1 == len(points) or points[place + 1] is None):
                commands.append("h0")  # a stroke of no length, which round ends make a point
        pen_down = point is not None
    return "".join(commands)
