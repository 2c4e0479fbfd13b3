"""The open database, once for the whole server."""

import streamlit as st

from kpi.rollup.current import open_store
from kpi.store.engine import Store, database_url


def open_shared_store() -> Store:
    """The store at KPI_DATABASE_URL, opened once and shared by every session.

    Raises:
        DatabaseUnavailable, DatabaseIsNewer: it cannot be opened; nothing is remembered, the next call tries again.
    """
    return _opened(database_url())


@st.cache_resource(show_spinner=False)
def _opened(url: str) -> Store:
    return open_store(url)
