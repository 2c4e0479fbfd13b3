"""Streamlit's settings, as the server reads them."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from streamlit import config

from tests.support.templates import ROOT

SETTINGS = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))


def names(settings: Mapping[str, Any], before: str = "") -> Iterator[str]:
    for name, value in settings.items():
        if isinstance(value, Mapping):
            yield from names(value, f"{before}{name}.")
        else:
            yield f"{before}{name}"


def test_streamlit_knows_every_setting() -> None:
    """One that it has dropped would be passed over in silence: some are not in its documentation."""
    assert set(names(SETTINGS)) <= set(config.get_config_options())


def test_garbage_is_not_collected_after_every_rerun() -> None:
    assert SETTINGS["runner"]["postScriptGC"] is False
