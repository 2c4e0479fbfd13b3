"""Names that people and files bring along make no links in Markdown, and read as they were written."""

import pytest

from kpi.words import Message
from pages.shared.inert import inert, inert_values, plain


@pytest.mark.parametrize(
    "attack",
    ["[a](https://evil.example)", "![a](https://evil.example/p.png)", "[a](javascript:x) [b](data:y)"],
)
def test_what_would_be_a_link_is_text(attack: str) -> None:
    assert "](" not in inert(attack)
    assert inert(attack).replace("\u2060", "") == attack


def test_other_names_stay_as_they_are() -> None:
    for name in ("Caja (Madrid) [A]", "50 % [x]", "a] (b)", "día 1"):
        assert inert(name) == name


def test_a_name_inside_markdown_has_no_effect_on_it() -> None:
    assert plain("*a* [b](c) :red[d] $e$") == r"\*a\* \[b\](c) \:red\[d\] \$e\$"
    assert plain("ventas (1).csv") == "ventas (1).csv"


def test_values_are_reached_wherever_they_lie() -> None:
    link = "[a](b)"
    deep = inert_values(
        {"why": Message("{file} {n}", {"file": link, "n": 3}), "names": (link, 1), "list": [link]}
    )
    assert "](" not in str(deep["why"])
    assert deep["why"].values["n"] == 3
    assert deep["names"] == (inert(link), 1)
    assert deep["list"] == [inert(link)]
