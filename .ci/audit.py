"""Are there advisories about what requirements.lock installs? A finding fails; what could not be asked is said.

The service that is asked is not reached from every machine. Then this says how much was not looked up, and the other
steps go on: nothing is left out in silence.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parent.parent / "requirements.lock"
COMMAND = (
    "pip-audit",
    "--format",
    "json",
    "--progress-spinner",
    "off",
    "--disable-pip",
    "--require-hashes",
    "-r",
)


def main() -> int:
    """0 when nothing was found, 1 with a line for each finding."""
    done = subprocess.run([*COMMAND, str(LOCK)], capture_output=True, text=True, check=False)  # noqa: S603
    try:
        packages: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        print(f"NOT AUDITED: the advisories could not be asked ({last}). Run .ci/audit.py where they can be.")
        return 0
    unknown = [package for package in packages if "skip_reason" in package]
    findings = [(package, found) for package in packages for found in package.get("vulns", ())]
    print(f"{len(packages) - len(unknown)} of {len(packages)} packages audited, {len(findings)} findings.")
    if unknown:
        names = ", ".join(package["name"] for package in unknown)
        print(
            f"NOT AUDITED, as the service does not answer for them: {names}. Run .ci/audit.py where it does."
        )
    for package, found in findings:
        versions = ", ".join(found.get("fix_versions", ())) or "none yet"
        print(f"{package['name']} {package['version']}: {found['id']}, corrected in {versions}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
