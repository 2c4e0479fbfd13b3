"""The layouts that this institution taught: to download, or to forget."""

import streamlit as st

from kpi.importing.own_layouts import own_layout_texts, own_layouts, remove_own_layout
from kpi.words import N_
from pages.shared.state import Choice, say


def show_own_layouts(choice: Choice) -> None:
    """One line a layout; nothing where there is none."""
    with choice.store.reading() as connection:
        layouts = own_layouts(connection, choice.institution.id)
        texts = own_layout_texts(connection, choice.institution.id)
    if not layouts:
        return
    st.header(say(N_("Your own layouts")), anchor=False)
    st.caption(say(N_("Files of these kinds are recognised for {name}."), name=choice.institution.name))
    for layout in layouts:
        with st.container(horizontal=True, vertical_alignment="center"):
            title = layout.title.es if choice.language.locale == "es" else layout.title.en
            st.markdown(
                f"`{layout.key}`" if title == layout.key else f"{title} · `{layout.key}`", width="content"
            )
            st.download_button(
                say(N_("Download")),
                data=texts[layout.key],
                file_name=f"{layout.key}.toml",
                mime="application/toml",
                icon=":material/download:",
                on_click="ignore",
                key=f"data.own.{layout.key}.toml",
            )
            if st.button(
                say(N_("Forget it")),
                type="tertiary",
                key=f"data_own_forget_{layout.key}",
                help=say(N_("What was imported with it stays.")),
            ):
                with choice.store.writing() as connection:
                    remove_own_layout(connection, choice.institution, layout.key)
                st.rerun()
