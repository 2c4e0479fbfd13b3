"""Who is told how far a roll-up is."""

from collections.abc import Callable

Tell = Callable[[float], None]
"""Called with how much more has been done; may raise, which ends the roll-up and its transaction."""


def nobody(_: float) -> None:
    """Tells nobody."""


def scaled(tell: Tell, factor: float) -> Tell:
    """Tells `factor` times what it is told: of a part that is told as shares, or of rows that are gone over often."""
    return lambda done: tell(done * factor)
