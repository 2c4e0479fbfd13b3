"""The layouts that this institution taught: to download, or to forget."""

import streamlit as st

from kpi.access.audit import Action, Entry
from kpi.access.roles import Permission
from kpi.importing.own_layouts import own_layout_texts, own_layouts, remove_own_layout
from kpi.words import N_
from pages.shared.state import Choice, say
from pages.shared.taking import offer_file


def show_own_layouts(choice: Choice) -> None:
    """One line a layout; nothing where there is none."""
    with choice.reading() as connection:
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
            offer_file(
                say(N_("Download")),
                texts[layout.key].encode,
                f"{layout.key}.toml",
                what="layout",
                details={"layout": layout.key},
                mime="application/toml",
                key=f"data.own.{layout.key}.toml",
            )
            if choice.may(Permission.LAYOUTS) and st.button(
                say(N_("Forget it")),
                type="tertiary",
                key=f"data_own_forget_{layout.key}",
                help=say(N_("What was imported with it stays.")),
            ):
                with choice.writing(
                    Permission.LAYOUTS, Entry(Action.LAYOUT_FORGOTTEN, layout.key)
                ) as connection:
                    remove_own_layout(connection, choice.institution, layout.key)
                st.rerun()
