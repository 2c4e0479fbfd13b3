"""What kinds of things happen that explain numbers: a campaign, an outage, a holiday."""

from dataclasses import dataclass
from typing import Final

from kpi.errors import KpiError
from kpi.words import N_


@dataclass(frozen=True)
class EventKind:
    """A kind of event. `label` is translatable; `words` are what a file may call it beside its key."""

    key: str
    label: str
    words: tuple[str, ...] = ()


KINDS: Final = {
    kind.key: kind
    for kind in (
        EventKind("campaign", N_("Campaign"), ("campaña", "campana")),
        EventKind("launch", N_("Launch"), ("lanzamiento",)),
        EventKind("outage", N_("Outage"), ("caída", "caida", "incidencia")),
        EventKind("crisis", N_("Crisis")),
        EventKind("holiday", N_("Holiday"), ("festivo", "vacaciones")),
        EventKind("change", N_("Change of a platform or of how it counts"), ("cambio",)),
        EventKind("other", N_("Something else"), ("otro",)),
    )
}
OTHER: Final = KINDS["other"]

_BY_WORD: Final = {word: kind for kind in KINDS.values() for word in (kind.key, *kind.words)}


class UnknownEventKind(KpiError):
    template = N_("“{name}” is not a kind of event. Use one of: {known}.")


def kind_of(name: str) -> EventKind:
    """The kind with that key, or one of its words; "" is something else.

    Raises:
        UnknownEventKind: there is none.
    """
    if not name:
        return OTHER
    found = _BY_WORD.get(name.casefold())
    if found is None:
        raise UnknownEventKind(name=name, known=", ".join(KINDS))
    return found
