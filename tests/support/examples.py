"""How many examples a property is tried with."""

from hypothesis import settings

STEADY, SEARCH = 1, 40


def examples(many: int) -> int:
    """`many` in every run; forty times as many where new ones are looked for (see tests/conftest.py)."""
    return many * (SEARCH if settings.get_current_profile_name() == "search" else STEADY)
