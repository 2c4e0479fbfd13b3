"""What all charts share: type, margins, hover, no tool bar."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

import plotly.graph_objects as go
import plotly.io
from plotly.basedatatypes import BaseFigure

Trace = dict[str, Any]
Layout = dict[str, Any]

FONT_SIZE: Final = 13
CONFIG: Final = {"displayModeBar": False, "scrollZoom": False, "responsive": True}
"""For the browser's side: a chart to read, not a tool to learn."""


@dataclass(frozen=True)
class Drawing:
    """What the browser is to draw, as Plotly's own JSON has it."""

    data: Sequence[Trace]
    layout: Layout


@dataclass(frozen=True)
class Chart:
    """A drawing with its words: `title` says what is seen, `alt` tells it to who cannot see it."""

    title: str
    drawing: Drawing
    alt: str

    @cached_property
    def figure(self) -> go.Figure:
        """The drawing with every property checked by Plotly, which takes longer than all the rest of a chart."""
        return go.Figure(data=list(self.drawing.data), layout=self.drawing.layout)

    @property
    def sent(self) -> BaseFigure:
        """The same for `st.plotly_chart`: it is sent as it is. That it would pass the check, the tests hold."""
        return _Unchecked(self.drawing)


class _Unchecked(BaseFigure):  # type: ignore[misc]  # plotly has no types
    """A figure that knows only what a figure is asked for when it is sent."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing

    def to_dict(self) -> dict[str, Any]:
        name = plotly.io.templates.default
        layout = (
            self._drawing.layout if name is None else {"template": _template(name), **self._drawing.layout}
        )
        return {"data": list(self._drawing.data), "layout": layout}


@lru_cache
def _template(name: str) -> Layout:
    """What every figure begins with: on a page, Streamlit's own colours and type."""
    found: Layout = plotly.io.templates[name].to_plotly_json()
    return found


def draw(data: Sequence[Trace], layout: Layout, height: int) -> Drawing:
    """A drawing with what all charts share."""
    return Drawing(
        data,
        {
            "height": height,
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "showlegend": False,
            "hovermode": "closest",
            "dragmode": False,
            "font": {"size": FONT_SIZE},
            "hoverlabel": {"align": "left", "font": {"size": FONT_SIZE}},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            **{name: value for name, value in layout.items() if value != []},
        },
    )
