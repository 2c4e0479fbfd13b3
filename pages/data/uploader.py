"""The uploaders for files and for a whole folder, in the reader's language.

Streamlit writes the button and the size limit in English whatever the page's language; they are covered with our
own words, which say more. What assistive technology reads of the button is among `streamlit_words.WORDS`, as its
labels are: hidden, the button would have no name. The limit is hidden from it.
"""

import json
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from kpi.words import N_
from pages.shared.state import Choice, language, say

IN_A_FOLDER: Final = ["csv", "tsv", "txt", "xlsx", "xls", "xml"]
"""The kinds that are taken out of a folder, which may hold anything else too."""

_STYLE = """<style>
[data-testid="stFileUploaderDropzone"] > span {{ flex: none; }}
[data-testid="stFileUploaderDropzone"] {{ flex-wrap: wrap; height: auto; row-gap: 0.5rem; }}
[data-testid="stFileUploaderDropzoneInstructions"] {{ flex: 1 1 12rem; min-width: 0; }}
[data-testid="stFileUploaderDropzoneInstructions"] * {{
  white-space: normal; overflow: visible; max-width: none; text-align: start;
}}
[data-testid="stFileUploaderDropzone"] > span button p {{ font-size: 0; max-width: none; }}
[data-testid="stFileUploaderDropzone"] > span button p::after {{
  content: {files}; font-size: 0.875rem; white-space: nowrap;
}}
.st-key-data_folder [data-testid="stFileUploaderDropzone"] > span button p::after {{ content: {folder}; }}
[data-testid="stFileChips"] {{ max-height: 168px; }}
[data-testid="stFileUploaderDropzoneInstructions"] span {{ font-size: 0; visibility: hidden; }}
[data-testid="stFileUploaderDropzoneInstructions"] span::after {{
  content: {limit}; font-size: 0.875rem; visibility: visible;
}}
.st-key-data_folder [data-testid="stFileUploaderDropzoneInstructions"] span::after {{ content: {inside}; }}
</style>"""


def show_uploaders(choice: Choice, batch: int, *, disabled: bool = False) -> list[UploadedFile]:
    """Everything that was uploaded, as files or as a folder. Another `batch` is an empty uploader."""
    speak_in_uploaders()
    left, right = st.columns(2)
    with left.container(key="data_files"):
        files = st.file_uploader(
            say(N_("Files to import for {name}"), name=choice.institution.name),
            accept_multiple_files=True,
            key=f"data.upload.{batch}",
            disabled=disabled,
            help=say(
                N_(
                    "Exports as they were downloaded (CSV, XLSX or XLS) from Meta, X, LinkedIn, TikTok, YouTube, Google Analytics or a care tool, or our templates. Nothing is saved before you say so."
                )
            ),
        )
    with right.container(key="data_folder"):
        folder = st.file_uploader(
            say(N_("Or a whole folder")),
            type=IN_A_FOLDER,
            accept_multiple_files="directory",
            key=f"data.folder.{batch}",
            disabled=disabled,
            help=say(
                N_(
                    "With the folders inside it. Each file gets its own line; one that cannot be read stops no other."
                )
            ),
        )
    return [*files, *folder]


def speak_in_uploaders() -> None:
    """Put our words over Streamlit's in the uploaders."""
    megabytes = st.get_option("server.maxUploadSize")
    st.html(
        _STYLE.format(
            files=_quoted(say(N_("Choose files"))),
            folder=_quoted(say(N_("Choose a folder"))),
            limit=_quoted(
                say(N_("or drop them here; up to {size} MB each"), size=language().number(megabytes, 0))
            ),
            inside=_quoted(say(N_("or drop it here; its CSV, XLSX and XLS files are taken"))),
        )
    )


def _quoted(text: str) -> str:
    """A CSS string."""
    return json.dumps(text, ensure_ascii=False)
