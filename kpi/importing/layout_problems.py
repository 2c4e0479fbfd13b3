"""What is wrong with a layout file, in sentences of our own: pydantic and tomllib speak English only."""

import re
from collections.abc import Mapping
from typing import Any, Final

from kpi.importing.errors import Unusable
from kpi.words import N_, Message, quoted

NOT_WHAT_IT_HOLDS: Final = N_("it is not what the key holds, see docs/adding-a-layout.md")
ONE_OF: Final = N_("it has to be one of {known}")
KINDS: Final = {
    "string_type": N_("it has to be a text, in quotation marks"),
    "list_type": N_("it has to be a list, in square brackets"),
    "bool_type": N_("it has to be true or false"),
    "int_type": N_("it has to be a number"),
    "float_type": N_("it has to be a number"),
    "dict_type": N_("it has to be a table: keys with their values"),
    "model_type": N_("it has to be a table: keys with their values"),
}
LIMITS: Final = {
    "greater_than": ("gt", N_("it has to be more than {limit}")),
    "less_than_equal": ("le", N_("it has to be {limit} at most")),
}
AT: Final = N_("line {line}, column {column}")
AT_THE_END: Final = N_("at its end")
NOT_UNICODE: Final = N_("it is not UTF-8")
_PLACE: Final = re.compile(r"at line (\d+), column (\d+)")


def reason_of(error: Mapping[str, Any]) -> Message:
    """Why a value cannot be used, from one of pydantic's errors; without capital and full stop."""
    kind, context = error["type"], error.get("ctx", {})
    raised = context.get("error")
    if isinstance(raised, Unusable):
        return raised.reason
    if kind == "literal_error":
        known = re.findall("'([^']*)'", context["expected"])
        return Message(ONE_OF, {"known": quoted(known)})
    if kind in LIMITS:
        name, template = LIMITS[kind]
        return Message(template, {"limit": context[name]})
    return Message(KINDS.get(kind, NOT_WHAT_IT_HOLDS))


def place_in_toml(problem: str) -> Message:
    """Where tomllib stopped."""
    found = _PLACE.search(problem)
    return Message(AT, {"line": found[1], "column": found[2]}) if found else Message(AT_THE_END)
