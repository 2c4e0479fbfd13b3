"""What `.ci/audit.py` makes of what pip-audit says: a finding fails, and nothing is left out in silence."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.templates import ROOT

FOUND = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3"]}]}
CLEAN = {"name": "a", "version": "1", "vulns": []}
UNKNOWN = {"name": "c", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        (json.dumps({"dependencies": [CLEAN]}), 0, "1 of 1 packages audited, 0 findings"),
        (json.dumps({"dependencies": [CLEAN, FOUND]}), 1, "b 2: PYSEC-1, corrected in 3"),
        (
            json.dumps({"dependencies": [CLEAN, UNKNOWN]}),
            0,
            "NOT AUDITED, as the service does not answer for them: c",
        ),
        ("", 0, "NOT AUDITED: the advisories could not be asked"),
    ],
)
def test_an_audit_fails_or_says_what_it_could_not_ask(
    tmp_path: Path, said: str, code: int, words: str
) -> None:
    program = tmp_path / "pip-audit"
    program.write_text(f"#!{sys.executable}\nprint('''{said}''')\n")
    program.chmod(0o755)
    done = subprocess.run(
        [sys.executable, ROOT / ".ci" / "audit.py"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert words in done.stdout
