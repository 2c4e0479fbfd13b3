"""A layout as TOML text that people can read, change and keep."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

BARE: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def written(values: Mapping[str, Any]) -> str:
    """`values` as TOML: what is plain first, then the tables, then the lists of tables."""
    plain = {name: value for name, value in values.items() if not _is_tables(value) and name not in TABLES}
    lines = [f"{_key(name)} = {_value(value)}" for name, value in plain.items()]
    for name, value in values.items():
        if _is_tables(value):
            for each in value:
                lines += ["", f"[[{_key(name)}]]", *_pairs(each)]
    for name in TABLES:
        if name in values:
            lines += ["", f"[{name}]", *_pairs(values[name])]
    return "\n".join(lines) + "\n"


TABLES: Final = ("conversation", "fields")
"""What stands under a heading of its own."""


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, Mapping) for each in value)


def _pairs(values: Mapping[str, Any]) -> list[str]:
    return [f"{_key(name)} = {_value(value)}" for name, value in values.items()]


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case str():
            # A JSON string is a TOML one, but for the one control character that JSON leaves as it is.
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case Mapping():
            inner = ", ".join(_pairs(value))
            return f"{{ {inner} }}" if inner else "{}"
        case Sequence():
            return f"[{', '.join(_value(each) for each in value)}]"
        case _:
            raise TypeError(f"{type(value).__name__} has no form in TOML")


def _key(name: str) -> str:
    return name if name and set(name) <= BARE else _value(name)
