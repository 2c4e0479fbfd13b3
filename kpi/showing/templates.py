"""Empty files in the shape of our own layouts, ready to be filled in."""

from typing import Final

from kpi.errors import KpiError
from kpi.importing.layout import Layout, layout_named
from kpi.showing.csv_files import form_for, write_rows
from kpi.showing.language import Language

TEMPLATES: Final = (
    "vinculo_posts",
    "vinculo_messages",
    "vinculo_visits",
    "vinculo_channel_days",
    "vinculo_product_uptake",
    "vinculo_goals",
)
"""Layout keys, one for each fact that a bank may have to bring itself."""


def template_csv(key: str, locale: str) -> bytes:
    """A file with the headings of a layout in the reader's language and nothing under them."""
    return write_rows(headings(layout_named(key), locale), (), form_for(locale))


def headings(layout: Layout, locale: str) -> list[str]:
    """The layout's columns by name. Our own layouts name each in English first and in Spanish second."""
    at = 1 if locale == "es" else 0
    names = [column.columns for column in layout.fields.values() if column.columns]
    return [each[min(at, len(each) - 1)] for each in names]


def layout_title(key: str | None, language: Language) -> str:
    """What people call the export, in their language; "—" for none, the key for a layout of one's own."""
    if key is None:
        return language.write(None)
    try:
        title = layout_named(key).title
    except KpiError:
        return key
    return title.es if language.locale == "es" else title.en
