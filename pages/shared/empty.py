"""What a page says when the chosen days or platforms have no data."""

import streamlit as st

from kpi.words import N_
from pages.shared.start import show_first_import
from pages.shared.state import Choice, say


def show_empty(choice: Choice) -> None:
    """Why there is nothing to see, where the data are, and what to do."""
    if choice.covered is None:
        show_first_import(choice)
        return
    st.title(say(N_("No data for this choice")), anchor=False)
    st.write(
        say(
            N_(
                "{name} has no value for {period}. Its data reach from {first} to {last}: choose another period or other platforms in the sidebar, or import the files that are missing."
            ),
            name=choice.institution.name,
            period=choice.period,
            first=choice.covered.first,
            last=choice.covered.last,
        )
    )
    st.page_link("data/page.py", label=say(N_("Go to the data")), icon=":material/upload_file:")
