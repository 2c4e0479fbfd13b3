"""Who sits in front of the page."""

import streamlit as st

from doors import settings
from doors.cookie import read_cookie
from kpi.access.person import Person
from kpi.errors import KpiError
from kpi.words import N_


class NotSignedIn(KpiError):
    template = N_("Your session has ended. Reload the page to sign in again.")


def signed_in() -> Person | None:
    """The person who has signed in; None where the server runs without sign-in.

    The cookie is verified, not Streamlit's word for it, as a proxy's headers could be put over that. That the session
    was not ended in the meantime is the gate's business (`doors.gate`), which hears every click before a page does.

    Raises:
        NotSignedIn: the server wants a sign-in, and this session has none or it is too old.
    """
    in_force = settings.sign_in()
    if in_force is None:
        return None
    found = read_cookie(st.context.cookies, in_force)
    if found is None:
        raise NotSignedIn
    return found.person
