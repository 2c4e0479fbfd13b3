"""Vínculo's server. Start it with `streamlit run app.py`.

Everything is imported, the database opened and the sample bank loaded before the first visitor comes; then the
garbage collector is told to leave all of it alone. It runs when Python finds it worth while, and not after every
rerun as Streamlit would have it (`runner.postScriptGC`): then it would go through all that everybody's pages hold at
that moment, which took a third of a rerun for ten people at once and more than half for fifty.
"""

import gc
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pkgutil import walk_packages

import plotly.graph_objects as go
import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

import pages
from doors.middleware import Doors, doors
from doors.start import checked_sign_in
from kpi.access.actor import Actor, Place
from kpi.access.door import Access
from kpi.acts.texts import expire
from kpi.catalogue.units import Unit
from kpi.errors import KpiError
from kpi.importing.confined import forks
from kpi.importing.layout import shipped
from kpi.importing.sample import load_sample, wants_sample
from kpi.periods import Period
from kpi.showing.language import LANGUAGES, Language
from kpi.store.engine import Store
from kpi.words import N_
from pages.shared.store import open_shared_store
from pages.shared.streamlit_words import SCRIPTS
from pages.shared.trouble import handle_script_error

log = logging.getLogger("vinculo")


@asynccontextmanager
async def warm(_app: st.App) -> AsyncIterator[None]:
    """Before the first visitor: the database, the sample where there is nothing yet, imports, then freeze.

    The process that will read files starts beside all this.
    """
    _speak()
    say_who_may_enter(entrance)
    prepare()
    import_pages()
    read_what_is_read_once()
    gc.collect()
    gc.freeze()
    yield
    if entrance.sessions:
        entrance.sessions.close()


def enter() -> Doors:
    """The server's doors; where they would not hold, the server ends here, in a sentence, before it answers anybody."""
    try:
        return doors(checked_sign_in(), open_shared_store, tuple(SCRIPTS.values()))
    except KpiError as error:
        sys.exit(f"Vínculo does not start. {error}")


def say_who_may_enter(entrance: Doors) -> None:
    if entrance.in_force:
        log.info("People sign in with %s.", ", ".join(entrance.in_force.providers))
    else:
        log.info(
            "Nobody has to sign in: the server answers this machine alone (docs/operating.md, “Sign-in”)."
        )


def import_pages() -> None:
    """Everything that the pages import; not the scripts themselves, which run when they are imported."""
    for module in walk_packages(pages.__path__, "pages."):
        if not module.name.endswith((".page", ".frame")):
            import_module(module.name)


def read_what_is_read_once() -> None:
    """What the first page would read and keep: layouts, and of each language its sentences, names and numbers."""
    shipped()
    for locale in LANGUAGES:
        language, month = Language(locale), Period(0, 31)
        language.say(N_("{some} of {all} days have data"), some=month, all=month.first)
        language.plural("{number} day", "{number} days", 2, number=0.5)
        language.short_month(month.first)
        language.value(0.5, Unit.SHARE)
    go.Figure(data=[{"type": "scatter", "x": [1], "y": [1]}], layout={})


def prepare() -> None:
    """Start what reads files, open the database, and load the sample bank into an empty one.

    What goes wrong is one line in the log.
    """
    try:
        forks.warm()
        store = open_shared_store()
        forget_old_texts(store)
        if wants_sample(store):
            log.info("The database has no institution: loading the sample bank.")
            reports = load_sample(store, progress=lambda line: log.info("%s", line))
            log.info("The sample bank is loaded: %d files.", len(reports))
    except KpiError as error:
        log.error("%s", error)
    except Exception:
        log.exception("The server starts, but the database could not be prepared.")


def forget_old_texts(store: Store) -> None:
    """Remove the texts of messages that have been kept long enough."""
    access = Access(store, Actor.of_machine(Place.SERVER), limited=False)
    if gone := expire(store, access):
        log.info("Texts of messages removed, as they had been kept long enough: %d.", gone)


def _speak() -> None:
    """Our own lines in the server's log."""
    if not log.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s Vínculo: %(message)s", "%H:%M:%S"))
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False


entrance = enter()
app = st.App(
    "pages/frame.py",
    lifespan=warm,
    routes=entrance.routes,
    middleware=[*entrance.middleware, Middleware(GZipMiddleware, compresslevel=5)],
    on_script_error=handle_script_error,
)
