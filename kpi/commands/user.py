"""Who is at the command line, for the histories of imports and goals."""

import getpass


def user() -> str:
    """The user's name; "" where there is none, as in some containers."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
