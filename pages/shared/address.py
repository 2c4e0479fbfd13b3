"""The page's address: what was chosen in the frame, as query parameters that a colleague can open.

`lang` es|en, `inst` the institution's name, `period` a preset or `from` and `to` (inclusive dates), `vs` what it is
compared with (previous|last_year), `p` platforms with commas. What cannot be understood falls back and is said in
one sentence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kpi.answers.comparison import Against
from kpi.errors import KpiError
from kpi.periods import Period, parse_date
from kpi.platforms import platform_of
from kpi.showing.language import LANGUAGES
from kpi.words import N_, Message
from pages.shared.presets import CUSTOM, PRESETS

NAMES: Final = frozenset({"lang", "inst", "period", "from", "to", "vs", "p"})
"""The parameters that are the frame's. A page may keep others of its own (`own_choice.py`)."""


@dataclass(frozen=True)
class Chosen:
    """What the frame's filters stand at. `institution` is a name; `custom` counts when `preset` is CUSTOM.

    `preset` "" means that nobody has chosen a period yet: the data decide (`presets.first_shown`).
    """

    locale: str = "es"
    institution: str = ""
    preset: str = ""
    custom: Period | None = None
    platforms: tuple[str, ...] = ()
    against: Against = Against.PREVIOUS


@dataclass(frozen=True)
class Read:
    """An address, understood: what it asks for, and what in it could not be understood."""

    chosen: Chosen
    notes: tuple[Message, ...] = field(default=())


def read(query: Mapping[str, str], start: Chosen) -> Read:
    """What `query` asks for; what it does not name stays as in `start`."""
    notes: list[Message] = []
    chosen = start
    if locale := query.get("lang"):
        if locale in LANGUAGES:
            chosen = replace(chosen, locale=locale)
        else:
            notes.append(
                Message(N_("The language “{lang}” in the address is not offered."), {"lang": locale})
            )
    if institution := query.get("inst"):
        chosen = replace(chosen, institution=institution)
    chosen = _read_against(query, _read_period(query, chosen, notes), notes)
    return Read(_read_platforms(query, chosen, notes), tuple(notes))


def write(chosen: Chosen) -> dict[str, str]:
    """The query parameters that `read` turns back into `chosen`."""
    query = {"lang": chosen.locale}
    if chosen.institution:
        query["inst"] = chosen.institution
    if chosen.preset == CUSTOM and chosen.custom:
        query["from"] = chosen.custom.first.isoformat()
        query["to"] = chosen.custom.last.isoformat()
    elif chosen.preset:
        query["period"] = chosen.preset
    if chosen.against is not Against.PREVIOUS:
        query["vs"] = chosen.against.value
    if chosen.platforms:
        query["p"] = ",".join(chosen.platforms)
    return query


def keep_known(chosen: Chosen, here: Sequence[str]) -> Read:
    """`chosen` with the platforms of `here` only: those that its institution has a channel on."""
    notes = [
        Message(
            N_("{institution} has no channel on {platform}; the filter leaves it out."),
            {"institution": chosen.institution, "platform": Message(platform_of(key).label)},
        )
        for key in chosen.platforms
        if key not in here
    ]
    return Read(replace(chosen, platforms=tuple(k for k in chosen.platforms if k in here)), tuple(notes))


def _read_period(query: Mapping[str, str], chosen: Chosen, notes: list[Message]) -> Chosen:
    first, last, preset = query.get("from"), query.get("to"), query.get("period")
    if first or last:
        try:
            period = Period.of(parse_date(first or last or ""), parse_date(last or first or ""))
        except KpiError as error:
            notes.append(Message(N_("The period in the address was left out. {why}"), {"why": error.message}))
            return chosen
        return replace(chosen, preset=CUSTOM, custom=period)
    if preset and preset not in PRESETS:
        notes.append(Message(N_("The period “{period}” in the address is not offered."), {"period": preset}))
        return chosen
    return replace(chosen, preset=preset) if preset else chosen


def _read_against(query: Mapping[str, str], chosen: Chosen, notes: list[Message]) -> Chosen:
    asked = query.get("vs")
    if not asked:
        return chosen
    if asked not in [against.value for against in Against]:
        notes.append(Message(N_("The comparison “{vs}” in the address is not offered."), {"vs": asked}))
        return chosen
    return replace(chosen, against=Against(asked))


def _read_platforms(query: Mapping[str, str], chosen: Chosen, notes: list[Message]) -> Chosen:
    text = query.get("p")
    if text is None:
        return chosen
    found: list[str] = []
    for name in filter(None, text.split(",")):
        try:
            found.append(platform_of(name).key)
        except KpiError:
            notes.append(
                Message(N_("The platform “{platform}” in the address is not known."), {"platform": name})
            )
    return replace(chosen, platforms=tuple(dict.fromkeys(found)))
