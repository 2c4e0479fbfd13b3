"""The panel behind a number: what it is, how it was computed, from which rows and files, and how far it can be trusted."""

from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from kpi.answers.behind import definition_version
from kpi.answers.completeness import known_days
from kpi.answers.posts import COUNTED_BY
from kpi.answers.value import Value
from kpi.catalogue.kpis import KPIS, Lift, Ratio
from kpi.catalogue.measures import MEASURES, Fact
from kpi.catalogue.references import refused_references
from kpi.catalogue.units import Unit
from kpi.errors import KpiError
from kpi.showing.changes import change_text
from kpi.showing.charts.references import reference_text
from kpi.showing.charts.words import figure, goal_text, label, platform_name, verdict_text, why_missing
from kpi.showing.formulas import formula_in_words
from kpi.showing.language import Language
from kpi.showing.templates import layout_title
from kpi.words import N_
from pages.data.report_view import fact_name
from pages.shared.behind import Behind, behind
from pages.shared.copy_link import show_number_link
from pages.shared.explain import Asked, listened
from pages.shared.html import Markup, escape, show_html
from pages.shared.sources import day_of_import
from pages.shared.state import Choice
from pages.shared.tiles import CSS_OF_STATUS
from pages.shared.trouble import show_error

FILES_SHOWN: Final = 5
Term = tuple[str, str]


@st.fragment
def show_panel_when_asked(choice: Choice) -> None:
    """Wait for somebody to ask about a number; then only this fragment runs, and opens its panel."""
    if number := listened():
        st.dialog(label(number.key, choice.language), width="medium")(_show)(choice, number)


def _show(choice: Choice, number: Asked) -> None:
    try:
        found = behind(choice, number)
    except KpiError as error:
        show_error(error)
        return
    show_html(panel(found, choice.language))
    with st.container(horizontal=True, vertical_alignment="center", key="panel_ways"):
        show_number_link(choice, found.value)
        if any(one.fact is Fact.POST for one in found.rows):
            only = {"p": found.value.platform} if found.value.platform else None
            posts = choice.language.say(N_("See the posts"))
            st.page_link("content/page.py", label=posts, icon=":material/article:", query_params=only)
        st.page_link(
            "data/page.py", label=choice.language.say(N_("See the imports")), icon=":material/database:"
        )


def panel(found: Behind, language: Language) -> str:
    """The panel's markup."""
    value = found.value
    terms = [
        *_parts(value, language),
        *_comparison(found, language),
        *_goal(value, language),
        *_refused(value.key, _platforms(found), _drawn(value), language),
        *_completeness(found, language),
        *_origin(found, language),
    ]
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in terms)
    return (
        f'<div class="v-panel">{_head(found, language)}<dl>{listed}</dl>'
        f'<p class="v-command">{escape(language.say(N_("The same number on the command line:")))}<br>'
        f"<code>{escape(command(found))}</code></p></div>"
    )


def _head(found: Behind, language: Language) -> str:
    """The number large, whose and when it is, what it means."""
    value = found.value
    place = platform_name(value.platform, language) + (f", {value.channel}" if value.channel else "")
    if value.platform is None and found.choice.platforms:
        place = ", ".join(platform_name(key, language) for key in found.choice.platforms)
    about = " · ".join((value.institution, place, language.period(value.period)))
    said = figure(value, language)
    why = why_missing(value, language) if value.value is None else verdict_text(value, language)
    css = CSS_OF_STATUS[value.status] if value.status else "v-no-data"
    meaning = KPIS[value.key].definition if value.is_kpi else MEASURES[value.key].definition
    return (
        f'<p class="v-about">{escape(about)}</p><p class="v-value">{escape(said)} <small class="{css}">{escape(why)}</small></p>'
        f"<p>{escape(language.say(meaning))}</p>"
    )


def _parts(value: Value, language: Language) -> list[Term]:
    """The formula, and what stands above and below its line."""
    rows: list[Term] = []
    formula = KPIS[value.key].formula if value.is_kpi else None
    if formula is not None:
        said = formula_in_words(formula, lambda key: label(key, language))
        rows.append((language.say(N_("Formula")), language.say(said)))
    above, below = (formula.numerator, formula.denominator) if isinstance(formula, Ratio) else ((), ())
    part_unit = Unit.SECONDS if value.unit is Unit.SECONDS else Unit.COUNT
    if value.numerator is not None:
        figure = language.value(value.numerator, part_unit)
        rows.append((language.say(N_("Numerator")), _named(figure, above, language)))
    if value.denominator is not None:
        rows.append(
            (language.say(N_("Denominator")), _named(language.number(value.denominator), below, language))
        )
    if value.n is not None:
        rows.append((language.say(N_("Cases (n)")), language.number(value.n)))
    if value.pending:
        rows.append((language.say(N_("Not counted yet")), _pending(value.pending, language)))
    if value.low is not None and value.high is not None:
        low, high = language.value(value.low, value.unit), language.value(value.high, value.unit)
        of_ratio = isinstance(formula, Lift)
        template = N_("{low} to {high} (Katz)") if of_ratio else N_("{low} to {high} (Wilson)")
        between = language.say(template, low=low, high=high)
        rows.append((language.say(N_("95% interval")), between))
    return rows


def _named(figure: str, measures: tuple[str, ...], language: Language) -> str:
    return f"{figure} · {' + '.join(label(key, language) for key in measures)}" if measures else figure


def _pending(cases: int, language: Language) -> str:
    return language.plural(
        N_("{count} case, whose days have not passed"), N_("{count} cases, whose days have not passed"), cases
    )


def _comparison(found: Behind, language: Language) -> list[Term]:
    """The change, or why there is none to be told."""
    value, before = found.value, found.before
    if value.value is None:
        return []
    then = language.say(N_("Against {period}"), period=before.period)
    return [(then, change_text(value, before, language))]


def _goal(value: Value, language: Language) -> list[Term]:
    rows: list[Term] = []
    if value.goal and value.status:
        said = language.say(value.status_reason) if value.status_reason else goal_text(value, language)
        rows.append((language.say(N_("Goal")), f"{verdict_text(value, language)} · {said}"))
        if value.goal.owner:
            rows.append((language.say(N_("Kept by")), value.goal.owner))
        if value.goal.reason:
            rows.append((language.say(N_("Why this goal")), value.goal.reason))
    if value.reference:
        told = f"{reference_text(value.reference, language)}: {language.say(value.reference.definition)}"
        rows.append((language.say(N_("Reference")), told))
    return rows


def _platforms(found: Behind) -> tuple[str, ...]:
    return (found.value.platform,) if found.value.platform else found.choice.shown


def _drawn(value: Value) -> bool:
    """Whether the KPI's own reference stands beside the value; what is not of one platform has none to miss."""
    return value.reference is not None or value.platform is None or value.channel is not None


@lru_cache(maxsize=256)
def _refused(kpi: str, shown: tuple[str, ...], drawn: bool, language: Language) -> list[Term]:
    """References that look as if they belonged here: each source once, with its figures and why they do not."""
    figures: dict[tuple[str, int, str], list[str]] = {}
    for platform in shown:
        for one, why in refused_references(kpi, platform, drawn=drawn):
            told = figures.setdefault((one.source, one.year, why), [])
            figure = f"{platform_name(platform, language)}: {language.say(one.label)}"
            told += [] if figure in told else [figure]
    return [
        (
            language.say(N_("Not beside it")),
            f"{'; '.join(told)} ({source}, {year}): {language.say(why_not)}",
        )
        for (source, year, why_not), told in figures.items()
    ]


def _completeness(found: Behind, language: Language) -> list[Term]:
    """How many of the period's days have data, and the stretches that no import covers."""
    value, said = found.value, []
    known = known_days(value)
    if known is not None:
        said.append(language.say(N_("{some} of {all} days have data"), some=known, all=value.period.days))
    if value.days_with_data is not None and value.days_with_data != known:
        said.append(
            language.plural(
                N_("{count} of them has rows"), N_("{count} of them have rows"), value.days_with_data
            )
        )
    if found.gaps:
        missing = [language.period(gap) for gap in found.gaps[:FILES_SHOWN]]
        said.append(language.say(N_("nothing was imported for {periods}"), periods=missing))
    return [(language.say(N_("Completeness")), "; ".join(said))] if said else []


def _origin(found: Behind, language: Language) -> list[Term]:
    """The rows, the files that brought them, and the definition's version."""
    rows = [f"{language.number(one.rows)} {fact_name(one.fact)}" for one in found.rows]
    none = language.say(N_("none in this period"))
    terms = [(language.say(N_("Rows behind it")), ", ".join(rows) or none)]
    if found.value.key in COUNTED_BY and found.value.channel is None:
        terms.append((language.say(N_("Posts behind it")), _posts(found, language)))
    titles = dict.fromkeys(layout_title(run.layout, language) for run in found.imports)
    terms.append((language.say(N_("Sources")), ", ".join(titles) or language.say(N_("none imported"))))
    if found.imports:
        terms.append((language.say(N_("Files")), _files(found, language)))
    terms.append((language.say(N_("Version of the definition")), definition_version(found.value.key)))
    return terms


def _posts(found: Behind, language: Language) -> Markup:
    """The way to the posts that the number is made of."""
    value = found.value
    platforms = (value.platform,) if value.platform else found.choice.platforms
    query = {
        "lang": language.locale,
        "inst": found.choice.institution.name,
        "from": value.period.first.isoformat(),
        "to": value.period.last.isoformat(),
        **({"p": ",".join(platforms)} if platforms else {}),
        "behind": value.key,
    }
    words = language.say(N_("See them on the Content page"))
    return Markup(f'<a href="content?{escape(urlencode(query))}" target="_self">{escape(words)}</a>')


def _files(found: Behind, language: Language) -> Markup:
    """The newest files, one a line, with their rows and when they were imported."""
    zone = found.choice.institution.timezone
    lines = [
        language.plural(
            N_("{file}: {count} row, {day}"),
            N_("{file}: {count} rows, {day}"),
            run.rows_saved,
            file=run.file_name,
            day=day_of_import(run.imported_at, zone),
        )
        for run in found.imports[:FILES_SHOWN]
    ]
    if more := len(found.imports) - len(lines):
        lines.append(language.plural(N_("and {count} more file"), N_("and {count} more files"), more))
    return Markup("<br>".join(escape(line) for line in lines))


def command(found: Behind) -> str:
    """What prints this number on the command line."""
    value = found.value
    platforms = (value.platform,) if value.platform else found.choice.platforms
    by = "channel" if value.channel is not None else "platform" if value.platform else ""
    words = [
        "python -m kpi values",
        f'--institution "{value.institution}"',
        f"--from {value.period.first} --to {value.period.last}",
        *(f"--platform {platform}" for platform in platforms),
        f"--{'kpi' if value.is_kpi else 'measure'} {value.key}",
        *([f"--by {by}"] if by else []),
    ]
    return " ".join(words)
