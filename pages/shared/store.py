"""The open database, once for the whole server, and whether all of its pages can be read."""

import logging
from threading import Thread
from typing import Final

import streamlit as st

from kpi.errors import KpiError
from kpi.rollup.current import open_store
from kpi.store.engine import Store, database_url, read_pages, size_of

log = logging.getLogger("vinculo")

AT_ONCE: Final = 200_000_000
"""Bytes of a SQLite file that is read through before anybody is served: a second or two. A larger one meanwhile."""

_found_damaged: dict[str, KpiError] = {}


def open_shared_store() -> Store:
    """The store at KPI_DATABASE_URL, opened once and shared by every session.

    Raises:
        DatabaseUnavailable, DatabaseDamaged, DatabaseIsNewer: it cannot be opened; nothing is remembered, the next
            call tries again. A page that was found damaged while people were served is remembered until the
            server is started anew.
    """
    url = database_url()
    if url in _found_damaged:
        raise _found_damaged[url]
    return _opened(url)


@st.cache_resource(show_spinner=False)
def _opened(url: str) -> Store:
    large = size_of(url) > AT_ONCE
    store = open_store(url, thorough=not large)
    if large:
        Thread(target=read_through, args=(store, url), name="vinculo pages", daemon=True).start()
    return store


def read_through(store: Store, url: str) -> None:
    """Read every page, and say so where one is damaged: from then on nobody is shown numbers from it."""
    try:
        read_pages(store.engine)
    except KpiError as error:
        log.error("%s", error)
        _found_damaged[url] = error
