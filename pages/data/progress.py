"""How far a job is: a bar, what it does now, and the way to end it. Only this part of the page is drawn again."""

from collections.abc import Callable
from typing import Any, Final

import streamlit as st

from kpi.importing.watch import Phase
from kpi.words import N_
from pages.data.job import Job, Progress
from pages.shared.state import language, say

EVERY: Final = 0.5
PHASES: Final = {
    Phase.READING: N_("reading"),
    Phase.SAVING: N_("saving"),
    Phase.COUNTING: N_("counting again"),
}


@st.fragment(run_every=EVERY)
def show_progress(
    job: Job[Any], title: str, cancel: str, key: str, on_cancel: Callable[[], None] | None = None
) -> None:
    """The job's bar under `title`, and a button that ends it, or calls `on_cancel`; when it has ended, the whole page is run again."""
    if job.ended:
        st.rerun()
    progress = job.look()
    with st.container(border=True, key=f"{key}_progress"):
        st.markdown(f"**{title}**")
        st.progress(progress.share, text=in_words(progress))
        if job.is_cancelled:
            st.caption(say(N_("It is being cancelled…")))
        else:
            st.button(cancel, icon=":material/close:", key=f"{key}_cancel", on_click=on_cancel or job.cancel)


def in_words(progress: Progress) -> str:
    """As in: File 2 of 5, `posts.csv`: saving, 40 %."""
    name = progress.name.replace("`", " ")
    step = progress.step
    if step is None:
        return say(
            N_("File {place} of {files}, `{name}`"), place=progress.place + 1, files=progress.files, name=name
        )
    share = step.done / step.total if step.total else 0.0
    return say(
        N_("File {place} of {files}, `{name}`: {phase}, {share}"),
        place=progress.place + 1,
        files=progress.files,
        name=name,
        phase=say(PHASES[step.phase]),
        share=f"{language().number(100 * share, 0)}\N{NO-BREAK SPACE}%",
    )
