"""The invented samples beside the layouts: `KEY.csv`, or `KEY.VARIANT.csv` where one layout has several.

The golden result has the same name and `.json`. Its `options` are what the sample has to be imported with: the
`channel` as on the command line, the `year` of the last row.
"""

import json
from pathlib import Path
from typing import Any

from kpi.importing.channels import parse_channel
from kpi.importing.layout import FOLDER

FILES = sorted(path for path in FOLDER.glob("*/*") if path.suffix not in (".toml", ".json"))


def layout_key(path: Path) -> str:
    return path.name.split(".")[0]


def golden_of(path: Path) -> Path:
    return path.with_suffix(".json")


def options_of(path: Path) -> dict[str, Any]:
    """As the golden result has them; none where there is no golden result yet."""
    golden = golden_of(path)
    found = json.loads(golden.read_text(encoding="utf-8")).get("options", {}) if golden.exists() else {}
    return dict(found)


def reading_options(path: Path) -> dict[str, Any]:
    """The same, as `parse` takes them."""
    options = options_of(path)
    return {**options, "channel": parse_channel(options["channel"])} if "channel" in options else options
