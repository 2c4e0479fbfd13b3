"""Empty files for what no platform exports, to be filled in and imported."""

from functools import partial

import streamlit as st

from kpi.importing.layout import layout_named
from kpi.showing.csv_files import form_for
from kpi.showing.language import Language
from kpi.showing.templates import TEMPLATES, headings, layout_title, template_csv
from kpi.words import N_
from pages.shared.state import say
from pages.shared.taking import offer_blank


def show_templates(language: Language) -> None:
    st.header(say(N_("Templates")), anchor=False)
    st.caption(
        say(
            N_(
                "For data that no platform exports, or that your own tools hold. Fill in a template and import it like any other file; docs/templates.md explains every column."
            )
        )
    )
    with st.container(horizontal=True):
        for key in TEMPLATES:
            name = layout_title(key, language)
            offer_blank(
                name,
                partial(template_csv, key, language.locale),
                f"{key}_{language.locale}.csv",
                key=f"data.template.{key}",
                help=form_for(language.locale).separator.join(headings(layout_named(key), language.locale)),
            )
