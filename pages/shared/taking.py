"""The one place that hands files out: asked at the click whether that is allowed, and written down."""

from collections.abc import Callable, Mapping
from typing import Literal

import streamlit as st

from kpi.access.roles import Permission
from kpi.acts.exports import taken
from pages.shared.state import current


def offer_file(
    label: str,
    make: Callable[[], bytes],
    file_name: str,
    *,
    what: str,
    key: str,
    mime: str = "text/csv",
    kind: Literal["primary", "secondary"] = "secondary",
    disabled: bool = False,
    rows: int | None = None,
    details: Mapping[str, str] | None = None,
) -> None:
    """A button for a file of the chosen institution; nothing where the person may not take files away.

    `what` and `details` are what the audit keeps of it, in English. The file is made when somebody clicks, in a
    thread of its own, and only then it is known whether it is still allowed.
    """
    choice = current()
    if not choice.may(Permission.EXPORT):
        return

    def made() -> bytes:
        content = make()
        taken(choice.access, choice.institution, what, rows, details)
        return content

    _button(label, made, file_name, mime, key, kind=kind, disabled=disabled)


def offer_blank(
    label: str,
    make: Callable[[], bytes],
    file_name: str,
    *,
    key: str,
    mime: str = "text/csv",
    help: str | None = None,  # noqa: A002
) -> None:
    """A button for a file that holds nothing of any institution: a template to be filled in."""
    _button(label, make, file_name, mime, key, help=help)


def _button(
    label: str,
    data: Callable[[], bytes],
    file_name: str,
    mime: str,
    key: str,
    *,
    kind: Literal["primary", "secondary"] = "secondary",
    disabled: bool = False,
    help: str | None = None,  # noqa: A002
) -> None:
    st.download_button(
        label,
        data=data,
        file_name=file_name,
        mime=mime,
        type=kind,
        icon=":material/download:",
        on_click="ignore",
        disabled=disabled,
        help=help,
        key=key,
    )
