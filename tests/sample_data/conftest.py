"""The sample bank, made once more for the tests of this folder."""

from pathlib import Path

import pytest

from sample_data.make import write


@pytest.fixture(scope="session")
def made_again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `exports/` and `bank.toml`, freshly made."""
    folder = tmp_path_factory.mktemp("sample_data")
    write(folder)
    return folder
