"""The command line as a person or a script meets it: arguments in, text and an exit code out."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from kpi.__main__ import main


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Shell:
    """Runs command lines in this process, against the database that KPI_DATABASE_URL names."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def run(self, *arguments: object) -> Said:
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(each) for each in arguments])
        out, err = self._capsys.readouterr()
        return Said(ended.value.code if isinstance(ended.value.code, int) else 0, out, err)
