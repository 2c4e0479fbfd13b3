"""The grid and the tiles as markup, written once for the same numbers: writing some hundred numbers costs a third of a rerun."""

from kpi.catalogue.headline import HEADLINE
from kpi.showing.language import Language
from pages.overview.attainment import attainment_html
from pages.overview.numbers import Numbers
from pages.shared.data import Key, key_of
from pages.shared.remember import remembered
from pages.shared.state import Choice
from pages.shared.tiles import Tile, tiles_html


def written(choice: Choice, found: Numbers) -> tuple[str, str]:
    """The grid of goals and the row of tiles."""
    days = (choice.period.start, choice.period.end, choice.before.start, choice.before.end)
    key = key_of(choice)
    return _written(key, days, choice.platforms, choice.language.locale, found)


@remembered(128)
def _written(
    key: Key,  # noqa: ARG001  (keys the cache for the numbers, with the two that follow)
    days: tuple[int, int, int, int],  # noqa: ARG001
    platforms: tuple[str, ...],  # noqa: ARG001
    locale: str,
    _found: Numbers,
) -> tuple[str, str]:
    language = Language(locale)
    tiles = [Tile(_found.now[kpi], _found.before[kpi], _found.history[kpi]) for kpi in HEADLINE]
    return attainment_html(_found.by_platform, language), tiles_html(tiles, language)
