"""The platforms page in words: which platform keeps most of its goals, and which fewest."""

from collections.abc import Iterable

from kpi.answers.value import KEPT, Value
from kpi.periods import Period
from kpi.showing.charts.words import platform_name
from kpi.showing.findings import capitalised, judged, none_judged, with_goal
from kpi.showing.findings import kept as number_kept
from kpi.showing.language import Language
from kpi.words import N_


def title(values: Iterable[Value], period: Period, language: Language) -> str:
    """The platforms that meet all of their goals, counted; of one platform alone, its goals."""
    shown = list(values)
    met, promised = kept(shown)
    when = capitalised(language.period(period))
    if promised and not judged(shown):
        return none_judged(period, language)
    if len(promised) == 1:
        goals = with_goal(shown)
        return language.plural(
            N_("{period}: {platform} meets {some} of {count} goal"),
            N_("{period}: {platform} meets {some} of {count} goals"),
            len(goals),
            some=number_kept(goals),
            platform=platform_name(promised[0], language),
            period=when,
        )
    if not promised:
        return language.say(N_("{period}: the platforms side by side"), period=when)
    return language.plural(
        N_("{period}: {count} of {all} platforms meets all of its goals"),
        N_("{period}: {count} of {all} platforms meet all of their goals"),
        len(met),
        all=len(promised),
        period=when,
    )


def kept(values: Iterable[Value]) -> tuple[list[str], list[str]]:
    """The platforms that meet every goal they have, and all that have any."""
    met: dict[str, bool] = {}
    for value in values:
        if value.goal is not None and value.platform:
            met[value.platform] = met.get(value.platform, True) and value.status in KEPT
    return [platform for platform, every in met.items() if every], list(met)
