"""Published figures in a chart: whether one can be drawn, and the words under it."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any, Final

from kpi.catalogue.references import Reference
from kpi.showing.charts.palette import Palette
from kpi.showing.language import Language
from kpi.words import N_

NOTE_LETTERS: Final = 46
"""Letters of a line under a chart."""
MOST_ABOVE: Final = 3
"""A reference may be so many times the highest figure or goal; what is further up is named, not drawn."""


def reference_line(reference: Reference | None, palette: Palette) -> list[dict[str, Any]]:
    if reference is None:
        return []
    line = {"color": palette.past, "width": 1.5, "dash": "dot"}
    return [
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": reference.value, "y1": reference.value}
        | {"line": line}
    ]


def is_within_reach(reference: Reference | None, numbers: Sequence[float | None]) -> bool:
    """Whether a reference can be drawn without pressing the figures and goals themselves flat."""
    highest = max((abs(number) for number in numbers if number is not None), default=0.0)
    return reference is not None and reference.value <= MOST_ABOVE * highest


def reference_note(
    reference: Reference | None, language: Language, *, drawn: bool = True, of: str = "", sign: str = "┈┈"
) -> list[str]:
    """What a dotted line means, in lines short enough for a phone; `of` is the platform that it goes for.

    A reference that is not `drawn` is named all the same, without the line's sign.
    """
    if reference is None:
        return []
    named = f"{of}: " if of else ""
    if not drawn:
        far = language.say(
            N_("beyond this chart: {reference}"), reference=reference_text(reference, language)
        )
        return wrap(f"{named}{far}", NOTE_LETTERS)
    return wrap(f"{sign} {named}{reference_text(reference, language)}", NOTE_LETTERS)


def reference_text(reference: Reference, language: Language) -> str:
    """A reference with its source: "Nueve bancos españoles: 61 interacciones … (DataSocial, 2019)"."""
    return f"{language.say(reference.label)} ({reference.source}, {reference.year})"
