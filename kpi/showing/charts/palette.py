"""Colours with a meaning, for a light and a dark background.

A screen chart is painted with `SCREEN`, ten placeholders that Streamlit's browser side replaces with the ten
chart colours of the theme that is on (`.streamlit/config.toml` holds `LIGHT` and `DARK`; a test keeps them
equal). A chart that leaves the screen is painted with `LIGHT`.
"""

from dataclasses import astuple, dataclass
from typing import Final

from kpi.answers.value import Status


@dataclass(frozen=True)
class Palette:
    """The ten colours of the theme, in its order. The last four only tell lines apart."""

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

    @property
    def ten(self) -> tuple[str, ...]:
        return astuple(self)

    @property
    def lines(self) -> tuple[str, ...]:
        """Colours for lines that share a chart: at most six."""
        return (self.actual, self.fourth, self.third, self.second, self.fifth, self.past)

    def of(self, status: Status | None) -> str:
        """The colour of a status; without one, that of a plain actual."""
        colours = {Status.MET: self.met, Status.AT_RISK: self.at_risk, Status.MISSED: self.missed}
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
)
SCREEN: Final = Palette(*(f"#{place:06d}" for place in range(1, 11)))

BACKGROUND: Final = {"light": ("#ffffff", "#f6f8fa"), "dark": ("#10161f", "#18212d")}
TEXT: Final = {"light": ("#1b2b40", "#55647a"), "dark": ("#e6edf5", "#a3b1c2")}
"""Text and muted text, in the theme and in `pages/shared/style.css`."""
