"""Colours with a meaning, for a light and a dark background.

Beside the ten that mean something stand ten shades of one hue, from little to much: lightness alone orders them, so
that no colour blindness changes the order. In light much is dark, in dark it is bright.

A screen chart is painted with `SCREEN`, placeholders that Streamlit's browser side replaces with the ten
chart colours and the ten shades of the theme that is on (`.streamlit/config.toml` holds `LIGHT` and `DARK`; a test
keeps them equal). A chart that leaves the screen is painted with `LIGHT`.
"""

from dataclasses import dataclass
from typing import Final

from kpi.answers.value import KEPT, SHORT, Status


@dataclass(frozen=True)
class Palette:
    """The ten colours of the theme, in its order, and its ten shades. The last four colours only tell lines apart."""

    actual: str
    past: str
    goal: str
    met: str
    at_risk: str
    missed: str
    second: str
    third: str
    fourth: str
    fifth: str
    shades: tuple[str, ...]

    @property
    def ten(self) -> tuple[str, ...]:
        return (self.actual, self.past, self.goal, self.met, self.at_risk, self.missed, *self._apart)

    @property
    def _apart(self) -> tuple[str, ...]:
        return (self.second, self.third, self.fourth, self.fifth)

    def ramp(self, steps: int) -> tuple[str, ...]:
        """So many of the shades (1 to 10), as far apart as they go, from little to much."""
        last = len(self.shades) - 1
        return tuple(self.shades[round(step * last / max(1, steps - 1))] for step in range(steps))

    @property
    def lines(self) -> tuple[str, ...]:
        """Colours for lines that share a chart: at most six."""
        return (self.actual, self.fourth, self.third, self.second, self.fifth, self.past)

    def of(self, status: Status | None) -> str:
        """The colour of a status; without one, that of a plain actual."""
        colours = dict.fromkeys(KEPT, self.met) | dict.fromkeys(SHORT, self.at_risk)
        colours[Status.MISSED] = self.missed
        return colours.get(status, self.actual) if status else self.actual


LIGHT: Final = Palette(
    actual="#1f5fae",
    past="#818d9c",
    goal="#1b2b40",
    met="#0c7370",
    at_risk="#ab5a00",
    missed="#931f0f",
    second="#0093e0",
    third="#4b2370",
    fourth="#b66300",
    fifth="#f43d70",
    shades=(
        *("#d9e6f5", "#c4d7ee", "#abc5e6", "#8fb1db", "#739cce"),
        *("#5887bf", "#4072ae", "#2c5d98", "#1d477a", "#0f3058"),
    ),
)
DARK: Final = Palette(
    actual="#6aa9f0",
    past="#8391a4",
    goal="#e6edf5",
    met="#3bbd99",
    at_risk="#f2d24a",
    missed="#e0604f",
    second="#9eeee4",
    third="#a65cf6",
    fourth="#e68222",
    fifth="#e1b095",
    shades=(
        *("#22364c", "#284461", "#305477", "#3a658f", "#4777a7"),
        *("#5a8bbb", "#719fcd", "#8eb6e1", "#aecdf1", "#d4e6fc"),
    ),
)
SCREEN: Final = Palette(
    actual="#000001",
    past="#000002",
    goal="#000003",
    met="#000004",
    at_risk="#000005",
    missed="#000006",
    second="#000007",
    third="#000008",
    fourth="#000009",
    fifth="#000010",
    shades=tuple(f"#{place:06d}" for place in range(11, 21)),
)

BACKGROUND: Final = {"light": ("#ffffff", "#f6f8fa"), "dark": ("#10161f", "#18212d")}
TEXT: Final = {"light": ("#1b2b40", "#55647a"), "dark": ("#e6edf5", "#a3b1c2")}
"""Text and muted text, in the theme and in `pages/shared/style.css`."""
