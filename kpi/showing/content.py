"""Posts in words: what a group is called, which earn most, and when."""

from collections.abc import Sequence
from typing import Final

from kpi.answers.best_times import FEW, BestTimes, PublishingHour
from kpi.answers.post_groups import Cut, PostGroup
from kpi.answers.value import Value
from kpi.catalogue.formats import FORMATS
from kpi.catalogue.purposes_of_posts import PURPOSES
from kpi.catalogue.units import Quantity, Unit
from kpi.showing.charts.bars import Bar, bars
from kpi.showing.charts.figure import Chart
from kpi.showing.charts.heat import heat
from kpi.showing.charts.palette import SCREEN, Palette
from kpi.showing.charts.week_heat import hour_name
from kpi.showing.charts.words import label, platform_name, value_text, why_missing
from kpi.showing.findings import capitalised
from kpi.showing.language import Language
from kpi.words import N_

ENOUGH: Final = 5
"""From fewer posts than these a group is not called the best."""
UNSAID: Final = {
    Cut.FORMAT: N_("Format not given"),
    Cut.PURPOSE: N_("Purpose not given"),
    Cut.CAMPAIGN: N_("No campaign"),
    Cut.PLATFORM: "",
}
CLASSES: Final = (0.75, 0.95, 1.05, 1.25)
"""The ends of the classes of an hour, as parts of the median of all posts."""


def group_name(key: str, cut: Cut, language: Language) -> str:
    """What people call a group of posts."""
    if not key:
        return language.say(UNSAID[cut])
    if cut is Cut.PLATFORM:
        return platform_name(key, language)
    known = {Cut.FORMAT: FORMATS, Cut.PURPOSE: PURPOSES}.get(cut, {})
    return language.say(known[key]) if key in known else key


def title(groups: Sequence[PostGroup], cut: Cut, kpi: str, language: Language) -> str:
    """Which group earns most of its views, of those with enough posts to say so."""
    known = [g for g in groups if g.kpis[kpi].value is not None and (g.kpis[kpi].n or 0) >= ENOUGH and g.key]
    if len(known) < 2:
        return language.say(N_("What earns engagement?"))
    best = max(known, key=lambda group: group.kpis[kpi].value or 0.0)
    value = best.kpis[kpi]
    return language.say(
        N_("{group} earns the highest engagement rate: {value} of its views"),
        group=capitalised(group_name(best.key, cut, language)),
        value=language.value(value.value, value.unit),
    )


def summary(posts: int, engagements: Value, rate: Value, language: Language) -> str:
    """How many posts there were and what they earned."""
    earned = language.plural(
        "{number} engagement",
        "{number} engagements",
        engagements.value or 0,
        number=language.number(engagements.value),
    )
    said = language.plural(
        N_("{count} post with {earned}"), N_("{count} posts with {earned}"), posts, earned=earned
    )
    if rate.value is None:
        return f"{said}."
    return language.say(
        N_("{posts}: {rate} of the {views} times that they were shown."),
        posts=said,
        rate=Quantity(rate.value, rate.unit),
        views=rate.denominator or 0,
    )


def groups_chart(
    groups: Sequence[PostGroup], cut: Cut, kpi: str, language: Language, palette: Palette = SCREEN
) -> Chart:
    """A bar for each group that has a value of the KPI, the highest first; few posts are hatched."""
    known = sorted(
        (group for group in groups if group.kpis[kpi].value is not None),
        key=lambda group: -(group.kpis[kpi].value or 0.0),
    )
    named = label(kpi, language)
    rows = [_bar(group, cut, kpi, language) for group in known]
    told = "; ".join(f"{row.name}: {row.said}" for row in rows)
    return bars(rows, title=named, alt=f"{named}. {told}.", palette=palette)


def _bar(group: PostGroup, cut: Cut, kpi: str, language: Language) -> Bar:
    value = group.kpis[kpi]
    name = group_name(group.key, cut, language)
    said = f"{language.value(value.value, value.unit)} · {language.say(N_('n = {n}'), n=value.n)}"
    count = language.plural(N_("{count} post"), N_("{count} posts"), value.n or group.posts)
    hover = f"<b>{name}</b><br>{label(kpi, language)}: {value_text(value, language)}<br>{count}"
    return Bar(name, value.value or 0.0, said, hover, hatched=(value.n or 0) < ENOUGH)


def value_or_why(value: Value, language: Language) -> str:
    return value_text(value, language) if value.value is not None else why_missing(value, language)


def best_hours(found: BestTimes, language: Language) -> str:
    """The best hours with the median of all posts beside them, or that there are too few posts to tell."""
    best = found.best[:3]
    if not best or found.rate is None:
        return language.say(
            N_("No hour has {few} posts or more: there are too few to tell good hours from bad ones."),
            few=FEW,
        )
    told = "; ".join(
        language.say(
            N_("{hour}, {rate} (n = {posts})"),
            hour=hour_name(one, language),
            rate=Quantity(one.rate or 0.0, Unit.SHARE),
            posts=one.posts,
        )
        for one in best
    )
    return language.say(
        N_("Best hours: {hours}. The median of all posts is {rate}."),
        hours=told,
        rate=Quantity(found.rate, Unit.SHARE),
    )


def times_chart(found: BestTimes, language: Language, *, title: str, palette: Palette = SCREEN) -> Chart:
    """The week's hours by their median beside that of all posts; hours with few posts stay empty."""
    middle = found.rate or 1.0
    names = [
        language.say(words)
        for words in (
            N_("much less"),
            N_("less"),
            N_("like the median"),
            N_("more"),
            N_("much more"),
        )
    ]
    return heat(
        [None if hour.rate is None else hour.rate / middle for hour in found.hours],
        [_hour_said(hour, language) for hour in found.hours],
        CLASSES,
        names,
        language,
        title=title,
        alt=f"{title}. {best_hours(found, language)}",
        palette=palette,
    )


def _hour_said(one: PublishingHour, language: Language) -> str:
    count = language.plural(N_("{count} post"), N_("{count} posts"), one.posts)
    if one.rate is None:
        return f"<b>{hour_name(one, language)}</b><br>{count}"
    rate = language.say(N_("half of them above {rate}"), rate=Quantity(one.rate, Unit.SHARE))
    return f"<b>{hour_name(one, language)}</b><br>{count}<br>{rate}"
