"""The waits of a period, and the ages of what is still open, as bars of a few classes."""

from collections.abc import Sequence

from kpi.answers.open_turns import OpenTurns
from kpi.answers.wait_bins import WaitBin, WaitBins
from kpi.catalogue.units import Quantity, Unit
from kpi.showing.charts.bars import Bar, bars
from kpi.showing.charts.figure import Chart
from kpi.showing.charts.palette import SCREEN, Palette
from kpi.showing.language import Language
from kpi.words import N_


def bin_name(one: WaitBin, language: Language) -> str:
    """A class in words: "up to 5 min", "1 h – 2 h", "over 7 d"."""
    above, upto = (language.value(end, Unit.SECONDS) for end in (one.above, one.upto))
    if one.upto is None:
        return language.say(N_("over {above}"), above=above)
    if not one.above:
        return language.say(N_("up to {upto}"), upto=upto)
    return f"{above} – {upto}"


def wait_bars(
    found: WaitBins,
    before: WaitBins | None,
    language: Language,
    *,
    title: str,
    promised: float | None = None,
    palette: Palette = SCREEN,
) -> Chart:
    """The share of the turns that waited so long; those without an answer are the last bar, hatched.

    `before` are the waits of an earlier period, marked in grey. `promised` is a limit in seconds; its line is drawn
    where it ends a class.
    """
    share = _Shares(found.opened - found.unserved)
    then = _Shares(before.opened - before.unserved) if before and before.opened > before.unserved else None
    earlier = [one.turns for one in before.bins] + [before.still_open] if before else []
    names = [bin_name(one, language) for one in found.bins] + [language.say(N_("no answer yet"))]
    counts = [one.turns for one in found.bins] + [found.still_open]
    rows = [
        Bar(
            name,
            share.of(count),
            f"{language.number(count)} · {language.value(share.of(count), Unit.SHARE)}",
            _hover(name, count, sum(counts[: place + 1]), share, language, upto=place < len(found.bins) - 1),
            before=then.of(earlier[place]) if then else None,
            hatched=place == len(found.bins),
        )
        for place, (name, count) in enumerate(zip(names, counts, strict=True))
    ]
    told = "; ".join(f"{row.name} {row.said}" for row in rows)
    alt = language.say(N_("{title}. Questions by how long they waited: {rows}."), title=title, rows=told)
    limit = _limit(found, promised)
    notes = _notes(promised if limit else None, before if then else None, language)
    return bars(rows, title=title, alt=alt, limit=limit, notes=notes, palette=palette)


def _limit(found: WaitBins, promised: float | None) -> int | None:
    """After how many classes the promise ends; None where it ends inside of one."""
    ends = [one.upto for one in found.bins]
    return ends.index(int(promised)) + 1 if promised is not None and promised in ends else None


def _notes(promised: float | None, before: WaitBins | None, language: Language) -> list[str]:
    """What the dashed line and the grey strokes are."""
    notes = []
    if promised is not None:
        notes.append(language.say(N_("╌╌ promised: {limit}"), limit=Quantity(promised, Unit.SECONDS)))
    if before is not None:
        notes.append(language.say(N_("│ {period}"), period=before.period))
    return notes


def age_bars(found: OpenTurns, language: Language, *, title: str, palette: Palette = SCREEN) -> Chart:
    """How many turns have been open for so long at the end of the data."""
    names = [bin_name(age, language) for age in found.ages]
    rows = [
        Bar(name, age.turns, language.number(age.turns), f"<b>{name}</b><br>{language.number(age.turns)}")
        for name, age in zip(names, found.ages, strict=True)
    ]
    told = "; ".join(f"{row.name} {row.said}" for row in rows)
    alt = language.say(N_("{title}. Open questions by age: {rows}."), title=title, rows=told)
    return bars(rows, title=title, alt=alt, palette=palette)


class _Shares:
    """Shares of a whole, which may be nothing."""

    def __init__(self, whole: int) -> None:
        self._whole = whole

    def of(self, count: int) -> float:
        return count / self._whole if self._whole else 0.0


def _hover(name: str, count: int, so_far: int, share: _Shares, language: Language, *, upto: bool) -> str:
    lines = [
        f"<b>{name}</b>",
        f"{language.number(count)} · {language.value(share.of(count), Unit.SHARE)}",
    ]
    if upto:
        lines.append(
            language.say(N_("{share} waited no longer"), share=Quantity(share.of(so_far), Unit.SHARE))
        )
    return "<br>".join(lines)


def bin_columns(
    counts: Sequence[int], names: Sequence[str], language: Language, heading: str
) -> dict[str, list[str]]:
    """The classes as the columns of a table: name, count, share, and share so far."""
    share = _Shares(sum(counts))
    so_far = [sum(counts[: place + 1]) for place in range(len(counts))]
    return {
        heading: list(names),
        language.say(N_("Questions")): [language.number(count) for count in counts],
        language.say(N_("Share")): [language.value(share.of(count), Unit.SHARE) for count in counts],
        language.say(N_("Up to here")): [language.value(share.of(count), Unit.SHARE) for count in so_far],
    }
