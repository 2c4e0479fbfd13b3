"""Why something is not offered: a quiet sentence in the place of a button that would be refused."""

import streamlit as st

from kpi.access.door import not_allowed
from kpi.access.roles import Permission
from pages.shared.state import Choice, say


def explain_why_not(choice: Choice, permission: Permission) -> None:
    """Which role it takes, where the person has another one."""
    why = not_allowed(permission, choice.institution)
    st.caption(f":material/lock: {say(why.message)}")


def offered(choice: Choice, permission: Permission) -> bool:
    """Whether the person may do it; where not, why not stands there instead."""
    if choice.may(permission):
        return True
    explain_why_not(choice, permission)
    return False
