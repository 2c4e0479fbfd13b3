"""The version is said in two places and is one."""

import tomllib
from pathlib import Path

from kpi.version import VERSION


def test_the_program_and_the_package_have_one_version() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    assert project["version"] == VERSION
