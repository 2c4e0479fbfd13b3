"""What a chart draws, as Plotly reads it."""

import json
from typing import Any

import plotly.io

from kpi.showing.charts.figure import Chart


def spec(chart: Chart) -> dict[str, Any]:
    """The chart's traces and layout, which pass Plotly's check and are sent to the browser just so."""
    found: dict[str, Any] = chart.figure.to_dict()
    assert _as_sent(chart.sent.to_dict()) == _as_sent(found)
    return found


def _as_sent(figure: dict[str, Any]) -> Any:
    return json.loads(plotly.io.to_json(figure, validate=False))
