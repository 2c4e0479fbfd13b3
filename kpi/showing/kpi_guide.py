"""What each KPI means, for managers: docs/es/indicadores.md and docs/en/kpis.md, in plain words, from the catalogue.

`python -m kpi.showing.kpi_guide` writes both; a test keeps them equal to the catalogue. docs/kpis.md has the same
definitions for whoever works on the program, with the keys of measures and KPIs.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kpi.answers.value import Status
from kpi.answers.wilson import wilson
from kpi.catalogue.headline import HEADLINE
from kpi.catalogue.kpis import KPIS, Better, Kpi, Ratio, Returned, Theme
from kpi.catalogue.purposes import PURPOSES
from kpi.catalogue.references import REFERENCES, Reference
from kpi.catalogue.units import Unit
from kpi.showing.charts.references import reference_text
from kpi.showing.charts.words import FEW, SHAPES, STATUS_WORDS, THEMES, WHY_MISSING, label, platform_name
from kpi.showing.formulas import formula_in_words
from kpi.showing.kpi_guide_words import (
    GLOSSARY,
    HOW_TO_READ,
    MADE_BY,
    STATUS_MEANS,
    THEME_ASKS,
    TITLE,
    UNITS,
)
from kpi.showing.language import Language
from kpi.words import N_

PLACES: Final = {"es": Path("docs/es/indicadores.md"), "en": Path("docs/en/kpis.md")}
EXAMPLE: Final = (6, 307)
"""Cases of a share that shows what an interval is for: 6 of 307."""


def guide(language: Language) -> str:
    """The whole page."""
    say = language.say
    lines = [
        f"# {say(TITLE)}\n",
        say(MADE_BY) + "\n",
        *_how_to_read(language),
        *_glossary(language),
        *(line for theme in Theme for line in _theme(theme, language)),
        *_purposes(language),
        *_references(language),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _how_to_read(language: Language) -> Iterator[str]:
    say = language.say
    yield f"## {say(N_('How to read a figure'))}\n"
    for title, text in HOW_TO_READ:
        yield f"**{say(title)}.** {say(text, **_example(language))}\n"
        if title == HOW_TO_READ[0][0]:
            yield from _table(
                (say(N_("Status")), say(N_("What it means"))),
                [(f"{SHAPES[one]} {say(STATUS_WORDS[one])}", say(STATUS_MEANS[one])) for one in Status],
            )
    yield from (f"- {say(why)}" for why in WHY_MISSING.values())
    yield ""


def _example(language: Language) -> dict[str, object]:
    """The values in the sentences: a share with its interval, and from how many cases on a share stands alone."""
    cases, all_ = EXAMPLE
    low, high = wilson(cases, all_)
    share = language.value(cases / all_, Unit.SHARE)
    bounds = {"low": language.value(float(low), Unit.SHARE), "high": language.value(float(high), Unit.SHARE)}
    return {"some": cases, "all": all_, "share": share, "few": FEW, **bounds}


def _glossary(language: Language) -> Iterator[str]:
    yield f"## {language.say(N_('Words'))}\n"
    yield from (f"- **{language.say(word)}**: {language.say(meaning)}" for word, meaning in GLOSSARY)
    yield ""


def _theme(theme: Theme, language: Language) -> Iterator[str]:
    """What the theme asks, its headline KPIs one by one, all others in a table."""
    say = language.say
    kpis = [kpi for kpi in KPIS.values() if kpi.theme is theme]
    yield f"## {say(THEMES[theme])}\n"
    yield say(THEME_ASKS[theme]) + "\n"
    for kpi in kpis:
        if kpi.key in HEADLINE:
            yield from _headline(kpi, language)
    rest = [kpi for kpi in kpis if kpi.key not in HEADLINE]
    yield from _table(
        (say(N_("KPI")), say(N_("What it means")), say(N_("How it is computed")), say(N_("Shown as"))),
        [_row(kpi, language) for kpi in rest],
    )


def _headline(kpi: Kpi, language: Language) -> Iterator[str]:
    say = language.say
    yield f"### {say(kpi.label)}\n"
    yield f"{say(kpi.definition)}\n"
    yield f"- {say(N_('How it is computed'))}: {_formula(kpi, language)}"
    yield f"- {say(N_('Shown as'))}: {_shown_as(kpi, language)}"
    if _has_interval(kpi):
        yield "- " + say(N_("Comes with the range that chance alone could explain."))
    for reference in REFERENCES:
        if kpi.key in reference.kpis:
            yield f"- {say(N_('Reference'))}: {reference_text(reference, language)}"
    yield ""


def _row(kpi: Kpi, language: Language) -> tuple[str, ...]:
    source = f" ({kpi.source})" if kpi.source else ""
    return (
        f"**{language.say(kpi.label)}**{source}",
        language.say(kpi.definition),
        _formula(kpi, language),
        _shown_as(kpi, language),
    )


def _formula(kpi: Kpi, language: Language) -> str:
    return language.say(formula_in_words(kpi.formula, lambda key: label(key, language)))


def _shown_as(kpi: Kpi, language: Language) -> str:
    better = N_("more is better") if kpi.better is Better.MORE else N_("less is better")
    return f"{language.say(UNITS[kpi.unit])}; {language.say(better)}"


def _has_interval(kpi: Kpi) -> bool:
    return isinstance(kpi.formula, Returned) or (isinstance(kpi.formula, Ratio) and kpi.formula.interval)


def _purposes(language: Language) -> Iterator[str]:
    say = language.say
    yield f"## {say(N_('What a platform is for'))}\n"
    yield (
        say(
            N_(
                "On the page Platforms an institution says what it is on each platform for. The goals of these KPIs tell how well the platform serves that: it does when all are met, and does not when none is met and one is missed."
            )
        )
        + "\n"
    )
    yield from _table(
        (say(N_("Purpose")), say(N_("What it means")), say(N_("KPIs that tell"))),
        [
            (say(one.label), say(one.meaning), "; ".join(label(key, language) for key in one.kpis))
            for one in PURPOSES.values()
        ],
    )


def _references(language: Language) -> Iterator[str]:
    say = language.say
    yield f"## {say(N_('Published figures'))}\n"
    yield (
        say(
            N_(
                "One industry on one network has several “engagement rates”, because each source counts its own way. A published figure is drawn only beside a KPI that is computed like it; the others are named, with what differs."
            )
        )
        + "\n"
    )
    heads = (N_("Figure"), N_("Platform"), N_("How the source counts"), N_("Source"), N_("Beside"))
    yield from _table(tuple(say(head) for head in heads), [_reference(one, language) for one in REFERENCES])


def _reference(reference: Reference, language: Language) -> tuple[str, ...]:
    say = language.say
    platforms = ", ".join(platform_name(key or None, language) for key in reference.platforms)
    beside = "; ".join(label(key, language) for key in reference.kpis)
    why_not = say(N_("no KPI: {why}"), why=say(reference.why_not)) if reference.why_not else "—"
    link = f" ({reference.link})" if reference.link else ""
    country = f", {reference.country}" if reference.country else ""
    return (
        say(reference.label),
        platforms or platform_name(None, language),
        say(reference.definition),
        f"{reference.source}{link}, {reference.year}{country}",
        beside or why_not,
    )


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    if rows:
        yield f"| {' | '.join(heads)} |"
        yield "|" + "---|" * len(heads)
        yield from (f"| {' | '.join(row)} |" for row in rows)
        yield ""


if __name__ == "__main__":
    for locale, place in PLACES.items():
        place.parent.mkdir(exist_ok=True)
        place.write_text(guide(Language(locale)), encoding="utf-8")
