"""Charts on a page: the figure, and beneath it the way to take it away as a picture."""

from pathlib import Path
from typing import Final

import streamlit as st

from kpi.access.roles import Permission
from kpi.showing.charts.figure import CONFIG, Chart
from kpi.showing.file_names import picture_name
from kpi.showing.invented import mark
from kpi.words import N_
from pages.shared.state import Choice, current, say
from pages.shared.theme import in_theme

FORMATS: Final = {"png": N_("Download this chart as PNG"), "svg": N_("Download this chart as SVG")}
HTML: Final = (
    '<div class="v-take" role="group"><svg viewBox="0 0 24 24" width="14" height="14" aria-hidden="true">'
    '<path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" d="M12 4v11m-5-5 5 5 5-5M5 20h14"/></svg>'
    + "".join(f'<button type="button" data-format="{name}">{name.upper()}</button>' for name in FORMATS)
    + "</div>"
)

_buttons = st.components.v2.component(
    "vinculo_take_chart",
    html=HTML,
    js=(Path(__file__).parent / "take_chart.js").read_text("utf-8"),
    isolate_styles=False,
)


def show_chart(chart: Chart, key: str) -> None:
    """A chart under its title, which the page shows itself, and two buttons that save it as PNG and as SVG.

    The picture is drawn by the browser, with the chart's title over it and what it is of under it, as it stands
    alone then. Nothing leaves the machine.
    """
    st.plotly_chart(chart.sent, key=in_theme(key), config=CONFIG, alt=chart.alt)
    choice = current()
    if choice.may(Permission.EXPORT):
        _buttons(key=f"{key}.take", data=picture(chart, choice))


def picture(chart: Chart, choice: Choice) -> dict[str, str]:
    """What the buttons say, and the words of the picture: file name without suffix, title, and the line beneath."""
    institution, language = choice.institution, choice.language
    parts = [institution.name, *mark(institution, language), language.period(choice.period)]
    if choice.covered is not None:
        parts.append(say(N_("data up to {day}"), day=choice.covered.last))
    labels = {name: say(label) for name, label in FORMATS.items()}
    return {
        **labels,
        "name": picture_name(institution.name, chart.title, choice.period, language.locale),
        "title": chart.title,
        "note": " · ".join([*parts, "Vínculo"]),
    }
