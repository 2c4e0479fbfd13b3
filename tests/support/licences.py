"""docs/licences.md: the licence of everything that runs in production, as each package states it.

Write it anew with `python -m tests.support.licences` when requirements.lock changes.
"""

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from typing import Final

from packaging.requirements import Requirement

from tests.support.templates import ROOT

LOCK: Final = ROOT / "requirements.lock"
DOCUMENT: Final = ROOT / "docs" / "licences.md"
OF_CLASSIFIERS: Final = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
OF_TEXTS: Final = {
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache-2": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "Dual License": "Apache-2.0 OR BSD-3-Clause",
    "PSF": "PSF-2.0",
}
"""What packages write where an SPDX expression belongs."""

FREE: Final = frozenset(
    [
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "0BSD",
        "Apache-2.0",
        "ISC",
        "PSF-2.0",
        "HPND",
        "Unlicense",
        "Zlib",
        "CC0-1.0",
    ]
)
"""Asks for no more than to be named."""

LIBRARIES: Final = frozenset({"LGPL-3.0-only", "LGPL-3.0-or-later", "MPL-2.0"})
"""May be used beside anything, unchanged; what is changed in the library itself has to be given on."""

HEAD: Final = """# Licences

What runs in production, with the licence that each package states; made by `python -m tests.support.licences` from
`requirements.lock`. A test refuses a package without a line here, and a licence that is neither free of conditions
beyond being named, nor one for libraries (LGPL, MPL), which ask for nothing as long as the library itself is used as it is:
Vínculo imports all of them unchanged. PySpark (`requirements-spark.txt`, Apache-2.0) is installed only by those who
ask for it. The report's font, Source Sans, lies in `kpi/showing/report/fonts` with its licence (OFL-1.1).

| Package | Licence |
|---|---|
"""


def locked() -> dict[str, Requirement]:
    """The packages of requirements.lock, by name."""
    lines = [line.removesuffix("\\").strip() for line in LOCK.read_text("utf-8").splitlines()]
    found = [Requirement(line) for line in lines if line[:1].isalnum()]
    return {plain(each.name): each for each in found}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def needed_here() -> list[str]:
    """The packages that this system installs."""
    return [name for name, each in locked().items() if each.marker is None or each.marker.evaluate()]


def licence(name: str) -> str:
    """The SPDX expression of an installed package's licence; what it states, if that is none."""
    try:
        stated = metadata(name)
    except PackageNotFoundError:
        return "not installed"
    if "License-Expression" in stated:
        return stated["License-Expression"]
    classifiers = [
        each.split(" :: ")[-1] for each in stated.get_all("Classifier") or () if each.startswith("License ::")
    ]
    known = [OF_CLASSIFIERS[each] for each in classifiers if each in OF_CLASSIFIERS]
    if known:
        return " OR ".join(sorted(set(known)))
    known_text = stated["License"] if "License" in stated else "nothing"  # noqa: SIM401  (it has no get)
    text = known_text.strip().splitlines()[0]
    return OF_TEXTS.get(text, text)


def terms(expression: str) -> set[str]:
    """The licences in an expression."""
    return set(re.split(r"\s+(?:AND|OR)\s+|[()]", expression)) - {""}


def document() -> str:
    return HEAD + "".join(f"| {name} | {licence(name)} |\n" for name in needed_here())


if __name__ == "__main__":
    DOCUMENT.write_text(document(), "utf-8")
    sys.stdout.write(f"{DOCUMENT}\n")
